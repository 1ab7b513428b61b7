package com.example.tools.learn.screen;

import static com.example.tools.course.Language.say;

import com.example.tools.course.Course;
import com.example.tools.course.LessonReadme;
import com.example.tools.learn.Feedback;
import com.example.tools.learn.Mark;
import com.example.tools.learn.Stubs;
import com.example.tools.learn.Syllabus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** What there is to read about an exercise: its task, its verdict, its hints, its solution. */
public final class Readings {

    private final Course course;
    private final Syllabus syllabus;
    private final Stubs stubs;

    public Readings(Course course, Syllabus syllabus, Stubs stubs) {
        this.course = course;
        this.syllabus = syllabus;
        this.stubs = stubs;
    }

    /** From the first version, if it is known: the learner may have deleted the comment. */
    public List<AttributedString> task(ExercisePage page, Syllabus.Item item) {
        try {
            byte[] stub = stubs.seen(item.exercise()).orElse(null);
            if (stub == null) {
                stub = Files.exists(item.file()) ? Files.readAllBytes(item.file()) : new byte[0];
            }
            return page.text("", Task.of(new String(stub, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return page.text("", say("The task could not be read: %s", e.getMessage()));
        }
    }

    /** @param after what is said behind the verdict's first sentence */
    public List<AttributedString> verdict(ExercisePage page, Syllabus.Item item, Feedback outcome, String after) {
        if (outcome == null) {
            return task(page, item);
        }
        List<AttributedString> lines = new ArrayList<>(page.verdict(outcome, after));
        if (outcome.mark() == Mark.WAITING || outcome.mark() == Mark.STARTED) {
            lines.addAll(task(page, item));
        } else if (outcome.mark() == Mark.SOLVED) {
            lines.addAll(page.text("", syllabus.next(item).isPresent()
                    ? say("n leads to the next exercise, s shows another answer to compare yours with.")
                    : say("That was the last one: the whole course is solved.")));
            if (syllabus.hasOwnServer(item.lesson())) {
                lines.addAll(page.text("", say("Your own server is ready: `./course mine %s` serves a page that talks"
                        + " to what you have written.", item.lesson().name().substring(0, 2))));
            }
        }
        return lines;
    }

    /** The first hints, as many as {@code seen}. */
    public static List<AttributedString> hints(ExercisePage page, List<LessonReadme.Hint> hints, int seen) {
        List<AttributedString> lines = new ArrayList<>();
        for (int i = 0; i < seen; i++) {
            LessonReadme.Hint hint = hints.get(i);
            String title = hint.title().replaceFirst("^Hint \\d+(: )?", "");
            lines.addAll(page.text(say("Hint %d of %d", i + 1, hints.size()) + (title.isEmpty() ? "" : ": " + title),
                    hint.text()));
            lines.add(AttributedString.EMPTY);
        }
        return lines;
    }

    public List<AttributedString> solution(ExercisePage page, Syllabus.Item item) {
        try {
            String text = new String(Files.readAllBytes(item.solution()), StandardCharsets.UTF_8);
            return page.text(say("One answer: %s", course.name(item.solution())), text);
        } catch (IOException e) {
            return page.text("", say("The solution could not be read: %s", e.getMessage()));
        }
    }
}
