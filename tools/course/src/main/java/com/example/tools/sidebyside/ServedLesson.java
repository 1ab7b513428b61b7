package com.example.tools.sidebyside;

import com.example.tools.course.Lesson;
import com.example.tools.judge.Judge;
import com.example.tools.judge.RunnableLesson;
import com.example.tools.process.Child;
import com.example.tools.process.EndsWithInput;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A lesson's server in a JVM of its own, as {@code mvn -q -Dserve} starts it. */
final class ServedLesson implements AutoCloseable {

    /** Where all lessons listen, whether this machine prefers IPv6 or not. */
    static final String LOOPBACK = "127.0.0.1";

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    private static final List<String> OPTIONS = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Lesson lesson;
    private final int port;
    private final Child child;
    private final Path output;

    private ServedLesson(Lesson lesson, int port, Child child, Path output) {
        this.lesson = lesson;
        this.port = port;
        this.child = child;
        this.output = output;
    }

    /** @throws IOException with one sentence, if another program has the port */
    static void checkFree(int port, String who) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(LOOPBACK, port));
        } catch (IOException e) {
            throw new IOException("Port " + port + ", which is meant for " + who + ", is taken. End what uses it, or"
                    + " start somewhere else: sidebyside 9000 takes 9000 to 9008.", e);
        }
    }

    static ServedLesson start(RunnableLesson lesson, int port, Path logging) throws IOException {
        Path output = Files.createTempFile("lesson", ".out");
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Djava.util.logging.config.file=" + logging);
        Child child = Child.start(new ProcessBuilder(lesson.command(options, List.of(Judge.home(EndsWithInput.class)),
                EndsWithInput.class.getName(), List.of(lesson.inPackage() + ".Lesson", "serve", String.valueOf(port))))
                .redirectErrorStream(true).redirectOutput(output.toFile()));
        return new ServedLesson(lesson.lesson(), port, child, output);
    }

    Lesson lesson() {
        return lesson;
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return child.process().isAlive();
    }

    /** Returns when the server takes connections; what it said, if it does not come to that. */
    void awaitOpen() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (true) {
            try (Socket probe = new Socket(LOOPBACK, port)) {
                return;
            } catch (IOException notYet) {
                if (child.process().waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IOException(lesson.name() + " did not start:\n" + Files.readString(output));
                }
            }
        }
    }

    /** Asks it to end, which it does when it has said goodbye to its clients. */
    void end() {
        child.endInput();
    }

    /** Ends it; returns when it has ended, or after a bounded wait. */
    @Override
    public void close() throws IOException {
        child.close();
        Files.deleteIfExists(output);
    }
}
