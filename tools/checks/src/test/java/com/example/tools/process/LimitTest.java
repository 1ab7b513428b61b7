package com.example.tools.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A process that computes without end is told from one that waits without end, on a busy machine too. */
class LimitTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Test
    void a_loop_uses_up_its_processor_time_however_long_that_takes() throws Exception {
        Limit.State state = stateAtEnd("loop");
        double slowness = Slowness.now();
        // A machine that is more than ten times as slow is not waited for: there the clock ends it.
        assertTrue(state == Limit.State.LOOPED || state == Limit.State.OVERDUE && slowness > Slowness.MOST / 2,
                () -> state + " on a machine " + slowness + " times as slow");
    }

    @Test
    void a_wait_for_what_does_not_come_is_overdue() throws Exception {
        assertEquals(Limit.State.OVERDUE, stateAtEnd("wait"));
    }

    @Test
    void a_machine_is_at_least_as_slow_as_an_idle_one_and_never_more_than_ten_times() {
        double slowness = Slowness.now();
        assertTrue(slowness >= 1 && slowness <= Slowness.MOST, () -> slowness + " times as slow");
    }

    private static Limit.State stateAtEnd(String what) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), LimitTest.class.getName(), what)).inheritIO().start();
        try {
            Limit limit = new Limit(process.toHandle(), LIMIT);
            Limit.State state = Limit.State.WITHIN;
            while (state == Limit.State.WITHIN) {
                assertFalse(process.waitFor(limit.left(), TimeUnit.NANOSECONDS), "it has ended by itself");
                state = limit.state();
            }
            return state;
        } finally {
            process.destroyForcibly();
        }
    }

    /** The process: computes, or waits. */
    public static void main(String[] args) {
        for (long i = 0; ; i++) {
            if (args[0].equals("wait")) {
                LockSupport.park();
            }
        }
    }
}
