package com.example.polling.exercise;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The threads that use a log at the same time. */
final class Threads {

    private Threads() {
    }

    /** To be called in a step of a story, which bounds it. */
    static int finished(FutureTask<Integer> writer) throws Exception {
        try {
            return writer.get();
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
        Slowness.until(5_000, () -> still.contains(thread.getState()));
    }

    static void await(CountDownLatch latch) {
        try {
            Slowness.opens(latch, 3_000);                   // less than a call may take: its limit is not to be met
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
