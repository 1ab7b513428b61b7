package com.example.bench;

import com.example.tools.measure.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** The load generator's process, from outside. */
final class Generator implements AutoCloseable {

    /** Longer than any load is measured, or any answer waited for. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Jvm jvm;

    /** @param javaHome the same for all servers, so that the load is */
    Generator(Path javaHome, Path logs) throws IOException {
        this(javaHome, logs, UnaryOperator.identity());
    }

    /** @param started what makes of its command the one that starts it */
    Generator(Path javaHome, Path logs, UnaryOperator<List<String>> started) throws IOException {
        jvm = new Jvm("the load generator", started.apply(Jvm.command(javaHome, List.of("-XX:+UseSerialGC"),
                List.of("com.example.bench.load.Load"))), true, logs.resolve("generator.log"));
    }

    /**
     * Has a load made, and returns what was measured.
     *
     * @param begins what is run when the measuring begins, and {@code ends} when it is over
     */
    Map<String, String> run(String command, Runnable begins, Runnable ends) throws IOException, InterruptedException {
        return run(command, (word, values) -> (word.equals("measuring") ? begins : ends).run());
    }

    /** @param told what hears what is said before the end: {@code measuring}, {@code measured}, and what a load adds */
    Map<String, String> run(String command, BiConsumer<String, Map<String, String>> told)
            throws IOException, InterruptedException {
        for (String line = jvm.ask(command, LONGEST); ; line = jvm.answer(LONGEST)) {
            String[] words = line.split(" ");
            Map<String, String> values = new TreeMap<>();
            for (int i = 1; i < words.length; i++) {
                values.put(words[i].substring(0, words[i].indexOf('=')), words[i].substring(words[i].indexOf('=') + 1));
            }
            if (words[0].equals("done")) {
                return values;
            }
            told.accept(words[0], values);
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
