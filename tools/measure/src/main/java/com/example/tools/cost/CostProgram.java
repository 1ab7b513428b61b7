package com.example.tools.cost;

import com.example.tools.course.Course;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The program {@code cost}. */
@Command(description = {"", "Plays the same script in each room, and writes docs/cost and the tables in the texts."},
        footer = {"", "Examples:", "  ./course cost quick     a short talk in each room; changes no file",
            "  ./course cost           everything, in ten to fifteen minutes; leave the machine alone",
            "  ./course cost 06        one lesson; the rest stays",
            "  ./course cost missing   what the file lacks: goes on where it was stopped",
            "  ./course cost film      records a talk of eight seconds for the moving time line",
            "  ./course cost draw      makes tables and pictures again, without measuring"})
public final class CostProgram implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "WHAT",
            description = "quick, missing, film, draw, or lessons by number; without it everything.")
    private List<String> words = List.of();

    private final Course course;

    public CostProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        return Cost.main(course, words);
    }
}
