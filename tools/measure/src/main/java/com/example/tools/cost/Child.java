package com.example.tools.cost;

import com.example.tools.judge.RunnableLesson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A JVM with a lesson's classes that answers each line with a line. It ends when it is closed, or when we do. */
final class Child implements AutoCloseable {

    private static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto");
    private static final String END = "the end";

    private final String name;
    private final Process process;
    private final Path errors;
    private final Writer commands;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Child(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "child-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a main class of this package with the lesson's package as its argument. */
    static Child start(RunnableLesson lesson, Class<?> main, Path logging) throws IOException {
        Path tools;
        try {
            tools = Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        Path errors = Files.createTempFile("cost", ".err");
        List<String> options = new java.util.ArrayList<>(OPTIONS);
        options.add("-Djava.util.logging.config.file=" + logging);
        Process process = new ProcessBuilder(lesson.command(options, List.of(tools), main.getName(),
                List.of(lesson.inPackage()))).redirectError(errors.toFile()).start();
        return new Child(main.getSimpleName() + " of lesson " + lesson.lesson().name(), process, errors);
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // It has ended; what it said on standard error is shown by answer().
        }
        lines.add(END);
    }

    /** Says a line, and returns the line that comes back. */
    String ask(String command, Duration limit) throws IOException, InterruptedException {
        commands.write(command + "\n");
        commands.flush();
        return answer(limit);
    }

    /** The next line; a sentence with what went wrong if the child has ended, takes too long, or says "failed". */
    String answer(Duration limit) throws IOException, InterruptedException {
        String line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null || line.equals(END) || line.startsWith("failed")) {
            throw new IOException(name + ": " + (line == null ? "no answer within " + limit.toSeconds() + " s" : line)
                    + "\n" + said());
        }
        return line;
    }

    /** What it has said on standard error: nothing, if all went well. */
    String said() throws IOException {
        return Files.readString(errors).strip();
    }

    @Override
    public void close() throws IOException {
        try {
            commands.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            process.destroyForcibly();                              // it has ended before
        }
        Files.deleteIfExists(errors);
    }
}
