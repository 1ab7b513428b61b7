package com.example.tcp;

import static org.junit.jupiter.api.Assertions.fail;

import com.example.tcp.exercise.Slowness;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, ten seconds on a quiet machine, and says what it saw if the condition never came true. */
final class Await {

    private Await() {
    }

    static void until(Supplier<String> seen, BooleanSupplier condition) {
        if (!Slowness.until(10_000, condition)) {
            fail("not within 10 s; seen: " + seen.get());
        }
    }

    /** Waits until no thread of the room is left. */
    static void noThreadsLeft() {
        until(Await::threads, () -> threads().isEmpty());
    }

    private static String threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("chat-") || name.startsWith("wiretap-")).sorted().toList().toString()
                .replace("[]", "");
    }
}
