package com.example.tools.learn;

import static com.example.tools.course.Language.say;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.judge.Judge;
import com.example.tools.judge.TestJvm;
import com.example.tools.judge.Verdict;
import com.example.tools.process.Digest;
import com.example.tools.process.Maven;
import com.example.tools.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BooleanSupplier;

/**
 * Where one exercise after the other is judged, as it is saved: compiled in this JVM, which knows the way by
 * now, and run in another one that was started ahead and waits, so that whatever the code does ends there. Two wait:
 * a learner who saves again at once does not meet one that still starts.
 *
 * <p>One thread judges; others may ask {@link #failedSoFar()}, and may {@link #cancel()} and {@link #close()}.
 */
final class WarmJudge implements AutoCloseable {

    /** How long the tests of one exercise may take. */
    static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SPARES = 2;

    /** A JVM that waits, and the folder that it will take the exercise's classes from. */
    private record Spare(Lesson lesson, Path classes, TestJvm jvm) { }

    private final Course course;
    private final Duration limit;
    private final Judge judge;
    private final Compiler compiler = new Compiler();
    /** The judged classes of each waiting JVM have a folder of their own, below this one. */
    private final Path runs;
    private int count;
    private final Deque<Spare> spares = new ConcurrentLinkedDeque<>();
    private volatile TestJvm running;
    private volatile boolean closed;

    WarmJudge(Course course) throws IOException {
        this(course, LIMIT);
    }

    WarmJudge(Course course, Duration limit) throws IOException {
        this.course = course;
        this.limit = limit;
        Map<String, String> parameters = new TreeMap<>(course.junitParameters());
        parameters.put("java.util.logging.config.file", course.root().resolve("logging.properties").toString());
        this.judge = new Judge(limit, parameters);
        this.runs = course.scratch("learn", "runs");
        Trees.delete(runs);
    }

    /**
     * Compiles and judges what is in the exercise's file now; waits at most for the limit and the compiler.
     *
     * @param wanted asked before the tests are run: they are not if the verdict is not wanted any more
     */
    Feedback judge(Lesson lesson, Exercise exercise, BooleanSupplier wanted) throws IOException, InterruptedException {
        Path file = lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file());
        Path test = lesson.folder().resolve(Lesson.TEST).resolve(exercise.testFile());
        if (!Files.exists(file)) {
            return Feedback.without(say("There is no file %s.", course.name(file)),
                    say("Was it moved or deleted? Press r to get the first version back."));
        }
        Path main = course.scratch("learn", lesson.name(), "main");
        Optional<Feedback> broken = compileMain(lesson, main);
        if (broken.isPresent()) {
            return broken.get();
        }
        prepare(lesson, 1);
        Spare spare = spares.getFirst();
        List<Path> classpath = new ArrayList<>(List.of(main));
        classpath.addAll(Maven.dependencies(course, lesson));
        Path exercises = lesson.folder().resolve(Lesson.STUBS);
        Optional<Compiler.Problem> problem = compiler.compile(List.of(file, test),
                List.of(lesson.folder().resolve(Lesson.TEST), exercises), classpath, spare.classes(), exercises);
        if (problem.isPresent()) {
            Trees.delete(spare.classes());
            Files.createDirectories(spare.classes());
            return doesNotCompile(problem.get(), file, exercises);
        }
        spares.removeFirst();
        running = spare.jvm();
        try {
            if (!wanted.getAsBoolean()) {
                spare.jvm().close();
            }
            Verdict verdict = spare.jvm().judge(List.of(exercise.testClass()), limit);
            return Feedback.of(verdict, Files.readString(test), limit.toSeconds());
        } finally {
            running = null;
            Trees.delete(spare.classes());
        }
    }

    /** Starts the JVMs that wait for the next saves in this lesson, unless they wait already. */
    void prepare(Lesson lesson) throws IOException {
        prepare(lesson, SPARES);
    }

    private void prepare(Lesson lesson, int wanted) throws IOException {
        for (Spare spare : spares) {
            if (!spare.jvm().isAlive() || !spare.lesson().equals(lesson)) {
                spares.remove(spare);
                spare.jvm().close();
                Trees.delete(spare.classes());
            }
        }
        while (spares.size() < wanted) {
            spares.addLast(start(lesson));
        }
        if (closed) {
            closeSpares();
        }
    }

    private Spare start(Lesson lesson) throws IOException {
        Path classes = Files.createDirectories(runs.resolve(String.valueOf(count++)));
        List<Path> classpath = new ArrayList<>(List.of(classes, course.scratch("learn", lesson.name(), "main")));
        for (String resources : List.of("src/main/resources", "src/test/resources")) {
            if (Files.isDirectory(lesson.folder().resolve(resources))) {
                classpath.add(lesson.folder().resolve(resources));
            }
        }
        classpath.addAll(Maven.dependencies(course, lesson));
        return new Spare(lesson, classes, judge.start(classpath, lesson.folder(), WarmUp.class.getName()));
    }

    private void closeSpares() throws IOException {
        for (Spare spare : spares) {
            spare.jvm().close();
        }
    }

    /** The failures that are known while the tests still run. */
    List<Verdict.Result> failedSoFar() {
        TestJvm jvm = running;
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
        TestJvm jvm = running;
        if (jvm != null) {
            jvm.close();
        }
    }

    /** The lesson's own classes, compiled unless they are compiled from the same sources already. */
    private Optional<Feedback> compileMain(Lesson lesson, Path main) throws IOException {
        List<Path> sources = lesson.files(Lesson.MAIN, ".java");
        String key = Runtime.version() + " " + Digest.of(sources) + Maven.dependencies(course, lesson);
        Path stamp = main.resolveSibling("main.key");
        if (Files.exists(stamp) && Files.readString(stamp).equals(key)) {
            return Optional.empty();
        }
        Files.deleteIfExists(stamp);
        Trees.delete(main);
        Files.createDirectories(main);
        Path root = lesson.folder().resolve(Lesson.MAIN);
        Optional<Compiler.Problem> problem = compiler.compile(sources, List.of(root),
                Maven.dependencies(course, lesson), main, root);
        if (problem.isPresent()) {
            return Optional.of(Feedback.without(
                    say("The lesson's own code does not compile, so nothing can be judged."),
                    text(problem.get())));
        }
        Files.writeString(stamp, key);
        // What waits may have loaded classes that are gone.
        closeSpares();
        spares.clear();
        return Optional.empty();
    }

    private Feedback doesNotCompile(Compiler.Problem problem, Path file, Path exercises) {
        String headline = say("This does not compile.");
        if (problem.file() != null && !problem.file().equals(file)) {
            headline = problem.file().startsWith(exercises)
                    ? say("This needs %s, which does not compile.", problem.file().getFileName())
                    : say("The test does not compile against this: has a method got another name or type?");
        }
        return Feedback.without(headline, text(problem));
    }

    private String text(Compiler.Problem problem) {
        String where = problem.file() == null ? "" : course.name(problem.file())
                + (problem.line() > 0 ? ", line " + problem.line() : "") + "\n\n";
        String line = problem.text().isEmpty() ? "" : "    " + problem.text().replace("\n", "\n    ") + "\n\n";
        String more = problem.more() == 0 ? "" : "\n\n" + (problem.more() == 1 ? "One more error follows."
                : problem.more() + " more errors follow.");
        return where + line + problem.message() + more;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        cancel();
        closeSpares();
    }
}
