package com.example.streaming;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * The way to one reader: an answer that never ends. A publisher puts messages into the outbox and never waits;
 * the thread that got the reader's request takes them out and writes them, and may wait as long as the reader likes.
 */
final class EventStream {

    /** How many messages may wait for a reader. One more, and it is dropped: it can come back for them. */
    static final int ROOM = 256;

    private final HttpExchange exchange;
    private final LongAdder heartbeats;
    /** What is to be written; empty for the end of the stream, which always has a place. */
    private final BlockingQueue<Optional<Message>> outbox = new ArrayBlockingQueue<>(ROOM + 1);
    private Thread writer = Thread.currentThread();

    /**
     * Created on the thread that will {@link #run} it.
     *
     * @param heartbeats the count of those of all streams
     */
    EventStream(HttpExchange exchange, LongAdder heartbeats) {
        this.exchange = exchange;
        this.heartbeats = heartbeats;
    }

    /**
     * Puts a message into the outbox. Never waits: if there is no room, the reader is dropped, for a message left out
     * would be a hole that it cannot see. One thread at a time.
     *
     * @return false if it was dropped
     */
    boolean offer(Message message) {
        boolean room = outbox.size() < ROOM && outbox.offer(Optional.of(message));
        if (!room) {
            drop();
        }
        return room;
    }

    /** Puts the end behind what waits in the outbox. Never waits. */
    void finish() {
        outbox.offer(Optional.empty());
    }

    // tag::open[]
    /** Sends the status and the header fields. They arrive now, not with the first event: the reader is let in. */
    void open() throws IOException {
        describe(exchange);
        exchange.sendResponseHeaders(200, 0);                           // 0: a body of unknown length, in chunks
        exchange.getResponseBody().flush();
    }

    private static void describe(HttpExchange exchange) {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("X-Accel-Buffering", "no");   // nginx would collect the events for a while
    }
    // end::open[]

    /** What a HEAD gets: the fields of a stream, and no stream (RFC 9110, section 9.3.2). */
    static void head(HttpExchange exchange) throws IOException {
        describe(exchange);
        exchange.getResponseHeaders().set("Transfer-Encoding", "chunked");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    // tag::run[]
    /**
     * Writes what the reader has missed, then each message as it comes, and a comment whenever nothing came for one
     * heartbeat. Returns when it has written the end. Every other way out is an exception, which must leave the handler
     * too: then the JDK's server closes the connection. Its own {@code exchange.close()} would try to end the answer
     * first, on a socket that may be full, and on a dead one it forgets to count the connection out.
     *
     * @throws IOException if the reader has gone, which shows only when something is written to it
     * @throws InterruptedException if it was dropped while nothing was being written
     */
    void run(Duration retry, List<Message> missed, Duration heartbeat) throws IOException, InterruptedException {
        OutputStream body = exchange.getResponseBody();
        body.write(ServerSentEvent.retry(retry));
        for (Message message : missed) {
            body.write(ServerSentEvent.encode(message.id(), message.line()));
        }
        while (true) {
            if (outbox.isEmpty()) {
                body.flush();                                           // or the events would stay in a buffer here
            }
            Optional<Message> next = outbox.poll(heartbeat.toMillis(), MILLISECONDS);
            if (next == null) {
                heartbeats.increment();
                body.write(ServerSentEvent.HEARTBEAT);
            } else if (next.isPresent()) {
                body.write(ServerSentEvent.encode(next.get().id(), next.get().line()));
            } else {
                body.close();                                           // the last chunk, of no length
                return;
            }
        }
    }
    // end::run[]

    // tag::drop[]
    /**
     * Ends the stream, on the publisher's thread and at once. A write to a reader that does not read hangs, and to
     * close the exchange or its body would hang behind it. But the connection is a channel, and an interrupt closes a
     * channel under the thread that waits for it ({@link java.nio.channels.InterruptibleChannel}): thread and socket
     * are free.
     */
    private synchronized void drop() {
        if (writer != null) {
            writer.interrupt();
        }
    }

    /** The last act of the writer's thread: from here on it is the pool's again, and may not be interrupted. */
    synchronized void end() {
        writer = null;
        Thread.interrupted();
    }
    // end::drop[]
}
