package com.example.tools.questions;

import com.example.tools.course.Course;
import com.example.tools.mistakes.MistakePatch;
import com.example.tools.mistakes.Mistakes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tests say of each mistake: it is run when it is asked for the first time. */
final class AnswerKeys {

    private final Mistakes mistakes;
    private final Map<Path, Mistakes.Report> known = new HashMap<>();

    AnswerKeys(Course course) throws IOException {
        mistakes = new Mistakes(course);
    }

    /**
     * The verdict on a mistake.
     *
     * @throws IllegalStateException if there is none that names a test and a rule
     */
    Mistakes.Report of(MistakePatch patch) throws IOException, InterruptedException {
        if (!known.containsKey(patch.file())) {
            List<Mistakes.Report> reports = new ArrayList<>();
            mistakes.judge(patch.file().getFileName().toString(), reports::add);
            Mistakes.Report report = reports.get(0);
            if (!report.problems().isEmpty()) {
                throw new IllegalStateException("There is no key to " + patch.name() + ": "
                        + String.join(" ", report.problems()) + " ./course mistakes " + patch.name() + " tells more.");
            }
            known.put(patch.file(), report);
        }
        return known.get(patch.file());
    }
}
