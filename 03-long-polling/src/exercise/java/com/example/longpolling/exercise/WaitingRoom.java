package com.example.longpolling.exercise;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 3.1: answer a reader that has missed something, and let all others wait, without a thread.
 *
 * <p>A long poll asks for what came after a certain message. If there is something, the answer is due at once. If not,
 * the reader waits until there is, or until its time is up; no thread waits with it. The danger is in between: a
 * message that is published after the look into the log and before the reader waits is seen by neither, and the reader
 * sits there with news in front of the door. So the look and the decision to wait are one step, which no publisher can
 * get into. All methods may be called by many threads at the same time.
 *
 * <p>Example: the log holds 3 messages. {@code read(1, ..)} is answered at once, with the second and the third.
 * {@code read(3, ..)} waits; {@code publish("hi")} answers it with {@code ["hi"]}.
 */
public final class WaitingRoom {

    /** Where the messages are kept, whoever may be waiting. It is safe for use by many threads. */
    public interface Log {

        /** Keeps one message more, and gives its id: 1 for the first, 2 for the second, and so on. */
        long append(String message);

        /** The messages after the first {@code seen} ones, in order; empty if there are no more than that. */
        List<String> after(long seen);
    }

    public WaitingRoom(Log log) {
        throw new TestAbortedException("3.1 WaitingRoom: not started");
    }

    /**
     * Asks for the messages after the first {@code seen} ones. Returns at once; the answer may come later.
     *
     * @param seen how many messages the reader has seen. They may be more than the log holds, which has lost some in a
     *     crash: then the reader waits like any other, also while messages come that it has seen
     * @param deadline when this reader has waited long enough, on the clock of {@link #expire}
     * @return the answer: the messages, as soon as there are any; or an empty list when the time is up
     */
    public CompletableFuture<List<String>> read(long seen, long deadline) {
        throw new TestAbortedException("3.1 WaitingRoom.read: not started");
    }

    /**
     * Keeps the message in the log, and answers all readers for whom there is something now. An answer runs other
     * people's code, which may take its time or ask again at once: so it is given when this room's lock, if it has one,
     * is free again.
     *
     * @return the id that the log gave the message
     */
    public long publish(String message) {
        throw new TestAbortedException("3.1 WaitingRoom.publish: not started");
    }

    /**
     * Answers, with an empty list, those whose deadline is {@code now} or earlier; like {@link #publish}, without a
     * lock. A timer calls it every now and then.
     *
     * @param now milliseconds on any clock that does not go backwards
     */
    public void expire(long now) {
        throw new TestAbortedException("3.1 WaitingRoom.expire: not started");
    }

    /** How many readers wait now. One that was answered does not. */
    public int waiting() {
        throw new TestAbortedException("3.1 WaitingRoom.waiting: not started");
    }
}
