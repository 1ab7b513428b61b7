package com.example.polling.exercise;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** One answer to exercise 2.3. */
public final class PollingLoop implements AutoCloseable {

    public interface Poll {
        List<Long> after(long cursor) throws IOException, InterruptedException;
    }

    public interface Pause {
        void pause(int failures) throws InterruptedException;
    }

    private final Poll poll;
    private final Pause pause;
    private final LongConsumer onMessage;
    private final Consumer<IOException> onTrouble;
    private final Thread thread = new Thread(this::run, "polling-loop");
    private long cursor;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PollingLoop(Poll poll, Pause pause, long cursor, LongConsumer onMessage, Consumer<IOException> onTrouble) {
        this.poll = poll;
        this.pause = pause;
        this.cursor = cursor;
        this.onMessage = onMessage;
        this.onTrouble = onTrouble;
    }

    public static PollingLoop start(Poll poll, Pause pause, long cursor, LongConsumer onMessage,
            Consumer<IOException> onTrouble) {
        PollingLoop loop = new PollingLoop(poll, pause, cursor, onMessage, onTrouble);
        loop.thread.start();
        return loop;
    }

    private void run() {
        int failures = 0;
        try {
            while (!closed.get()) {
                failures = ask() ? 0 : failures + 1;
                if (!closed.get()) {
                    pause.pause(failures);
                }
            }
        } catch (InterruptedException e) {
            closed.set(true);
        }
    }

    private boolean ask() throws InterruptedException {
        try {
            for (long id : poll.after(cursor)) {
                if (closed.get()) {
                    break;
                }
                cursor = id;
                onMessage.accept(id);
            }
            return true;
        } catch (IOException e) {
            if (!closed.get()) {
                onTrouble.accept(e);
            }
            return false;
        }
    }

    @Override
    public void close() {
        closed.set(true);
        if (Thread.currentThread() == thread) {
            return;
        }
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;             // kept for later: what close() promises, it promises to anybody
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
