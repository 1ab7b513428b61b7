package com.example.tools.grade;

import com.example.tools.course.Exercise;
import com.example.tools.process.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The answers of which the compiler makes the same: a comment or a space changes no verdict, so one of them is judged
 * for all.
 */
final class SameCode {

    /** In front of a code: in the ledger it is no answer's key. */
    static final String CODE = "code ";

    private final Ledger ledger;
    private final Duration limit;
    /** By code, the answers that wait until one that has the same is judged. */
    private final Map<String, List<String>> waiting = new HashMap<>();

    SameCode(Ledger ledger, Duration limit) {
        this.ledger = ledger;
        this.limit = limit;
    }

    /**
     * What a verdict depends on: the lesson, the answer's classes, with their line numbers, and those of the
     * submission's other answers that these name.
     */
    static String code(GradedLesson lesson, Exercise exercise, Map<Exercise, SubmissionCompiler.Compiled> compiled) {
        Set<Exercise> together = new LinkedHashSet<>(List.of(exercise));
        for (boolean grown = true; grown; ) {
            grown = false;
            for (Map.Entry<Exercise, SubmissionCompiler.Compiled> other : compiled.entrySet()) {
                grown |= !together.contains(other.getKey()) && together.stream()
                        .anyMatch(one -> names(compiled.get(one), other.getValue())) && together.add(other.getKey());
            }
        }
        Digest digest = new Digest().add(lesson.key()).add(exercise.number());
        together.forEach(one -> new TreeMap<>(compiled.get(one).classes().byName())
                .forEach((name, bytes) -> digest.add(name).add(bytes)));
        return CODE + digest.hex().substring(0, 32);
    }

    private static boolean names(SubmissionCompiler.Compiled one, SubmissionCompiler.Compiled other) {
        return one.classes().byName().values().stream().map(SameCode::text)
                .anyMatch(text -> other.classes().byName().keySet().stream()
                        .anyMatch(name -> text.contains(name.replace('.', '/')) || text.contains(name)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Whether an answer is to be judged; otherwise its verdict is known now, or will be. */
    synchronized boolean isFirst(String code, String key) throws IOException {
        Optional<Score> known = ledger.find(code).filter(one -> one.countsWithin(limit));
        if (known.isPresent()) {
            ledger.add(key, known.get(), ledger.millis(code));
            return false;
        }
        List<String> others = waiting.putIfAbsent(code, new ArrayList<>());
        if (others != null) {
            others.add(key);
        }
        return others == null;
    }

    /** The verdict of the first is the verdict of all; one that does not compile is the only one of its kind. */
    synchronized void add(String code, String key, Score outcome, long millis) throws IOException {
        ledger.add(key, outcome, millis);
        if (code != null) {
            ledger.add(code, outcome, millis);
            for (String other : waiting.remove(code)) {
                ledger.add(other, outcome, millis);
            }
        }
    }
}
