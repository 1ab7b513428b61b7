package com.example.tools.texts;

import com.example.tools.course.Course;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code rules}. */
@Command(description = {"", "Prints one sentence for each rule that is broken."},
        footer = {"", "Examples:", "  ./course rules", "  ./course rules 05"})
public final class RulesProgram implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "WHICH",
            description = "Only problems that contain this, such as a part of a path.")
    private String wanted;

    private final Course course;

    public RulesProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        return Rules.main(course, wanted == null ? "" : wanted);
    }
}
