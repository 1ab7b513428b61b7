package com.example.tools.grade;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every verdict that was ever reached, by the hash of all that it depends on; written down as soon as it is known. So
 * whoever is interrupted carries on where he was, and only what has changed is judged again.
 */
final class Ledger implements AutoCloseable {

    private static final Gson GSON = new Gson();

    /** A line of the file. */
    private record Entry(String key, String status, int passed, int tests, String message, long millis) { }

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final BufferedWriter out;

    private Ledger(BufferedWriter out) {
        this.out = out;
    }

    /** Opens the file, or makes it. A line that was cut short, as an interrupted run may leave, is passed over. */
    static Ledger open(Path file) throws IOException {
        boolean exists = Files.exists(file);
        Ledger ledger = new Ledger(Files.newBufferedWriter(file, StandardCharsets.UTF_8,
                StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        if (exists) {
            for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
                try {
                    Entry entry = GSON.fromJson(line, Entry.class);
                    if (entry != null && entry.key() != null && entry.status() != null && entry.message() != null) {
                        ledger.entries.put(entry.key(), entry);
                    }
                } catch (JsonParseException e) {
                    // Cut short: what it said is judged again.
                }
            }
            ledger.out.newLine();
        }
        return ledger;
    }

    Optional<Score> find(String key) {
        return Optional.ofNullable(entries.get(key)).map(entry ->
                new Score(Score.Status.of(entry.status()), entry.passed(), entry.tests(), entry.message()));
    }

    /** How long it took to reach a verdict, in milliseconds; -1 if there is none. */
    long millis(String key) {
        Entry entry = entries.get(key);
        return entry == null ? -1 : entry.millis();
    }

    synchronized void add(String key, Score outcome, long millis) throws IOException {
        Entry entry = new Entry(key, outcome.status().text(), outcome.passed(), outcome.tests(), outcome.message(),
                millis);
        entries.put(key, entry);
        out.write(GSON.toJson(entry));
        out.write('\n');
        out.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
