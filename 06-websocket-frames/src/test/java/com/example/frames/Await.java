package com.example.frames;

import com.example.frames.exercise.Slowness;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, ten seconds at most, on a busy machine more. */
final class Await {

    private Await() {
    }

    static void until(String what, BooleanSupplier holds) {
        until(() -> what, holds);
    }

    static void until(Supplier<String> what, BooleanSupplier holds) {
        if (!Slowness.until(10_000, holds)) {
            throw new AssertionError("waited ten seconds for: " + what.get());
        }
    }

    /** No thread of the server's or the clients' is left. */
    static void noThreads() {
        until(() -> "the end of " + threads(), () -> threads().isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("ws-") || name.startsWith("chat-client-")).toList();
    }
}
