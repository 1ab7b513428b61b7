package com.example.tools.served;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.judge.RunnableLesson;
import com.example.tools.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A lesson's server in a process of its own, on a port that it has chosen and told. */
final class LessonServer implements AutoCloseable {

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);
    private static final Pattern PORT = Pattern.compile("(?:on port |://[a-z0-9.]+:)(\\d{2,5})");

    private final Child child;
    private final Process process;
    private final Path output;
    private final int port;

    private LessonServer(Child child, Path output, int port) {
        this.child = child;
        this.process = child.process();
        this.output = output;
        this.port = port;
    }

    /** With the learner's command, in the lesson's folder: Maven's own JVM serves the lesson, and gets the signal. */
    static LessonServer byMaven(Lesson lesson) throws IOException, InterruptedException {
        return start(new ProcessBuilder("mvn", "-q", "-B", "-ntp", "-Dserve=0").directory(lesson.folder().toFile()));
    }

    /** In a JVM that may have so many files and sockets open, and with these options. */
    static LessonServer byJava(Course course, Lesson lesson, int files, String... options)
            throws IOException, InterruptedException {
        RunnableLesson runnable = RunnableLesson.of(course, lesson);
        List<String> jvm = Stream.concat(Stream.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.config.file=" + course.root().resolve("logging.properties")),
                Stream.of(options)).toList();
        List<String> words = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + files + "; exec \"$@\"", "sh"));
        words.addAll(runnable.command(jvm, List.of(), runnable.inPackage() + ".Lesson", List.of("serve", "0")));
        return start(new ProcessBuilder(words));
    }

    private static LessonServer start(ProcessBuilder builder) throws IOException, InterruptedException {
        Path output = Files.createTempFile("served", ".out");
        builder.environment().keySet()
                .removeAll(List.of("MAVEN_BASEDIR", "MAVEN_PROJECTBASEDIR", "MAVEN_CMD_LINE_ARGS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Child child = Child.start(builder.redirectErrorStream(true).redirectOutput(output.toFile()));
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (true) {
            Matcher told = PORT.matcher(Files.readString(output));
            if (told.find()) {
                return new LessonServer(child, output, Integer.parseInt(told.group(1)));
            }
            if (child.process().waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                child.kill();
                throw new IOException("The server did not start: " + Files.readString(output));
            }
        }
    }

    int port() {
        return port;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** How many files and sockets the JVM has open; empty where the system does not tell. */
    OptionalInt openFiles() throws IOException {
        Path open = Path.of("/proc", String.valueOf(jvm()), "fd");
        if (!Files.isDirectory(open)) {
            return OptionalInt.empty();
        }
        try (Stream<Path> files = Files.list(open)) {
            return OptionalInt.of((int) files.count());
        }
    }

    private long jvm() {
        return process.descendants().filter(child -> child.info().command().orElse("").endsWith("java")).findFirst()
                .map(ProcessHandle::pid).orElse(process.pid());
    }

    /** Sends a signal to the JVM: INT is what Ctrl-C sends. */
    void signal(String name) throws IOException, InterruptedException {
        long jvm = jvm();
        new ProcessBuilder("kill", "-" + name, String.valueOf(jvm)).inheritIO().start().waitFor();
    }

    /** Whether it ends within that time. */
    boolean ends(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        child.kill();
        process.waitFor(5, TimeUnit.SECONDS);
        Files.deleteIfExists(output);
    }
}
