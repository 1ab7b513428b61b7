package com.example.tools.mistakes;

import com.example.tools.course.Course;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program {@code mistakes}. */
@Command(description = {"", "Judges each patch in src/mistake by the tests of its exercise."},
        footer = {"", "Examples:", "  ./course mistakes 5", "  ./course mistakes 5.3 6.1",
                "  ./course mistakes --remake", "  ./course mistakes --promises 06"})
public final class MistakesProgram implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "WHICH",
            description = "Lessons, exercises, or starts of patches' names; without them all. With --remake a revision"
                    + " too, and renamed words as OLD=NEW; --promises and --without-locks take one, and the latter how"
                    + " many times, too.")
    private List<String> words = List.of();
    @Option(names = "--remake", description = "Carries the patches over to changed solutions.")
    private boolean remake;
    @Option(names = "--promises", description = "Lists what the stubs promise and no mistake breaks.")
    private boolean promises;
    @Option(names = "--without-locks", description = "Judges the solutions without each of their locks.")
    private boolean withoutLocks;

    @Spec
    private CommandSpec spec;

    private final Course course;

    public MistakesProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        if (remake) {
            return Remake.main(course, words);
        }
        if (!promises && !withoutLocks) {
            return Mistakes.main(course, words);
        }
        int most = promises ? 1 : 2;
        if (words.size() > most) {
            throw new ParameterException(spec.commandLine(), "\"" + words.get(most) + "\" is one word too many.");
        }
        return promises ? Promises.main(course, words) : WithoutLocks.main(course, words);
    }
}
