package com.example.polling.exercise;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 2.3: ask again and again, and know when to stop.
 *
 * <p>A loop that asks the server, hands on what came, pauses, and asks again. It sounds like a timer, and is not: with
 * a timer, the next question goes out while the last answer is still on its way, and slow answers overtake each other.
 * Here there is never more than one question at a time, and a pause begins when its answer has been handed on.
 *
 * <p>Messages are reduced to their ids here. Example: a loop that starts after 4 polls {@code after(4)}, gets
 * {@code [5, 6]}, hands on 5 and 6, pauses, and polls {@code after(6)}.
 */
public final class PollingLoop implements AutoCloseable {

    /** Asks the server; waits for its answer, and can be interrupted meanwhile. */
    public interface Poll {
        /** The ids of the messages after this one, in order; empty if there is no news. */
        List<Long> after(long cursor) throws IOException, InterruptedException;
    }

    /** Waits; can be interrupted. */
    public interface Pause {
        /** @param failures how many polls in a row have failed until now: 0 after each answer */
        void pause(int failures) throws InterruptedException;
    }

    /**
     * Starts polling, on a thread of its own.
     *
     * @param cursor the id of the last message that was seen: the first poll asks for what comes after it
     * @param onMessage the callback that is told each id, in order. The cursor has moved on to an id as soon
     *     as it was handed on
     * @param onTrouble the callback that is told of each poll that fails with an {@code IOException}; the loop goes on
     *     after it, with the same cursor
     */
    public static PollingLoop start(Poll poll, Pause pause, long cursor, LongConsumer onMessage,
            Consumer<IOException> onTrouble) {
        throw new TestAbortedException("2.3 PollingLoop.start: not started");
    }

    /**
     * Stops at once: it interrupts a poll or a pause instead of waiting for its end, and an answer that comes all the
     * same is thrown away. When it returns, the thread has ended, and there is no further callback. An interrupted poll
     * is no trouble. If the calling thread is interrupted before or meanwhile, close() waits all the same, and the
     * thread is still interrupted afterwards. May be called twice, and by a callback, which is the last one then.
     */
    @Override
    public void close() {
        throw new TestAbortedException("2.3 PollingLoop.close: not started");
    }
}
