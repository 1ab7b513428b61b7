package com.example.undertow.exercise;

import io.undertow.websockets.WebSocketConnectionCallback;
import java.util.function.UnaryOperator;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 8.2: slow work, and no peer that waits for another peer's.
 *
 * <p>A receive listener runs on an I/O thread, and one I/O thread serves hundreds of connections. Work that waits (a
 * database, a disk, a lock) belongs on the workers: {@code channel.getWorker()} is an {@code Executor} for that. But
 * workers are many: two messages of one connection that are given to it may overtake each other.
 *
 * <p>Example: with {@code work} that sleeps for a second when it gets {@code slow}, a peer that sends {@code slow} and
 * then {@code quick} is answered in that order, after a second; another peer that sends {@code quick} is answered at
 * once.
 */
public final class OffTheIoThread {

    private OffTheIoThread() {
    }

    /**
     * Answers each text with the text that {@code work} makes of it.
     *
     * <p>Whatever the work of one connection takes, its pings are answered meanwhile, and so is every other connection:
     * a worker that waits for its turn is a worker less for all.
     *
     * @param work may take long, and may throw. It runs on worker threads only; for one connection one call at a time,
     *     in the order of its messages. When it throws anything, that connection is closed with 1011 (RFC 6455, section
     *     7.4.1), and the reason has no word of the exception, neither its message nor its class
     */
    public static WebSocketConnectionCallback callback(UnaryOperator<String> work) {
        throw new TestAbortedException("8.2 OffTheIoThread.callback: not started");
    }
}
