package com.example.tools.mine;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.judge.Javac;
import com.example.tools.judge.Javac.DoesNotCompileException;
import com.example.tools.judge.Judge;
import com.example.tools.judge.Verdict;
import com.example.tools.process.Maven;
import com.example.tools.process.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The learner's finished exercises of one lesson as a server: each that it needs is judged, and then the lesson's
 * {@code OwnServer} is compiled with them. Nothing of ours takes the place of an exercise that is not done.
 */
public final class Mine {

    /**
     * What a lesson's own server is made of.
     *
     * @param needed numbers of exercises
     * @param optional what the server lacks while an exercise is not done, by its number
     */
    private record Parts(List<String> needed, Map<String, String> optional) { }

    private static final Map<Integer, Parts> PARTS = Map.of(
            2, new Parts(List.of("2.1", "2.2"), Map.of()),
            3, new Parts(List.of("3.1", "3.2"), Map.of()),
            4, new Parts(List.of("4.1", "4.3", "4.4"), Map.of()),
            5, new Parts(List.of("5.2", "5.3"), new TreeMap<>(Map.of(
                    "5.1", "The accept key of a response is not checked: 5.1 waits.",
                    "5.4", "No subprotocol is chosen, and so the page offers none: 5.4 waits.",
                    "5.5", "Your own client is not among the handshakes to try: 5.5 waits."))),
            6, new Parts(List.of("6.1", "6.2", "6.3", "6.4", "6.6", "6.7"), new TreeMap<>(Map.of(
                    "6.5", "A wrong text is noticed at its end, not at its first wrong frame: 6.5 waits.",
                    "6.8", "No compression: 6.8 waits."))),
            7, new Parts(List.of("7.1", "7.2"), new TreeMap<>(Map.of(
                    "7.3", "No gate: 7.3 waits. There is one room, and a page of any site may enter it.",
                    "7.4", "No goodbye: 7.4 waits. When the server stops, connections end as Jetty ends them."))),
            8, new Parts(List.of("8.1", "8.3"), new TreeMap<>(Map.of(
                    "8.2", "No slow work: 8.2 waits.",
                    "8.4", "No limits: 8.4 waits."))));

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Course course;
    private final Lesson lesson;
    private final Parts parts;
    private final List<Path> dependencies;
    private final Path classes;
    private final List<String> leftOut = new ArrayList<>();
    private String inPackage;

    private Mine(Course course, Lesson lesson, Parts parts) throws IOException {
        this.course = course;
        this.lesson = lesson;
        this.parts = parts;
        this.dependencies = Maven.dependencies(course, lesson);
        this.classes = course.scratch("mine", lesson.name(), "classes");
    }

    /** The numbers of the exercises that a lesson's own server needs; none if it has no own server. */
    public static List<String> needs(int lesson) {
        return PARTS.containsKey(lesson) ? PARTS.get(lesson).needed() : List.of();
    }

    /**
     * Judges and compiles the exercises of a lesson.
     *
     * @throws IllegalStateException with one sentence, if an exercise that the server needs is not done
     */
    static Mine prepare(Course course, int number) throws IOException, InterruptedException {
        if (!PARTS.containsKey(number)) {
            throw new IllegalArgumentException("There is an own server in lessons "
                    + PARTS.keySet().stream().sorted().map(one -> "0" + one).collect(Collectors.joining(", ")) + ".");
        }
        Lesson lesson = course.lessons().stream().filter(one -> one.number() == number).findFirst().orElseThrow();
        Mine mine = new Mine(course, lesson, PARTS.get(number));
        mine.prepare();
        return mine;
    }

    private void prepare() throws IOException, InterruptedException {
        Map<String, List<String>> missing = new LinkedHashMap<>();
        for (Exercise exercise : lesson.exercises()) {
            boolean needed = parts.needed().contains(exercise.number());
            inPackage = exercise.packageName();
            if (!needed && !parts.optional().containsKey(exercise.number())) {
                continue;
            }
            Optional<String> why = notDone(exercise);
            System.out.println((why.isEmpty() ? "done      " : "not done  ") + exercise.title());
            if (why.isPresent() && needed) {
                missing.computeIfAbsent(why.get(), none -> new ArrayList<>()).add(exercise.number());
            } else if (why.isPresent()) {
                leftOut.add(exercise.number());
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Your own server of lesson " + lesson.name().substring(0, 2)
                    + " waits for these exercises: " + missing.entrySet().stream()
                    .map(why -> String.join(", ", why.getValue()) + " (" + why.getKey() + ")")
                    .collect(Collectors.joining(", ")) + ".");
        }
        compile(inPackage.replace('.', '/') + "/OwnServer.java", Lesson.TEST);
    }

    /** Why an exercise is not done; empty if it is. */
    private Optional<String> notDone(Exercise exercise) throws IOException, InterruptedException {
        try {
            compile(exercise.testFile(), Lesson.TEST);
        } catch (IllegalStateException e) {
            return Optional.of("not compiled: there is an error");
        }
        Map<String, String> parameters = new TreeMap<>(course.junitParameters());
        parameters.put("java.util.logging.config.file", course.root().resolve("logging.properties").toString());
        Verdict verdict = new Judge(LIMIT, parameters)
                .judge(classpath(), lesson.folder(), List.of(exercise.testClass()));
        return verdict.allPassed() ? Optional.empty()
                : Optional.of(verdict.allSkipped() ? "not started" : "not all tests pass");
    }

    /** Compiles one file and what it refers to. */
    private void compile(String file, String root) throws IOException {
        Trees.empty(classes);
        String sources = Stream.of(Lesson.STUBS, Lesson.TEST, Lesson.MAIN).map(lesson.folder()::resolve)
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        try {
            Javac.once("Your own server", List.of(lesson.folder().resolve(root).resolve(file)),
                    dependencies, classes, "-sourcepath", sources);
        } catch (DoesNotCompileException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private List<Path> classpath() {
        return Stream.concat(Stream.of(classes, lesson.folder().resolve("src/main/resources"),
                lesson.folder().resolve("src/test/resources")).filter(Files::isDirectory), dependencies.stream())
                .toList();
    }

    /** What the server lacks, a sentence for each exercise that is not done. */
    List<String> lacks() {
        return leftOut.stream().map(parts.optional()::get).toList();
    }

    /** The command that serves until Ctrl-C. */
    List<String> command(int port) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-Djava.util.logging.config.file=" + course.root().resolve("logging.properties"), "-cp",
                classpath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                inPackage + ".OwnServer", String.valueOf(port)));
        command.addAll(leftOut);
        return command;
    }
}
