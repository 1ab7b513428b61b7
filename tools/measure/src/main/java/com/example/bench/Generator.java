package com.example.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The load generator's process, from outside. */
final class Generator implements AutoCloseable {

    private final Path log;
    private final Child child;
    private final Writer commands;
    private final BufferedReader answers;

    /** @param javaHome the same for all servers, so that the load is */
    Generator(Path javaHome, Path logs) throws IOException {
        log = logs.resolve("generator.log");
        child = Child.start(javaHome, List.of("-XX:+UseSerialGC"), List.of("com.example.bench.load.Load"), log, true);
        commands = child.process().outputWriter(StandardCharsets.UTF_8);
        answers = child.process().inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Has a load made, and returns what was measured.
     *
     * @param begins is run when the measuring begins, and {@code ends} when it is over
     */
    Map<String, String> run(String command, Runnable begins, Runnable ends) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "measuring" -> begins.run();
                case "measured" -> ends.run();
                default -> {
                    Map<String, String> values = new TreeMap<>();
                    for (int i = 1; i < words.length; i++) {
                        values.put(words[i].substring(0, words[i].indexOf('=')),
                                words[i].substring(words[i].indexOf('=') + 1));
                    }
                    return values;
                }
            }
        }
        throw new IOException("the load generator has ended; why is in " + log + ". It was told: " + command);
    }

    Child child() {
        return child;
    }

    @Override
    public void close() {
        child.close();
    }
}
