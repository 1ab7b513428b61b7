package com.example.longpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Conditions that tests wait for: they return as soon as it is so, and fail when it never is. */
final class Eventually {

    private static final long MILLISECOND = 1_000_000;
    private static final long WITHIN_NANOS = 10_000_000_000L;

    private Eventually() {
    }

    /** Waits until no thread is left whose name starts so. */
    static void awaitNone(String... names) {
        long deadline = System.nanoTime() + WITHIN_NANOS;
        while (!alive(names).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(MILLISECOND);
        }
        assertEquals(List.of(), alive(names), "threads that should have ended");
    }

    private static List<String> alive(String... names) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> Arrays.stream(names).anyMatch(name::startsWith)).sorted().toList();
    }

    /** Waits until something is so. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + WITHIN_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("this did not happen within 10 s: " + what);
            }
            LockSupport.parkNanos(MILLISECOND);
        }
    }
}
