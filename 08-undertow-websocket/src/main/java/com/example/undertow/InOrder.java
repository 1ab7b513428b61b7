package com.example.undertow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks on other threads, one after the other, in the order in which they came: a pool of threads alone would let
 * a message overtake the one before it.
 */
final class InOrder {

    private final Executor workers;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    InOrder(Executor workers) {
        this.workers = workers;
    }

    // tag::execute[]
    /**
     * Runs the task after all those before it.
     *
     * @return how many wait now, this one included
     * @throws RejectedExecutionException if the workers take no more
     */
    int execute(Runnable task) {
        int waiting;
        boolean start;
        synchronized (this) {
            tasks.add(task);
            waiting = tasks.size();
            start = !running;
            running = true;
        }
        if (start) {
            workers.execute(this::runAll);
        }
        return waiting;
    }

    private void runAll() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    /** "It is empty" and "no worker runs" are one step: else a task could come between the two, and never be run. */
    private synchronized Runnable next() {
        running = !tasks.isEmpty();
        return tasks.poll();
    }
    // end::execute[]
}
