package com.example.streaming.exercise;

import java.io.OutputStream;
import java.time.Duration;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 4.3: send every event to every reader, and let none of them hold up the others.
 *
 * <p>A write to a reader that does not read ends in a full socket buffer, and there it blocks: for minutes, for hours.
 * A publisher that writes to the readers itself waits for the slowest of them. So each reader gets an outbox of
 * its own, with room for so many events and no more, and a thread of its own that empties it. A reader whose outbox is
 * full when the next event comes is dropped: to leave that event out would be a hole in its stream, and to wait would
 * be what we wanted to avoid. It can come back with the id of the last event that it saw.
 *
 * <p>A reader that has gone is found out by writing to it, and in a quiet room nothing is written. So a comment, the
 * heartbeat, goes out whenever there was nothing to send for a while.
 *
 * <p>Example: {@code new Subscribers(100, Duration.ofSeconds(15))}; each request's thread calls {@code serve(body)},
 * which returns when that reader is done; {@code publish(event)} from wherever the news is.
 */
public final class Subscribers {

    /** What is sent to a reader when there is nothing to say: a comment, and a blank line. */
    public static final String HEARTBEAT = ":\n\n";

    /**
     * @param room how many events wait for one reader at most, the one that is being written not counted
     * @param heartbeat how long a reader is sent nothing before it is sent {@link #HEARTBEAT}
     */
    public Subscribers(int room, Duration heartbeat) {
        throw new TestAbortedException("4.3 Subscribers: not started");
    }

    /**
     * Sends one reader all that is published from now on, in order, and each event at once: written and flushed. Called
     * on that reader's own thread. Returns when the reader has gone (a write throws an IOException) or was dropped; the
     * reader is then forgotten, and its stream closed.
     *
     * @throws InterruptedException when the thread is interrupted; the reader is forgotten and closed then too
     */
    public void serve(OutputStream reader) throws InterruptedException {
        throw new TestAbortedException("4.3 Subscribers.serve: not started");
    }

    /**
     * Puts the event into every reader's outbox. Never waits, whatever the readers do. A reader without room is
     * dropped: its stream is closed, which ends a write that hangs. No reader's trouble is thrown here.
     */
    public void publish(byte[] event) {
        throw new TestAbortedException("4.3 Subscribers.publish: not started");
    }

    /** How many readers are served now. */
    public int count() {
        throw new TestAbortedException("4.3 Subscribers.count: not started");
    }
}
