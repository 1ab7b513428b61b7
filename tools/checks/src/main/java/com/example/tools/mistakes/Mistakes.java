package com.example.tools.mistakes;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.judge.CompiledLesson;
import com.example.tools.judge.Javac;
import com.example.tools.judge.Judge;
import com.example.tools.judge.TestRounds;
import com.example.tools.judge.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import java.util.stream.Collectors;

/**
 * Proves that the exercises' tests teach: every known mistake fails its exercise's tests with a message that names the
 * rule, and every second right answer passes them.
 */
public final class Mistakes {

    /** How long the tests of one exercise may take on one wrong answer, which may hang in several of them. */
    public static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int AT_A_TIME = 2;

    private final Course course;
    private final Judge judge;
    /** Waits no longer because the machine is busy: most answers are wrong, and hang until a wait is over. */
    private final Judge impatient;

    public Mistakes(Course course) throws IOException {
        this(course, LIMIT);
    }

    Mistakes(Course course, Duration limit) throws IOException {
        this.course = course;
        this.judge = new Judge(limit, course.junitParameters());
        Map<String, String> parameters = new HashMap<>(course.junitParameters());
        parameters.put("slowness.most", "1");
        this.impatient = new Judge(limit, parameters);
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
    static int main(Course course, List<String> words) throws IOException, InterruptedException {
        int[] counts = new int[3];
        for (String wanted : words.isEmpty() ? Arrays.asList((String) null) : words) {
            int before = counts[0];
            new Mistakes(course).judge(wanted, report -> {
                System.out.println(MistakeReport.text(course, report));
                counts[0]++;
                counts[1] += report.problems().isEmpty() ? 0 : 1;
                counts[2] += report.read() != null && report.read().isRight() ? 1 : 0;
            });
            if (counts[0] == before) {
                throw new IllegalArgumentException("No patch in src/mistake is of "
                        + (wanted == null ? "any lesson" : wanted) + ": name a lesson, an exercise, or a patch.");
            }
        }
        System.out.printf("%d patches (%d of them right answers): %d as they should be, %d with problems.%n",
                counts[0], counts[2], counts[0] - counts[1], counts[1]);
        return counts[1] == 0 ? 0 : 1;
    }

    /**
     * Judges patches, two exercises at a time, and tells about each in the order of lessons and file names.
     *
     * <p>The patches of an exercise are judged in one JVM, one after the other. If the verdict on one of them is not as
     * it should be, or there is none, it counts for nothing: that patch gets a JVM of its own, and if need be another
     * one that has more patience on a busy machine.
     *
     * @param wanted a lesson's number, an exercise's number or name, or the start of a patch's name; null for all
     */
    public void judge(String wanted, Consumer<Report> reports) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME, work -> new Thread(work, "mistakes"));
        try {
            List<Future<List<Report>>> running = new ArrayList<>();
            for (Lesson lesson : course.withExercises()) {
                Map<String, Exercise> exercises = new LinkedHashMap<>();
                lesson.exercises().forEach(exercise -> exercises.put(exercise.title(), exercise));
                Map<String, List<Path>> patches = new LinkedHashMap<>();
                lesson.patches().stream().filter(patch -> isWanted(exercises, patch, wanted)).forEach(patch ->
                        patches.computeIfAbsent(numberOf(patch), number -> new ArrayList<>()).add(patch));
                Callable<CompiledLesson> code = once(() -> CompiledLesson.open(course, lesson));
                patches.values().forEach(some ->
                        running.add(pool.submit(() -> judge(lesson, exercises, code, some))));
            }
            for (Future<List<Report>> some : running) {
                some.get().forEach(reports);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A mistake could not be judged.", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean isWanted(Map<String, Exercise> exercises, Path patch, String wanted) {
        String file = patch.getFileName().toString();
        Optional<Exercise> exercise = exercises.values().stream()
                .filter(one -> file.startsWith(one.number() + "-")).findFirst();
        return wanted == null
                || file.startsWith(wanted)
                || wanted.matches("\\d+") && file.startsWith(Integer.parseInt(wanted) + ".")
                || exercise.isPresent() && exercise.get().isMeantBy(wanted);
    }

    /** The number of the exercise in front of a patch's name: 5.3 of {@code 5.3-method-case.patch}. */
    private static String numberOf(Path patch) {
        return patch.getFileName().toString().replaceFirst("-.*$", "");
    }

    /** A patch that is compiled, or what is wrong with it. */
    private record Prepared(Path file, MistakePatch patch, Exercise exercise, List<Path> classpath, String problem) { }

    private List<Report> judge(Lesson lesson, Map<String, Exercise> exercises, Callable<CompiledLesson> code,
                               List<Path> files) throws Exception {
        List<Prepared> prepared = new ArrayList<>();
        for (Path file : files) {
            prepared.add(prepare(lesson, exercises, code, file));
        }
        Map<Path, Verdict> quick = quickly(lesson, code, prepared);
        List<Report> reports = new ArrayList<>();
        for (Prepared one : prepared) {
            if (one.problem != null) {
                reports.add(new Report(one.file, one.patch, null, List.of(one.problem)));
                continue;
            }
            Verdict verdict = quick.get(one.file);
            for (Judge alone : List.of(impatient, judge)) {
                if (verdict == null || !MistakeReport.problems(one.patch, one.exercise, verdict).isEmpty()) {
                    verdict = alone.judge(one.classpath, lesson.folder(), List.of(one.exercise.testClass()));
                }
            }
            reports.add(new Report(one.file, one.patch, verdict,
                    MistakeReport.problems(one.patch, one.exercise, verdict)));
        }
        return reports;
    }

    /** A verdict for those that come to one in a JVM for all: an endless loop or an exit ends it for those behind. */
    private Map<Path, Verdict> quickly(Lesson lesson, Callable<CompiledLesson> code, List<Prepared> prepared)
            throws Exception {
        Map<Path, Verdict> verdicts = new HashMap<>();
        Map<Exercise, List<Prepared>> byExercise = prepared.stream().filter(one -> one.problem == null)
                .collect(Collectors.groupingBy(Prepared::exercise));
        for (Map.Entry<Exercise, List<Prepared>> some : byExercise.entrySet()) {
            List<Verdict> inOrder = TestRounds.run(impatient, code.call().classpath(), lesson.folder(),
                    some.getKey().testClass(), some.getValue().stream().map(one -> one.classpath.get(0)).toList());
            for (int i = 0; i < inOrder.size(); i++) {
                verdicts.put(some.getValue().get(i).file, inOrder.get(i));
            }
        }
        return verdicts;
    }

    private Prepared prepare(Lesson lesson, Map<String, Exercise> exercises, Callable<CompiledLesson> code,
            Path file)
            throws Exception {
        MistakePatch patch = null;
        try {
            patch = MistakePatch.read(file);
            Exercise exercise = exercises.get(patch.exercise());
            if (exercise == null) {
                return new Prepared(file, patch, null, null, "No test in " + lesson.name()
                        + " has the display name \"" + patch.exercise() + "\".");
            }
            List<Path> classpath = code.call().with(patch.name(),
                    patch.target().substring(Lesson.SOLUTIONS.length() + 1), patch.apply(lesson));
            return new Prepared(file, patch, exercise, classpath, null);
        } catch (MistakePatch.UnusableException | Javac.DoesNotCompileException e) {
            return new Prepared(file, patch, null, null, e.getMessage());
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
