package com.example.tools.grade;

import com.example.tools.course.Course;
import com.example.tools.grade.isolated.CompilerMain;
import com.example.tools.grade.isolated.IsolatedRun;
import com.example.tools.grade.isolated.IsolatedRunner;
import com.example.tools.grade.isolated.Jars;
import com.example.tools.judge.Judge;
import com.example.tools.process.Digest;
import com.example.tools.process.Maven;
import com.example.tools.process.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The commands that start the JVMs of a grading, with their bounds, and the folders that they run in. */
final class Forks {

    /** For programs that run for a second: no time is spent on what pays later. */
    private static final List<String> SHORT = List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-XX:-UsePerfData", "-XX:+DisplayVMOutputToStderr", "-Xlog:disable",
            "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true");
    /** The judged code's: its memory, and no way in from outside. */
    private static final List<String> BOUNDS = List.of("-ea", "-Xmx256m", "-XX:MaxMetaspaceSize=128m",
            "-XX:+DisableAttachMechanism");

    private static final String RUN = "run-";
    /** Which course a folder belongs to. */
    private static final String COURSE = "course";
    private static final String LOGGING = "logging.properties";

    private final Course course;
    private final List<Path> common;
    private final Path runner;
    private final Path scratch;
    private final Path archive;
    private final AtomicInteger started = new AtomicInteger();

    Forks(Course course) throws IOException {
        this.course = course;
        // The lessons have one parent, so they agree on the versions.
        this.common = course.lessons().stream().flatMap(lesson -> Maven.dependencies(course, lesson).stream())
                .distinct().toList();
        this.scratch = Files.createDirectories(outside(course));
        tidyOthers(scratch.getParent());
        Files.writeString(scratch.resolve(COURSE), course.root().toString());
        this.runner = scratch.resolve("runner.jar");
        Jars.writeRunner(runner);
        Path logging = course.root().resolve(LOGGING);
        if (Files.exists(logging)) {
            Files.copy(logging, scratch.resolve(LOGGING), StandardCopyOption.REPLACE_EXISTING);
        }
        tidy();
        CRC32 crc = new CRC32();
        crc.update((Runtime.version() + " " + common).getBytes(StandardCharsets.UTF_8));
        crc.update(Files.readAllBytes(runner));
        this.archive = scratch.resolve("runner-" + Long.toHexString(crc.getValue()) + ".jsa");
    }

    /**
     * Where judging happens: outside the course, so that no path that the judged code is told leads to an answer. The
     * same folder each time, so that what was made ready is found again.
     */
    static Path outside(Course course) {
        return Path.of(System.getProperty("user.home"), ".cache", "course-grading",
                new Digest().add(course.root().toString()).hex().substring(0, 16));
    }

    /** How many JVMs have judged so far. */
    int started() {
        return started.get();
    }

    /** Deletes the folders that an interrupted grading has left. */
    private void tidy() throws IOException {
        try (Stream<Path> entries = Files.list(scratch)) {
            for (Path entry : entries.filter(one -> one.getFileName().toString().matches(RUN + "\\d+-.*")).toList()) {
                long owner = Long.parseLong(entry.getFileName().toString().split("-")[1]);
                if (ProcessHandle.of(owner).isEmpty()) {
                    Trees.delete(entry);
                }
            }
        }
    }

    /** Deletes what was made ready for courses that are no longer there. */
    private static void tidyOthers(Path all) throws IOException {
        try (Stream<Path> entries = Files.list(all)) {
            for (Path entry : entries.toList()) {
                try {
                    if (!Files.exists(Path.of(Files.readString(entry.resolve(COURSE))))) {
                        Trees.delete(entry);
                    }
                } catch (NoSuchFileException e) {
                    // It is being made, or deleted.
                }
            }
        }
    }

    boolean isArchived() {
        return Files.exists(archive);
    }

    /**
     * Lets one JVM judge something and keep the classes that it has loaded, those of JUnit and of the servers, in an
     * archive, from which the others start a little faster. Where that fails, they start without.
     */
    void archive(List<IsolatedRun.Part> parts, Duration limit) throws IOException, InterruptedException {
        try (Folder folder = folder(); IsolatedRun run = new IsolatedRun(isolated(folder.path(), true, true),
                folder.path(), parts, true)) {
            run.judge(limit, (exercise, verdict, thread) -> { });
            run.awaitEnd(20);
        }
    }

    List<String> javac() {
        List<String> command = java(SHORT);
        command.addAll(List.of("-Xmx512m", "-Xss4m", "-cp", Judge.home(CompilerMain.class).toString(),
                CompilerMain.class.getName()));
        return command;
    }

    /**
     * The judging JVM, in a folder of its own, which is also where its temporary files go.
     *
     * @param isLast whether what fails now has failed: then the tests wait longer on a busy machine
     */
    List<String> isolated(Path folder, boolean isLast) throws IOException {
        return isolated(folder, isLast, false);
    }

    private List<String> isolated(Path folder, boolean isLast, boolean archiving) throws IOException {
        List<String> command = java(SHORT);
        command.addAll(BOUNDS);
        if (archiving || Files.exists(archive)) {
            command.add((archiving ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=") + archive);
        }
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-Dbasedir=" + folder);
        command.add("-Djava.util.logging.config.file=" + scratch.resolve(LOGGING));
        course.junitParameters().forEach((key, value) -> command.add("-D" + key + "=" + value));
        if (!isLast) {
            command.add("-Dslowness.most=1");
        }
        // The limit on the exercise comes first, on a busy machine too.
        command.add("-Djunit.jupiter.execution.timeout.testable.method.default=600 s");
        command.add("-cp");
        command.add(Stream.concat(Stream.of(runner, Judge.home(org.junit.platform.launcher.Launcher.class)),
                common.stream()).map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(IsolatedRunner.class.getName());
        return command;
    }

    private static List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        return command;
    }

    /** A folder that is empty, and is gone afterwards with all that was written there. */
    Folder folder() throws IOException {
        started.incrementAndGet();
        return new Folder(Files.createTempDirectory(scratch, RUN + ProcessHandle.current().pid() + "-"));
    }

    record Folder(Path path) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Trees.delete(path);
        }
    }
}
