package com.example.streaming.exercise;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must become so, two seconds at the most; then the story ends badly. */
final class Await {

    private Await() {
    }

    static void until(Story story, BooleanSupplier condition, String expected, String but) {
        until(story, condition, expected, () -> but);
    }

    static void until(Story story, BooleanSupplier condition, String expected, Supplier<String> but) {
        long end = System.nanoTime() + SECONDS.toNanos(2);
        while (!condition.getAsBoolean()) {
            story.that(System.nanoTime() < end, expected + ", within 2 s", but.get());
            LockSupport.parkNanos(MILLISECONDS.toNanos(1));
        }
    }
}
