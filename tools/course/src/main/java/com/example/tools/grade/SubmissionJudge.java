package com.example.tools.grade;

import com.example.tools.course.Exercise;
import com.example.tools.grade.isolated.ExerciseLoader;
import com.example.tools.grade.isolated.IsolatedRun;
import com.example.tools.judge.Verdict;
import com.example.tools.process.Slowness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The judging of one submission: compiled, run, and what has failed run once more. */
final class SubmissionJudge {

    /** On a machine that others make so many times slower, what has failed is judged again while nothing else is. */
    private static final double BUSY = 3;

    private final Forks forks;
    private final Ledger ledger;
    private final Duration limit;
    private final ClassProgress progress;
    private final Map<Exercise, Integer> tests;
    private final double own;
    private final Map<Exercise, String> keys = new HashMap<>();
    private final Map<Exercise, Score> failed = new LinkedHashMap<>();
    private List<IsolatedRun.Part> again = List.of();
    private long failedNanos;

    /**
     * @param tests how many tests each exercise has
     * @param own   how many times as slow as an idle machine those that are judged together can make this one
     */
    SubmissionJudge(Forks forks, Ledger ledger, Duration limit, ClassProgress progress, Map<Exercise, Integer> tests,
            double own) {
        this.forks = forks;
        this.ledger = ledger;
        this.limit = limit;
        this.progress = progress;
        this.tests = tests;
        this.own = own;
    }

    /**
     * Compiles a submission's answers to one lesson; of what does not compile, the verdict is reached.
     *
     * @param wantedKeys what is to be judged, with the key of its verdict
     * @return what is left to run
     */
    IsolatedRun.Part compile(SubmissionCompiler javac, Submission submission, GradedLesson lesson, Map<Answer,
            String> wantedKeys)
            throws IOException, InterruptedException {
        List<Answer> answers = new ArrayList<>(wantedKeys.keySet());
        List<Exercise> wanted = answers.stream().map(Answer::exercise).toList();
        if (submission.folder() != null) {
            // An answer may use another one of the same lesson.
            lesson.exercises().stream().filter(exercise -> !wanted.contains(exercise))
                    .map(exercise -> submission.answer(lesson.lesson(), exercise)).filter(Answer::isTaken)
                    .forEach(answers::add);
        }
        wantedKeys.forEach((answer, key) -> keys.put(answer.exercise(), key));
        Map<Exercise, SubmissionCompiler.Compiled> compiled = javac.compile(lesson.compileClasspath(), lesson.names(),
                answers);
        List<Exercise> runnable = new ArrayList<>();
        for (Exercise exercise : wanted) {
            if (compiled.get(exercise).error() == null) {
                runnable.add(exercise);
            } else {
                add(exercise, Score.failed(0, tests.get(exercise), compiled.get(exercise).error()), 0);
            }
        }
        Map<String, byte[]> classes = new LinkedHashMap<>();
        compiled.values().forEach(one -> classes.putAll(one.classes().byName()));
        return new IsolatedRun.Part(lesson.classpath(), new ExerciseLoader.Classes(classes), runnable);
    }

    /**
     * Runs all whose verdict is not known, in as few JVMs as will do; says whether something has failed, which is to be
     * judged again.
     */
    boolean judge(List<IsolatedRun.Part> parts) throws IOException, InterruptedException {
        examine(parts, false);
        // Each with classes of its own, too: one exercise may have changed what another one relies on.
        again = parts.stream().flatMap(part -> part.exercises().stream().filter(failed::containsKey)
                .map(exercise -> new IsolatedRun.Part(part.classpath(), part.classes(), List.of(exercise)))).toList();
        return !again.isEmpty();
    }

    /** How long the first try of what has failed took, in nanoseconds. */
    long failedNanos() {
        return failedNanos;
    }

    /**
     * A busy machine must fail no student, nor a port that two submissions wanted at the same time: what has failed is
     * judged once more, and that verdict counts. What wanted such a port is left, and so is all on a machine that
     * others make busy: {@link #judgeAlone} is for these. Says whether something is left.
     */
    boolean judgeAgain() throws IOException, InterruptedException {
        boolean busy = Slowness.now() > Math.min(own - 1 + BUSY, Slowness.MOST - 1);
        Map<Boolean, List<IsolatedRun.Part>> alone = again.stream().collect(Collectors.partitioningBy(
                part -> busy || failed.get(part.exercises().get(0)).message().contains("BindException: ")));
        examine(alone.get(false), true);
        again = alone.get(true);
        return !again.isEmpty();
    }

    /** Judges once more what is left, while nothing else is judged. */
    void judgeAlone() throws IOException, InterruptedException {
        examine(again, true);
    }

    /**
     * Judges until nothing is left.
     *
     * @param isLast whether each verdict counts; otherwise what has failed and is worth another try gets one
     */
    private void examine(List<IsolatedRun.Part> parts, boolean isLast) throws IOException, InterruptedException {
        List<IsolatedRun.Part> left = parts.stream().filter(part -> !part.exercises().isEmpty()).toList();
        while (!left.isEmpty()) {
            left = examineOnce(left, isLast, (exercise, verdict, thread) -> {
                Score outcome = Score.of(verdict, tests.get(exercise), limit, thread);
                boolean overdue = verdict.ending() == Verdict.Ending.TIMED_OUT;
                if (!isLast && outcome.status() == Score.Status.FAILED
                        && (overdue || verdict.ending() == Verdict.Ending.FINISHED)) {
                    failed.put(exercise, outcome);
                    failedNanos += verdict.took().toNanos();
                    progress.failed();
                } else {
                    if (overdue) {
                        progress.overdue();
                    } else if (verdict.ending() == Verdict.Ending.LOOPED) {
                        progress.looped();
                    }
                    add(exercise, failed.containsKey(exercise) ? outcome.withoutWhatVaries(failed.get(exercise))
                            : outcome, verdict.took().toMillis());
                }
            });
        }
    }

    /** Runs one JVM, and returns what it did not reach. */
    private List<IsolatedRun.Part> examineOnce(List<IsolatedRun.Part> parts, boolean isLast,
            IsolatedRun.Listener listener) throws IOException, InterruptedException {
        int done;
        try (Forks.Folder folder = forks.folder();
             IsolatedRun run = new IsolatedRun(forks.isolated(folder.path(), isLast), folder.path(), parts,
                     isLast)) {
            done = run.judge(limit, listener);
        }
        List<IsolatedRun.Part> left = new ArrayList<>();
        for (IsolatedRun.Part part : parts) {
            int here = Math.min(done, part.exercises().size());
            done -= here;
            List<Exercise> rest = part.exercises().subList(here, part.exercises().size());
            if (!rest.isEmpty()) {
                left.add(new IsolatedRun.Part(part.classpath(), part.classes(), rest));
            }
        }
        return left;
    }

    private void add(Exercise exercise, Score outcome, long millis) throws IOException {
        ledger.add(keys.get(exercise), outcome, millis);
        progress.judged(exercise, millis, failed.containsKey(exercise));
    }
}
