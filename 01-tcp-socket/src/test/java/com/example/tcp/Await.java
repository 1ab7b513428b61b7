package com.example.tcp;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, ten seconds at the most, and says what it saw if the condition never came true. */
final class Await {

    private Await() {
    }

    static void until(Supplier<String> seen, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("not within 10 s; seen: " + seen.get());
            }
            LockSupport.parkNanos(1_000_000);
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
