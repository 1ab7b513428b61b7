package com.example.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Proves that the exercises' tests teach: every known mistake fails its exercise's tests with a message that names the
 * rule, and every second right answer passes them.
 */
public final class Mistakes {

    /** How long the tests of one exercise may take on one wrong answer. */
    public static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int AT_A_TIME = 2;

    private final Course course;
    private final Judge judge;

    public Mistakes(Course course) throws IOException {
        this(course, LIMIT);
    }

    Mistakes(Course course, Duration limit) throws IOException {
        this.course = course;
        this.judge = new Judge(limit, course.junitParameters());
    }

    /**
     * What became of one patch.
     *
     * @param patch    its file
     * @param read     the patch, or null if it could not be read
     * @param verdict  what its exercise's tests said, or null if they could not be run
     * @param problems what is wrong with the patch or the tests, one sentence each; none is how it should be
     */
    public record Report(Path patch, MistakePatch read, Verdict verdict, List<String> problems) { }

    /** The program: prints each mistake with its verdict and the message that a learner would read. */
    static int main(Course course, List<String> args) throws IOException, InterruptedException {
        String wanted = args.isEmpty() ? null : args.get(0);
        int[] counts = new int[3];
        new Mistakes(course).judge(wanted, report -> {
            System.out.println(MistakeReport.text(course, report));
            counts[0]++;
            counts[1] += report.problems().isEmpty() ? 0 : 1;
            counts[2] += report.read() != null && report.read().isRight() ? 1 : 0;
        });
        System.out.printf("%d patches (%d of them right answers): %d as they should be, %d with problems.%n",
                counts[0], counts[2], counts[0] - counts[1], counts[1]);
        return counts[1] == 0 ? 0 : 1;
    }

    /**
     * Judges patches, two at a time, and tells about each in the order of lessons and file names.
     *
     * @param wanted a lesson's number, an exercise's number or name, or the start of a patch's name; null for all
     */
    public void judge(String wanted, Consumer<Report> reports) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME, work -> new Thread(work, "mistakes"));
        try {
            List<Future<Report>> running = new ArrayList<>();
            for (Lesson lesson : course.lessons()) {
                Map<String, Exercise> exercises = new LinkedHashMap<>();
                lesson.exercises().forEach(exercise -> exercises.put(exercise.title(), exercise));
                List<Path> patches = lesson.patches().stream()
                        .filter(patch -> isWanted(lesson, exercises, patch, wanted)).toList();
                if (!patches.isEmpty()) {
                    Callable<Workshop> workshop = once(() -> Workshop.open(course, lesson));
                    patches.forEach(patch -> running.add(pool.submit(() -> judge(lesson, exercises, workshop, patch))));
                }
            }
            for (Future<Report> report : running) {
                reports.accept(report.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A mistake could not be judged.", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean isWanted(Lesson lesson, Map<String, Exercise> exercises, Path patch, String wanted) {
        String file = patch.getFileName().toString();
        Optional<Exercise> exercise = exercises.values().stream()
                .filter(one -> file.startsWith(one.number() + "-")).findFirst();
        return wanted == null
                || file.startsWith(wanted)
                || wanted.matches("\\d+") && Integer.parseInt(wanted) == lesson.number()
                || exercise.isPresent() && exercise.get().isMeantBy(wanted);
    }

    private Report judge(Lesson lesson, Map<String, Exercise> exercises, Callable<Workshop> workshop, Path file)
            throws Exception {
        MistakePatch patch = null;
        try {
            patch = MistakePatch.read(file);
            Exercise exercise = exercises.get(patch.exercise());
            if (exercise == null) {
                return new Report(file, patch, null, List.of("No test in " + lesson.name() + " has the display name \""
                        + patch.exercise() + "\"."));
            }
            List<Path> classpath = workshop.call().with(patch.name(),
                    patch.target().substring(Lesson.SOLUTIONS.length() + 1), patch.apply(lesson));
            Verdict verdict = judge.judge(classpath, lesson.folder(), List.of(exercise.testClass()));
            return new Report(file, patch, verdict, MistakeReport.problems(patch, exercise, verdict));
        } catch (MistakePatch.UnusableException | Workshop.DoesNotCompileException e) {
            return new Report(file, patch, null, List.of(e.getMessage()));
        }
    }

    /** Does the work for the first who asks, while others wait; then all get the same. */
    private static <T> Callable<T> once(Callable<T> work) {
        return new Callable<>() {
            private T done;

            @Override
            public synchronized T call() throws Exception {
                if (done == null) {
                    done = work.call();
                }
                return done;
            }
        };
    }
}
