package com.example.streaming.exercise;

/** Another thread that does something just now, in the middle of what this one does. */
final class Meanwhile {

    private volatile Thread other;

    /** The other thread publishes; this one goes on when that has returned, or is blocked and waits for this one. */
    void publish(Replay replay) {
        run(() -> replay.publish("meanwhile"));
    }

    /** As {@link #publish}, with something else. */
    void run(Runnable code) {
        other = start(code);
        Slowness.until(3_000, () -> other.getState() != Thread.State.RUNNABLE);
    }

    /** Waits until the other thread has ended, if there is one yet: an answer may call its readers when it likes. */
    void join() throws InterruptedException {
        Thread thread = other;
        if (thread != null) {
            Slowness.ends(thread, 4_000);
        }
    }

    static Thread start(Runnable code) {
        Thread thread = new Thread(code, "publisher");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
