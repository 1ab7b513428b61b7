package com.example.tools.texts;

import com.example.tools.course.Course;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code snippets}. */
@Command(description = {"", "Commands run in a copy of the course."},
        footer = {"", "Examples:", "  ./course snippets", "  ./course snippets 05"})
public final class SnippetsProgram implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "WHICH", description = "Only files whose path contains this.")
    private String wanted;

    private final Course course;

    public SnippetsProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        return Snippets.main(course, wanted == null ? "" : wanted);
    }
}
