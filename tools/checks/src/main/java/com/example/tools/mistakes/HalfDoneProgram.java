package com.example.tools.mistakes;

import com.example.tools.course.Course;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code half-done}. */
@Command(description = {"", "Every combination of written and unwritten methods is judged: none may fail."},
        footer = {"", "Examples:", "  ./course half-done 4", "  ./course half-done 4.2"})
public final class HalfDoneProgram implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "WHICH", description = "A lesson or an exercise; without it all.")
    private String wanted;

    private final Course course;

    public HalfDoneProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        return HalfDone.main(course, wanted);
    }
}
