package com.example.tools.mutation;

import com.example.tools.course.Course;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code mutation}. */
@Command(description = {"", "Each change should fail a test. This takes minutes for each lesson."},
        footer = {"", "Examples:", "  ./course mutation solutions 04", "  ./course mutation solutions 4.2",
                "  ./course mutation lesson 04"})
public final class MutationProgram implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "solutions|lesson", description = "What is changed: the exercises' solutions,"
            + " or the lesson's own code that knows the protocol.")
    private String what;
    @Parameters(index = "1", paramLabel = "WHICH", description = "A lesson, or one exercise of the solutions.")
    private String wanted;

    private final Course course;

    public MutationProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        return Mutation.main(course, List.of(what, wanted));
    }
}
