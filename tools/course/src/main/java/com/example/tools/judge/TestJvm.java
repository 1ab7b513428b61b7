package com.example.tools.judge;

import com.example.tools.process.Child;
import com.example.tools.process.Limit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JVM that {@link Judge} has started and that waits in {@link TestRunner} until it is told which tests to run. It
 * runs once. The owner closes it, which ends the JVM and all that it started; it also ends by itself when its owner's
 * process does, however that came about.
 */
public final class TestJvm implements AutoCloseable {

    private final Child child;
    private final Process process;
    private final Path results;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Thread reader;
    /** Completed when nothing more is printed: the tests have ended, or an answer has closed its output. */
    private final CompletableFuture<Process> silent = new CompletableFuture<>();

    /** Starts the command; its last words are the file for the results and a class to warm up with. */
    TestJvm(List<String> command, Path folder, Path results) throws IOException {
        this.results = results;
        this.child = Child.start(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true));
        this.process = child.process();
        this.reader = new Thread(() -> keepTheStart(process.getInputStream()), "judge-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** False when the JVM has ended, for whatever reason: another one is needed then. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Runs test classes and returns when the JVM and all that it started have ended.
     *
     * @param testClasses names of test classes, at least one
     * @param limit       how long that may take from now on, on a machine that does nothing else
     */
    public Verdict judge(List<String> testClasses, Duration limit) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            tell(String.join(" ", testClasses) + "\n");
            Limit bound = new Limit(process.toHandle(), limit);
            Limit.State state = Limit.State.WITHIN;
            boolean ended = false;
            while (!ended && state == Limit.State.WITHIN) {
                ended = awaitEnd(bound.left());
                state = bound.state();
            }
            child.kill();
            process.waitFor(2, TimeUnit.SECONDS);
            reader.join(TimeUnit.SECONDS.toMillis(2));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            List<Verdict.Result> read = new ArrayList<>();
            boolean complete = read(read);
            Verdict.Ending ending = complete ? Verdict.Ending.FINISHED
                    : ended ? Verdict.Ending.DIED : Verdict.Ending.TIMED_OUT;
            synchronized (output) {
                return new Verdict(ending, read, took, output.toString(StandardCharsets.UTF_8));
            }
        } finally {
            close();
        }
    }

    /** Waits for so many nanoseconds; says whether the JVM has ended, or all its tests have. */
    private boolean awaitEnd(long nanos) throws InterruptedException {
        CompletableFuture<?> end = silent.isDone() ? process.onExit()
                : CompletableFuture.anyOf(silent, process.onExit());
        try {
            end.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return !process.isAlive() || read(new ArrayList<>());
    }

    /** The results that are known while the tests still run. */
    public List<Verdict.Result> soFar() throws IOException {
        List<Verdict.Result> read = new ArrayList<>();
        if (Files.exists(results)) {
            read(read);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        child.kill();
        Files.deleteIfExists(results);
    }

    /** The pipe stays open: its end would tell the JVM that its owner is gone. */
    private void tell(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(line.getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            // The JVM has ended already; the verdict says so.
        }
    }

    private void keepTheStart(InputStream in) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (output) {
                    output.write(buffer, 0, Math.min(n, Judge.OUTPUT_LIMIT - output.size()));
                }
            }
        } catch (IOException e) {
            // The process was stopped while it printed: what was kept so far is what there is.
        }
        silent.complete(process);
    }

    /** Reads the results that {@link TestRunner} wrote, and returns whether it wrote all of them. */
    private boolean read(List<Verdict.Result> into) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(results)))) {
            while (in.readInt() != TestRunner.END) {
                into.add(Verdict.Result.read(in));
            }
            return true;
        } catch (EOFException | NoSuchFileException e) {
            // Stopped on the way, or closed before it began.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("The results of a run could not be read.", e);
        }
    }
}
