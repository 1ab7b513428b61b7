package com.example.several.exercise;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How slow this machine is now, because others use it too. A bound of a wait in these tests is meant for a machine that
 * does nothing else. When it has passed in vain, the machine is looked at, and the wait goes on for as many times as
 * long as the machine is slow: a wrong answer gets its verdict soon, and a right one is right on a busy machine too.
 */
public final class Slowness {

    /** More than this is never allowed for: a wait must end some time. A first try of a wrong answer allows 1. */
    private static final double MOST = Double.parseDouble(System.getProperty("slowness.most", "20"));
    private static final long WORK_NANOS = 40_000_000;
    private static final long FRESH_NANOS = 2_000_000_000;

    private static double last;
    private static long lastAt;

    /** A wait of so many milliseconds, at least one. It says whether what it waits for has come. */
    @FunctionalInterface
    public interface Wait<X extends Exception> {
        boolean comes(long millis) throws X;
    }

    private Slowness() {
    }

    /**
     * Computes for 40 ms of processor time, and says how many times as long that took: 1 on a quiet machine. Threads of
     * this JVM that compute too do not make it slow: they may be endless loops of a wrong answer.
     */
    static double now() {
        if (MOST <= 1) {
            return 1;
        }
        // Asked for only now: most tests never need it, and it takes a while to load.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!threads.isCurrentThreadCpuTimeSupported()) {
            return MOST;
        }
        long ownStart = processNanos();
        long start = System.nanoTime();
        long cpuStart = threads.getCurrentThreadCpuTime();
        long used = 0;
        while (used < WORK_NANOS && System.nanoTime() - start < MOST * WORK_NANOS) {
            used = threads.getCurrentThreadCpuTime() - cpuStart;
        }
        double passed = System.nanoTime() - start;
        double all = passed * Runtime.getRuntime().availableProcessors();
        double ratio = Math.min(passed / Math.max(1, used), all / Math.max(1, processNanos() - ownStart));
        return Math.max(1, Math.min(MOST, ratio));
    }

    /** The processor time of all threads of this JVM so far. */
    private static long processNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime() : 0;
    }

    /** This bound, stretched by what was measured in the last two seconds: for a wait that cannot be taken up again. */
    public static synchronized int millis(int bound) {
        if (last == 0 || System.nanoTime() - lastAt > FRESH_NANOS) {
            last = now();
            lastAt = System.nanoTime();
        }
        return (int) (bound * last);
    }

    /** Whether so many milliseconds have passed since then at the most; on a busy machine it may be more. */
    public static boolean isWithin(long sinceNanos, int bound) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
        return millis < bound || millis < bound * now();
    }

    /** Waits for so long, on a busy machine longer; says whether it came. */
    public static <X extends Exception> boolean within(long millis, Wait<X> wait) throws X {
        long waited = 0;
        long bound = millis;
        while (bound > waited) {
            if (wait.comes(bound - waited)) {
                return true;
            }
            waited = bound;
            double ratio = now();
            bound = ratio < 1.5 ? waited : (long) (millis * ratio);
        }
        return wait.comes(1);
    }

    /** Waits until the condition holds; says whether it does. */
    public static boolean until(long millis, BooleanSupplier condition) {
        return within(millis, time -> {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(time);
            boolean holds = condition.getAsBoolean();
            while (!holds && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
                holds = condition.getAsBoolean();
            }
            return holds;
        });
    }

    public static boolean opens(CountDownLatch latch, long millis) throws InterruptedException {
        return within(millis, time -> latch.await(time, TimeUnit.MILLISECONDS));
    }

    public static boolean ends(Thread thread, long millis) throws InterruptedException {
        return within(millis, time -> {
            thread.join(time);
            return !thread.isAlive();
        });
    }

    /** The head of the queue; null if none comes. */
    public static <T> T next(BlockingQueue<T> queue, long millis) throws InterruptedException {
        Object[] head = new Object[1];
        within(millis, time -> (head[0] = queue.poll(time, TimeUnit.MILLISECONDS)) != null);
        @SuppressWarnings("unchecked")
        T element = (T) head[0];
        return element;
    }

    public static <T> T result(Future<T> future, long millis)
            throws InterruptedException, ExecutionException, TimeoutException {
        Slowness.<InterruptedException>within(millis, time -> {
            try {
                future.get(time, TimeUnit.MILLISECONDS);
                return true;
            } catch (ExecutionException failed) {
                return true;
            } catch (TimeoutException e) {
                return false;
            }
        });
        if (!future.isDone()) {
            throw new TimeoutException("not within " + millis + " ms");
        }
        return future.get();
    }
}
