package com.example.polling.exercise;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The threads that use a log at the same time. */
final class Threads {

    private Threads() {
    }

    static int finished(FutureTask<Integer> writer) throws Exception {
        try {
            return writer.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    static Thread start(Runnable work) {
        Thread thread = new Thread(work, "test-log");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Until the thread has ended, or waits for a lock that someone else has. */
    static void doneOrWaiting(Thread thread) {
        Set<Thread.State> still = EnumSet.of(Thread.State.TERMINATED, Thread.State.BLOCKED, Thread.State.WAITING);
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (!still.contains(thread.getState()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
