package com.example.tools.mistakes;

import com.example.tools.course.Course;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code mistakes}. */
@Command(description = {"", "Judges each patch in src/mistake by the tests of its exercise."},
        footer = {"", "Examples:", "  ./course mistakes 5", "  ./course mistakes 5.3", "  ./course mistakes --remake",
                "  ./course mistakes --promises 06"})
public final class MistakesProgram implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "WHICH",
            description = "A lesson, an exercise, or the start of a patch's name; without it all. With --remake a"
                    + " revision too, and renamed words as OLD=NEW; with --without-locks how many times, too.")
    private List<String> words = List.of();
    @Option(names = "--remake", description = "Carries the patches over to changed solutions.")
    private boolean remake;
    @Option(names = "--promises", description = "Lists what the stubs promise and no mistake breaks.")
    private boolean promises;
    @Option(names = "--without-locks", description = "Judges the solutions without each of their locks.")
    private boolean withoutLocks;

    private final Course course;

    public MistakesProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        if (remake) {
            return Remake.main(course, words);
        }
        if (promises) {
            return Promises.main(course, words);
        }
        return withoutLocks ? WithoutLocks.main(course, words)
                : Mistakes.main(course, words.isEmpty() ? null : words.get(0));
    }
}
