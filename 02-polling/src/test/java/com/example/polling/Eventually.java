package com.example.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.polling.exercise.Slowness;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Conditions that tests wait for: they return as soon as it is so, and fail when it never is. */
final class Eventually {

    private static final long WITHIN_MILLIS = 10_000;

    private Eventually() {
    }

    /** Waits until no thread is left whose name starts so. */
    static void awaitNone(String... names) {
        Slowness.until(WITHIN_MILLIS, () -> alive(names).isEmpty());
        assertEquals(List.of(), alive(names), "threads that should have ended");
    }

    private static List<String> alive(String... names) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> Arrays.stream(names).anyMatch(name::startsWith)).sorted().toList();
    }

    /** Waits until something is so. */
    static void await(String what, BooleanSupplier condition) {
        if (!Slowness.until(WITHIN_MILLIS, condition)) {
            throw new AssertionError("this did not happen within 10 s: " + what);
        }
    }
}
