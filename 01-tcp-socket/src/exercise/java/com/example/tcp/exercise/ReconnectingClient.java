package com.example.tcp.exercise;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 1.5: come back after a failure, without becoming one yourself.
 *
 * <p>A socket that failed or was closed never connects again: each attempt needs a new one. Between attempts the client
 * waits, twice as long each time, up to a cap: a server that has just come back must not be run over by everybody at
 * once. For the same reason each wait is drawn at random ("full jitter"): from 0 to the delay of that attempt.
 *
 * <p>Example: with a first delay of 100 ms and a cap of 1,000 ms, the waits after the failures 1, 2, 3, 4, 5, 6 are
 * drawn from 0..100, 0..200, 0..400, 0..800, 0..1000, 0..1000 ms, both ends included.
 */
public final class ReconnectingClient {

    /**
     * Waits for so many milliseconds. In the program {@code Thread::sleep}; in a test a clock that the test controls.
     */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(long millis) throws InterruptedException;
    }

    /**
     * @param sockets the maker of a new, unconnected socket for each attempt
     * @param server where to connect to
     * @param firstMillis the longest wait after the first failure, at least 1
     * @param capMillis no wait is longer than this, however often it has failed; it may be
     *     {@code Long.MAX_VALUE}
     * @param random the source of the waits
     * @param sleeper what waits
     */
    public ReconnectingClient(Supplier<Socket> sockets, SocketAddress server, long firstMillis, long capMillis,
            RandomGenerator random, Sleeper sleeper) {
        throw new TestAbortedException("1.5 ReconnectingClient: not started");
    }

    /**
     * Tries until it is connected or stopped. After a success, the next call begins with the first delay again. A
     * socket that did not connect is closed.
     *
     * @return a connected socket, which the caller closes; null if {@link #stop} was called, before or meanwhile: if it
     *     has interrupted this thread, that is over then. Null, too, if someone else interrupts a wait: the thread is
     *     still interrupted then
     */
    public Socket connect() throws IOException {
        throw new TestAbortedException("1.5 ReconnectingClient: not started");
    }

    /**
     * Ends the attempts at once, also in the middle of a wait or of a connect. May be called from any thread, more than
     * once. When connect() has returned, it touches neither the socket nor the thread.
     */
    public void stop() {
        throw new TestAbortedException("1.5 ReconnectingClient: not started");
    }
}
