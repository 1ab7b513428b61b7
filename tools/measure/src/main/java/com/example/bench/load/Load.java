package com.example.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The load generator: a process of its own, with one thread and one selector. It reads commands, one a line, such as
 * {@code echo uri=ws://127.0.0.1:8006/echo connections=100 size=16 slots=1 warmup=1 seconds=2}, and says what it has
 * measured, as {@code done per_second=... p99_us=...}. The end of its input ends it.
 */
public final class Load {

    private Load() {
    }

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            Map<String, String> values = new TreeMap<>();
            for (int i = 1; i < words.length; i++) {
                String[] pair = words[i].split("=", 2);
                values.put(pair[0], pair[1]);
            }
            Settings settings = new Settings(values);
            say("done", switch (words[0]) {
                case "echo" -> new EchoRun(settings).result();
                case "cast" -> new CastRun(settings).result();
                case "idle" -> new IdleRun(settings).result();
                case "hold" -> new HoldRun(settings).result();
                default -> throw new IllegalArgumentException("there is no command " + words[0]);
            });
        }
    }

    /** One line for whoever gave the command. */
    static void say(String word, Map<String, ?> values) {
        StringBuilder line = new StringBuilder(word);
        values.forEach((name, value) -> line.append(' ').append(name).append('=')
                .append(value.toString().replaceAll("\\s+", "_")));
        System.out.println(line);
        System.out.flush();
    }
}
