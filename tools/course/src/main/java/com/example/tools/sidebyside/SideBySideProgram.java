package com.example.tools.sidebyside;

import com.example.tools.course.Course;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The program {@code sidebyside}. */
@Command(description = {"", "Serves until Ctrl-C, which ends everything."}, footer = {"", "Examples:",
    "  ./course sidebyside        the page on port 8000, the lessons on 8001 to 8008",
    "  ./course sidebyside 9000   the page on port 9000, the lessons on 9001 to 9008"})
public final class SideBySideProgram implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "PORT", defaultValue = "8000",
            description = "The page's port, from 1000 to 65000; 8000 without it.")
    private int port;

    private final Course course;

    public SideBySideProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        if (port < 1_000 || port > 65_000) {
            throw new IllegalArgumentException("A port from 1000 to 65000 is wanted, not " + port + ".");
        }
        return SideBySide.serve(course, port);
    }
}
