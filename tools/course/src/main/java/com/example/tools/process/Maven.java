package com.example.tools.process;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands, above all Maven, bounded in time, and keeps what they printed. */
public final class Maven {

    /** Where Maven lists a lesson's dependencies, below the lesson's folder. */
    public static final String LISTED = "target/test-classpath.txt";

    private Maven() {
    }

    /**
     * What a command came to.
     *
     * @param exit   its exit code, or -1 if the limit was reached and it was stopped
     * @param output standard output and standard error as they came; or the former alone, if they were kept apart
     * @param errors standard error, if it was kept apart
     * @param took   how long it ran
     */
    public record Run(int exit, String output, String errors, Duration took) {

        public Run orElseThrow(String command) {
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with exit code " + exit + ":\n" + output + errors);
            }
            return this;
        }
    }

    /**
     * Runs a command as it is written in a README, in {@code folder}: words between spaces, no shell. Maven is told not
     * to talk about downloads and not to use colours.
     */
    public static Run run(Path folder, String command, Duration limit) throws IOException, InterruptedException {
        return run(folder, command, limit, "COURSE_TOOLS");
    }

    /** As above, with a variable in the environment that tells the command, and all that it starts, from others. */
    public static Run run(Path folder, String command, Duration limit, String mark)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Arrays.asList(command.strip().split("\\s+")));
        if (words.get(0).equals("mvn")) {
            words.remove(0);
            words.addAll(0, List.of("-B", "-ntp"));
            words.addAll(0, Prepare.program(folder));
        }
        return run(folder, words, limit, mark);
    }

    /** Runs a command given as its words; standard error is kept apart. */
    public static Run run(Path folder, List<String> words, Duration limit) throws IOException, InterruptedException {
        return run(folder, words, limit, "COURSE_TOOLS");
    }

    private static Run run(Path folder, List<String> words, Duration limit, String mark)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".out");
        Path errors = Files.createTempFile("command", ".err");
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile())
                .redirectOutput(output.toFile()).redirectError(errors.toFile());
        // The tools run under Maven themselves; what their Maven was told is not meant for this one.
        builder.environment().keySet()
                .removeAll(List.of("MAVEN_BASEDIR", "MAVEN_PROJECTBASEDIR", "MAVEN_CMD_LINE_ARGS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put(mark, "1");
        long start = System.nanoTime();
        Child child = Child.start(builder);
        Process process = child.process();
        try {
            child.endInput();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new Run(ended ? process.exitValue() : -1, text(output), text(errors), took);
        } finally {
            child.kill();
            process.waitFor(5, TimeUnit.SECONDS);
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }

    /** What was printed, without the colours that Maven's start script sets even in batch mode. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .replace("\r\n", "\n").replaceAll("\u001B\\[[0-9;]*m", "");
    }

    /**
     * The test class path of a lesson's dependencies, without its own classes. Maven is asked once, for all lessons;
     * the answer is kept until the lesson's pom changes, or one above it.
     */
    public static List<Path> dependencies(Course course, Lesson lesson) {
        try {
            if (!knowsDependencies(course, lesson)) {
                askForDependencies(course, lesson);
            }
            return paths(kept(course, lesson));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Maven listed the dependencies of " + lesson.name(), e);
        }
    }

    private static synchronized void askForDependencies(Course course, Lesson wanted)
            throws IOException, InterruptedException {
        List<Lesson> unknown = new ArrayList<>();
        for (Lesson lesson : course.lessons().contains(wanted) ? course.lessons() : List.of(wanted)) {
            if (!knowsDependencies(course, lesson)) {
                unknown.add(lesson);
            }
        }
        List<String> goals = List.of("-q", "dependency:build-classpath", "-DincludeScope=test",
                "-Dmdep.outputFile=" + LISTED);
        String pom = Files.readString(course.root().resolve("pom.xml")).replaceFirst("(?s)<profiles>.*", "");
        boolean all = unknown.size() > 1
                && course.lessons().stream().allMatch(one -> pom.contains("<module>" + one.name() + "</module>"))
                && pom.split("<module>", -1).length - 1 == course.lessons().size();
        System.err.println("Asking Maven, once, what the lessons need.");
        if (all) {
            Prepare.maven(course.root(), course.root(), goals);
        }
        for (Lesson lesson : unknown) {
            // In a copy without some of the lessons Maven would miss them, were it asked in the root.
            if (!all) {
                Prepare.maven(course.root(), lesson.folder(), goals);
            }
            keepDependencies(course, lesson, lesson.folder().resolve(LISTED));
        }
    }

    /** Whether {@link #dependencies} has an answer without asking Maven, and all files in it are there. */
    public static boolean knowsDependencies(Course course, Lesson lesson) throws IOException {
        Path kept = kept(course, lesson);
        Path key = kept.resolveSibling("dependencies.key");
        return Files.exists(kept) && Files.exists(key) && Files.readString(key).equals(poms(course, lesson))
                && !paths(kept).isEmpty() && paths(kept).stream().allMatch(Files::exists);
    }

    /** Keeps as the answer of {@link #dependencies} what Maven has just listed in a file. */
    private static void keepDependencies(Course course, Lesson lesson, Path listed) throws IOException {
        Path kept = kept(course, lesson);
        Files.createDirectories(kept.getParent());
        Files.copy(listed, kept, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(kept.resolveSibling("dependencies.key"), poms(course, lesson));
    }

    private static Path kept(Course course, Lesson lesson) {
        return course.scratch("lessons", lesson.name(), "dependencies.txt");
    }

    /** A lesson's pom, and those above it up to the course's. */
    private static String poms(Course course, Lesson lesson) throws IOException {
        StringBuilder poms = new StringBuilder();
        for (Path folder = lesson.folder(); folder.startsWith(course.root()); folder = folder.getParent()) {
            poms.append(Files.readString(folder.resolve("pom.xml")));
        }
        return poms.toString();
    }

    private static List<Path> paths(Path file) throws IOException {
        return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
                .filter(path -> !path.isBlank()).map(Path::of).toList();
    }
}
