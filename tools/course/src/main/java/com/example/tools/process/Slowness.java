package com.example.tools.process;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How slow this machine is now, because others use it too: how much longer a computation takes than the processor works
 * on it. 1 is a machine that does nothing else.
 */
public final class Slowness {

    /** More than this is never allowed for: a wait must end some time. */
    public static final double MOST = 10;

    private static final long WORK_NANOS = 40_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Slowness() {
    }

    /** Computes for 40 ms of processor time, and says how many times as long that took: from 1 to {@link #MOST}. */
    public static double now() {
        if (!THREADS.isCurrentThreadCpuTimeSupported()) {
            return MOST;
        }
        long start = System.nanoTime();
        long cpuStart = THREADS.getCurrentThreadCpuTime();
        long used = 0;
        while (used < WORK_NANOS && System.nanoTime() - start < MOST * WORK_NANOS) {
            used = THREADS.getCurrentThreadCpuTime() - cpuStart;
        }
        double ratio = (System.nanoTime() - start) / (double) Math.max(1, used);
        return Math.max(1, Math.min(MOST, ratio));
    }
}
