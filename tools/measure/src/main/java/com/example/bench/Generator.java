package com.example.bench;

import com.example.tools.measure.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The load generator's process, from outside. */
final class Generator implements AutoCloseable {

    /** Longer than any load is measured, or any answer waited for. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Jvm jvm;

    /** @param javaHome the same for all servers, so that the load is */
    Generator(Path javaHome, Path logs) throws IOException {
        jvm = new Jvm("the load generator", Jvm.command(javaHome, List.of("-XX:+UseSerialGC"),
                List.of("com.example.bench.load.Load")), true, logs.resolve("generator.log"));
    }

    /**
     * Has a load made, and returns what was measured.
     *
     * @param begins is run when the measuring begins, and {@code ends} when it is over
     */
    Map<String, String> run(String command, Runnable begins, Runnable ends) throws IOException, InterruptedException {
        for (String line = jvm.ask(command, LONGEST); ; line = jvm.answer(LONGEST)) {
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
    }

    Jvm jvm() {
        return jvm;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
