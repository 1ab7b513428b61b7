package com.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * What one reader is to be sent, in order. To put something in calls nothing of Jetty's, so it may be done under a
 * lock; to send does, so it may not. The bytes that wait are counted: Jetty's own queue has no bound in bytes.
 */
final class Outbox {

    private final Session session;
    private final Runnable onLost;
    private final Deque<Line> waiting = new ArrayDeque<>();
    private long pending;
    private long limit = Long.MAX_VALUE;
    private boolean sending;
    private boolean tooSlow;

    /** A message as it is sent, and its size in UTF-8. */
    record Line(String text, int bytes) {

        static Line of(Message message) {
            String text = message.line();
            return new Line(text, text.getBytes(UTF_8).length);
        }
    }

    /** @param onLost what is run, perhaps more than once, when the reader has gone, or is dropped: it does not read */
    Outbox(Session session, Runnable onLost) {
        this.session = session;
        this.onLost = onLost;
    }

    // tag::put[]
    /** Puts a line in, unless so much waits already that the reader must be dropped. */
    synchronized void put(Line line) {
        tooSlow |= pending > limit;
        if (!tooSlow) {
            waiting.add(line);
            pending += line.bytes();
        }
    }
    // end::put[]

    /** From now on so many bytes may wait beyond those that are in it now. */
    synchronized void limit(long bytes) {
        limit = pending + bytes;
    }

    /** The bytes that were put in, and that Jetty has not yet handed to the operating system. */
    synchronized long pending() {
        return pending;
    }

    // tag::send[]
    /** Hands what waits to Jetty: one thread at a time, which takes along what others put in meanwhile. */
    void send() {
        if (!begin()) {
            return;
        }
        for (Line line = next(); line != null; line = next()) {
            int bytes = line.bytes();
            session.sendText(line.text(), Callback.from(() -> sent(bytes), cause -> {
                sent(bytes);
                onLost.run();
            }));
        }
        if (isTooSlow()) {
            onLost.run();
            session.disconnect();           // a Close would wait behind a mebibyte that this reader does not read
        }
    }

    /** "It is empty" and "no thread sends" are one step: else a line could come between the two, and stay. */
    private synchronized Line next() {
        sending = !waiting.isEmpty();
        return waiting.poll();
    }
    // end::send[]

    private synchronized boolean begin() {
        boolean mine = !sending;
        sending = true;
        return mine;
    }

    private synchronized void sent(int bytes) {
        pending -= bytes;
    }

    private synchronized boolean isTooSlow() {
        return tooSlow;
    }
}
