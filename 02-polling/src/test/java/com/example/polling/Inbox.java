package com.example.polling;

import com.example.polling.exercise.Slowness;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a client has been told, in order. */
final class Inbox {

    final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<IOException> troubles = new LinkedBlockingQueue<>();

    /** The next message; waits for it. */
    Message next() throws InterruptedException {
        Message message = Slowness.next(messages, 10_000);
        if (message == null) {
            throw new AssertionError("no message within 10 s; troubles: " + troubles);
        }
        return message;
    }

    /** The next trouble; waits for it. */
    IOException trouble() throws InterruptedException {
        IOException trouble = Slowness.next(troubles, 10_000);
        if (trouble == null) {
            throw new AssertionError("no trouble within 10 s; messages: " + messages);
        }
        return trouble;
    }
}
