package com.example.tools.mistakes;

import com.example.tools.course.Course;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code rehearse}. */
@Command(description = {"", "Its students solve exercises, make the known mistakes, or do not start."},
        footer = {"", "Examples:", "  ./course rehearse made-up 200", "  ./course grade made-up"})
public final class RehearseProgram implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR", description = "Where the class goes.")
    private Path folder;
    @Parameters(index = "1", arity = "0..1", defaultValue = "20", paramLabel = "STUDENTS",
            description = "How many; 20 without it.")
    private int students;
    @Parameters(index = "2", arity = "0..1", defaultValue = "1", paramLabel = "SEED",
            description = "The same number gives the same class; 1 without it.")
    private long seed;

    private final Course course;

    public RehearseProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        MadeUpClass.write(course, folder, students, seed);
        return 0;
    }
}
