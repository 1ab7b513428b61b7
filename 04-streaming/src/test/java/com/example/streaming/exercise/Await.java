package com.example.streaming.exercise;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must become so, a few seconds at the most; then the story ends badly. */
final class Await {

    /** For the first that does not become so. After it the verdict is clear, and the other tests need not wait long. */
    private static volatile int seconds = 2;

    private Await() {
    }

    static void until(Story story, BooleanSupplier condition, String expected, String but) {
        until(story, condition, expected, () -> but);
    }

    static void until(Story story, BooleanSupplier condition, String expected, Supplier<String> but) {
        int patience = seconds;
        if (!Slowness.until(SECONDS.toMillis(patience), condition)) {
            seconds = 1;
            story.that(false, shown(expected) + ", within " + patience + " s", shown(but.get()));
        }
    }

    /** The start of what is long: the rule is behind it. */
    private static String shown(String text) {
        return text.length() <= 300 ? text
                : text.substring(0, 200).replace("\n", "\\n") + " ... (" + text.length() + " characters)";
    }
}
