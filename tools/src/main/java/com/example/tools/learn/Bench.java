package com.example.tools.learn;

import com.example.tools.Course;
import com.example.tools.Exercise;
import com.example.tools.Judge;
import com.example.tools.Lesson;
import com.example.tools.Maven;
import com.example.tools.TrialJvm;
import com.example.tools.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Where one exercise after the other is judged, as it stands in its file: compiled in this JVM, which knows the way by
 * now, and run in another one that was started ahead and waits, so that whatever the code does ends there.
 *
 * <p>One thread judges; others may ask {@link #failedSoFar()}, and may {@link #cancel()} and {@link #close()}.
 */
final class Bench implements AutoCloseable {

    /** How long the tests of one exercise may take. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private final Course course;
    private final Duration limit;
    private final Judge judge;
    private final Compiler compiler = new Compiler();
    /** The judged classes of each waiting JVM have a folder of their own, below this one. */
    private final Path runs;
    private int count;
    private Lesson spareLesson;
    private Path spareClasses;
    private TrialJvm spare;
    private volatile TrialJvm running;
    private volatile boolean closed;

    Bench(Course course) throws IOException {
        this(course, LIMIT);
    }

    Bench(Course course, Duration limit) throws IOException {
        this.course = course;
        this.limit = limit;
        Map<String, String> parameters = new TreeMap<>(course.junitParameters());
        parameters.put("java.util.logging.config.file", course.root().resolve("logging.properties").toString());
        this.judge = new Judge(limit, parameters);
        this.runs = course.scratch("learn", "runs");
        discard(runs);
    }

    /**
     * Compiles and judges what is in the exercise's file now; waits at most for the limit and the compiler.
     *
     * @param wanted asked before the tests are run: they are not if nobody wants the verdict any more
     */
    Outcome judge(Lesson lesson, Exercise exercise, BooleanSupplier wanted) throws IOException, InterruptedException {
        Path file = lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file());
        Path test = lesson.folder().resolve(Lesson.TEST).resolve(exercise.testFile());
        if (!Files.exists(file)) {
            return Outcome.without("There is no file " + course.name(file) + ".",
                    "Was it moved or deleted? Press r to get the first version back.");
        }
        Path main = course.scratch("learn", lesson.name(), "main");
        Optional<Outcome> broken = compileMain(lesson, main);
        if (broken.isPresent()) {
            return broken.get();
        }
        prepare(lesson);
        List<Path> classpath = new ArrayList<>(List.of(main));
        classpath.addAll(Maven.dependencies(course, lesson));
        Path exercises = lesson.folder().resolve(Lesson.STUBS);
        Optional<Compiler.Problem> problem = compiler.compile(List.of(file, test),
                List.of(lesson.folder().resolve(Lesson.TEST), exercises), classpath, spareClasses, exercises);
        if (problem.isPresent()) {
            discard(spareClasses);
            Files.createDirectories(spareClasses);
            return doesNotCompile(problem.get(), file, exercises);
        }
        TrialJvm jvm = spare;
        Path classes = spareClasses;
        spare = null;
        running = jvm;
        try {
            if (!wanted.getAsBoolean()) {
                jvm.close();
            }
            Verdict verdict = jvm.judge(List.of(exercise.testClass()), limit);
            return Outcome.of(verdict, Files.readString(test), limit.toSeconds());
        } finally {
            running = null;
            discard(classes);
        }
    }

    /** Starts the JVM that waits for the next save in this lesson, unless it waits already. */
    void prepare(Lesson lesson) throws IOException {
        if (spare != null && spare.isAlive() && lesson.equals(spareLesson)) {
            return;
        }
        if (spare != null) {
            spare.close();
            discard(spareClasses);
        }
        spareClasses = Files.createDirectories(runs.resolve(String.valueOf(count++)));
        List<Path> classpath = new ArrayList<>(List.of(spareClasses, course.scratch("learn", lesson.name(), "main")));
        for (String resources : List.of("src/main/resources", "src/test/resources")) {
            if (Files.isDirectory(lesson.folder().resolve(resources))) {
                classpath.add(lesson.folder().resolve(resources));
            }
        }
        classpath.addAll(Maven.dependencies(course, lesson));
        spareLesson = lesson;
        spare = judge.start(classpath, lesson.folder(), WarmUp.class.getName());
        if (closed) {
            spare.close();
        }
    }

    /** The failures that are known while the tests still run. */
    List<Verdict.Result> failedSoFar() {
        TrialJvm jvm = running;
        try {
            return jvm == null ? List.of() : jvm.soFar().stream()
                    .filter(result -> result.status() == Verdict.Status.FAILED).toList();
        } catch (IOException | UncheckedIOException e) {
            // The tests have just ended: the verdict is on its way.
            return List.of();
        }
    }

    /** Ends the tests that run now: their verdict is not wanted any more. */
    void cancel() throws IOException {
        TrialJvm jvm = running;
        if (jvm != null) {
            jvm.close();
        }
    }

    /** The lesson's own classes, compiled unless they stand compiled from the same sources. */
    private Optional<Outcome> compileMain(Lesson lesson, Path main) throws IOException {
        List<Path> sources = lesson.files(Lesson.MAIN, ".java");
        String key = Runtime.version() + " " + Start.digest(sources) + Maven.dependencies(course, lesson);
        Path stamp = main.resolveSibling("main.key");
        if (Files.exists(stamp) && Files.readString(stamp).equals(key)) {
            return Optional.empty();
        }
        Files.deleteIfExists(stamp);
        discard(main);
        Files.createDirectories(main);
        Path root = lesson.folder().resolve(Lesson.MAIN);
        Optional<Compiler.Problem> problem = compiler.compile(sources, List.of(root),
                Maven.dependencies(course, lesson), main, root);
        if (problem.isPresent()) {
            return Optional.of(Outcome.without("The lesson's own code does not compile, so nothing can be judged.",
                    text(problem.get())));
        }
        Files.writeString(stamp, key);
        // What waits may have loaded classes that are gone.
        if (spare != null) {
            spare.close();
            spare = null;
        }
        return Optional.empty();
    }

    private Outcome doesNotCompile(Compiler.Problem problem, Path file, Path exercises) {
        String headline = "This does not compile.";
        if (problem.file() != null && !problem.file().equals(file)) {
            headline = problem.file().startsWith(exercises)
                    ? "This needs " + problem.file().getFileName() + ", which does not compile."
                    : "The test does not compile against this: has a method got another name or type?";
        }
        return Outcome.without(headline, text(problem));
    }

    private String text(Compiler.Problem problem) {
        String where = problem.file() == null ? "" : course.name(problem.file())
                + (problem.line() > 0 ? ", line " + problem.line() : "") + "\n\n";
        String line = problem.text().isEmpty() ? "" : "    " + problem.text().replace("\n", "\n    ") + "\n\n";
        String more = problem.more() == 0 ? "" : "\n\n" + (problem.more() == 1 ? "One more error follows."
                : problem.more() + " more errors follow.");
        return where + line + problem.message() + more;
    }

    /** Deletes a folder as far as that goes: a JVM that has just been stopped may hold a file for a moment. */
    private static void discard(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        cancel();
        if (spare != null) {
            spare.close();
        }
    }
}
