package com.example.polling;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client has been told, in order. */
final class Inbox {

    final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<IOException> troubles = new LinkedBlockingQueue<>();

    /** The next message; waits for it. */
    Message next() throws InterruptedException {
        Message message = messages.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message within 10 s; troubles: " + troubles);
        }
        return message;
    }

    /** The next trouble; waits for it. */
    IOException trouble() throws InterruptedException {
        IOException trouble = troubles.poll(10, TimeUnit.SECONDS);
        if (trouble == null) {
            throw new AssertionError("no trouble within 10 s; messages: " + messages);
        }
        return trouble;
    }
}
