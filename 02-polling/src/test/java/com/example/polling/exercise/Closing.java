package com.example.polling.exercise;

/**
 * Closes a loop and judges that its thread has ended by then. A thread that is interrupted ends soon by itself, so that
 * a {@code close()} which does not wait would often pass: here the loop's thread, in its poll, waits for it to wait.
 */
final class Closing {

    private volatile Thread closer;
    private volatile boolean closed;
    private volatile boolean outlived;
    /** Whether the thread that closes has been interrupted before. */
    boolean interrupted;

    void close(Story story, PollingLoop loop, Thread loopThread) {
        closed = false;
        boolean[] still = new boolean[1];
        story.run(interrupted ? "close(), on a thread that has been interrupted" : "close()", () -> {
            closer = Thread.currentThread();
            if (interrupted) {
                closer.interrupt();
            }
            loop.close();
            closed = true;
            still[0] = Thread.interrupted();
        });
        story.same("the thread that called close() is still interrupted", interrupted, still[0]);
        closer = null;
        boolean ended = loopThread == null || !loopThread.isAlive();
        story.that(ended && !outlived, "the loop's thread has ended when close() returns", "it still runs");
    }

    /** As below, also when close() has yet to be called. */
    void untilItCloses() {
        Slowness.until(5_000, () -> closer != null);
        untilItWaits();
    }

    /** For the loop's thread: returns when close() waits, when it has returned, or after a second. */
    void untilItWaits() {
        Thread closing = closer;
        Slowness.until(1_000, () -> {
            boolean waits = closing == null || closing.getState().name().endsWith("WAITING");
            outlived = closing != null && closed;
            return waits || outlived;       // in close(), or else it is closed already
        });
    }
}
