package com.example.tools.sidebyside;

import com.example.tools.course.Lesson;
import com.example.tools.judge.RunnableLesson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private final Process process;
    private final Path output;

    private ServedLesson(Lesson lesson, int port, Process process, Path output) {
        this.lesson = lesson;
        this.port = port;
        this.process = process;
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
        try {
            Path tools = Path.of(Served.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            List<String> options = new java.util.ArrayList<>(OPTIONS);
            options.add("-Djava.util.logging.config.file=" + logging);
            Process process = new ProcessBuilder(lesson.command(options, List.of(tools), Served.class.getName(),
                    List.of(lesson.inPackage() + ".Lesson", String.valueOf(port))))
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            return new ServedLesson(lesson.lesson(), port, process, output);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Lesson lesson() {
        return lesson;
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns when the server takes connections; what it said, if it does not come to that. */
    void awaitOpen() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (true) {
            try (Socket probe = new Socket(LOOPBACK, port)) {
                return;
            } catch (IOException notYet) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IOException(lesson.name() + " did not start:\n" + Files.readString(output));
                }
            }
        }
    }

    /** Asks it to end, which it does when it has said goodbye to its clients. */
    void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended by itself.
        }
    }

    /** Ends it; returns when it has ended, or after a bounded wait. */
    @Override
    public void close() throws IOException {
        end();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(3, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(output);
    }
}
