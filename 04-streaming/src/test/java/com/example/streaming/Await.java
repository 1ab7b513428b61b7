package com.example.streaming;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.streaming.exercise.Slowness;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what must become true, instead of sleeping and hoping. */
final class Await {

    private Await() {
    }

    static void until(String what, Callable<Boolean> condition) throws Exception {
        within(Duration.ofSeconds(10), what, condition);
    }

    static void within(Duration time, String what, Callable<Boolean> condition) throws Exception {
        boolean came = Slowness.within(time.toMillis(), millis -> {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            boolean holds = condition.call();
            while (!holds && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                holds = condition.call();
            }
            return holds;
        });
        assertTrue(came, () -> "not within " + time.toMillis() + " ms: " + what);
    }

    /** The names of the lesson's own threads that are alive. */
    static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("chat-") || thread.getName().startsWith("HTTP-Dispatcher")) {
                names.add(thread.getName());
            }
        }
        return names;
    }
}
