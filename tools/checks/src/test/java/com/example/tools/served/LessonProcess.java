package com.example.tools.served;

import com.example.tools.course.Course;
import com.example.tools.judge.RunnableLesson;
import com.example.tools.process.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A lesson in a JVM of its own: its tour, or its server as {@code mvn -q -Dserve} starts it. */
final class LessonProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("(?::| port )(\\d{2,5})\\b");
    private static final long SECONDS = 60;

    private final Child child;
    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader = new Thread(this::read, "lesson-output");

    private LessonProcess(Child child) {
        this.child = child;
        this.process = child.process();
        reader.start();
    }

    /** Plays the tour. */
    static LessonProcess tour(RunnableLesson lesson, List<String> options) throws IOException {
        return start("", lesson, options, List.of());
    }

    /**
     * Serves on a free port.
     *
     * @param shell what the shell runs before the JVM, such as {@code ulimit -n 60}; empty for nothing
     */
    static LessonProcess serve(String shell, RunnableLesson lesson, List<String> options) throws IOException {
        return start(shell, lesson, options, List.of("serve", "0"));
    }

    private static LessonProcess start(String shell, RunnableLesson lesson, List<String> options,
            List<String> arguments) throws IOException {
        List<String> jvm = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.util.logging"
                + ".config.file=" + Course.here().root().resolve("logging.properties")));
        jvm.addAll(options);
        List<String> command = new ArrayList<>(
                lesson.command(jvm, List.of(), lesson.inPackage() + ".Lesson", arguments));
        if (!shell.isEmpty()) {
            command.addAll(0, List.of("sh", "-c", shell + " && exec \"$@\"", "sh"));
        }
        return new LessonProcess(Child.start(new ProcessBuilder(command).redirectErrorStream(true)));
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                Matcher named = PORT.matcher(line);
                if (named.find()) {
                    port.complete(Integer.parseInt(named.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            port.completeExceptionally(new IOException("it says no port"));
        }
    }

    /** The port that its first lines name. */
    int port() throws Exception {
        try {
            return port.get(SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IOException("the lesson says no port:\n" + output, e);
        }
    }

    /** Its exit code, and -1 if it does not end. */
    int exit() throws InterruptedException {
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        reader.join(1_000);
        return ended ? process.exitValue() : -1;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has said so far. */
    String output() {
        return output.toString();
    }

    @Override
    public void close() throws InterruptedException {
        child.kill();
        process.waitFor();
        reader.join(1_000);
    }
}
