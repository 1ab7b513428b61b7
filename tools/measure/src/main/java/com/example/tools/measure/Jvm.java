package com.example.tools.measure;

import com.example.tools.process.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that is measured, or that measures: it may answer each line with lines, and it ends when it is closed, or when
 * we do.
 */
public final class Jvm implements AutoCloseable {

    private static final String END = "the end";
    private static final int LINES_SHOWN = 15;

    private final String name;
    private final Child child;
    private final Path errors;
    private final Writer commands;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /**
     * Starts a command.
     *
     * @param name    as it is called when it fails
     * @param answers whether it answers on standard output; if not, that goes where its errors go
     * @param errors  the file that gets what it says on standard error
     */
    public Jvm(String name, List<String> command, boolean answers, Path errors) throws IOException {
        this.name = name;
        this.errors = errors;
        Files.createDirectories(errors.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command);
        child = Child.start(answers ? builder.redirectError(errors.toFile())
                : builder.redirectErrorStream(true).redirectOutput(errors.toFile()));
        commands = child.process().outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "jvm-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** The words that start a main class on our own class path, on the Java at a home. */
    public static List<String> command(Path javaHome, List<String> flags, List<String> mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(javaHome.resolve("bin/java").toString(), "-Xmx512m"));
        String logging = System.getProperty("java.util.logging.config.file");
        if (logging != null) {
            command.add("-Djava.util.logging.config.file=" + logging);
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path",
                System.getProperty("java.class.path"))));
        command.addAll(mainAndArguments);
        return command;
    }

    private void read() {
        try (BufferedReader in = child.process().inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // It has ended; what it said on standard error is shown by answer().
        }
        lines.add(END);
    }

    /** Says a line, and returns the line that comes back. */
    public String ask(String command, Duration limit) throws IOException, InterruptedException {
        commands.write(command + "\n");
        commands.flush();
        return answer(limit);
    }

    /** The next line; a sentence with what went wrong if it has ended, takes too long, or says "failed". */
    public String answer(Duration limit) throws IOException, InterruptedException {
        String line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null || line.equals(END) || line.startsWith("failed")) {
            throw new IOException(name + ": " + (line == null ? "no answer within " + limit.toSeconds() + " s" : line)
                    + "\n" + lastErrors());
        }
        return line;
    }

    public boolean isAlive() {
        return child.process().isAlive();
    }

    /** What it has said on standard error: nothing, if all went well. */
    public String errors() throws IOException {
        return Files.readString(errors).strip();
    }

    /** The end of {@link #errors()}. */
    public String lastErrors() throws IOException {
        List<String> told = errors().lines().toList();
        return String.join("\n", told.subList(Math.max(0, told.size() - LINES_SHOWN), told.size()));
    }

    /** CPU time that it has used up to now, in seconds; NaN where the system does not tell. */
    public double cpuSeconds() {
        return child.process().info().totalCpuDuration().map(spent -> spent.toNanos() / 1e9).orElse(Double.NaN);
    }

    /** Memory of the machine that it has now, in KiB; NaN where the system does not tell. */
    public double residentKib() {
        return Machine.residentKib(child.process().pid());
    }

    @Override
    public void close() {
        child.close();
    }
}
