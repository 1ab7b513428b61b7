package com.example.frames;

import com.example.frames.io.ThreadedServer;
import com.example.frames.loop.SelectorServer;
import com.example.frames.protocol.Opening;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A listening socket and its connections. There are two, with the same protocol on top: that is the point of lesson 06.
 */
public interface Transport extends AutoCloseable {

    /** The port that it listens on, on the loopback. */
    int port();

    /** How many connections there are, the half-open ones included. */
    int connections();

    /** No more connections are accepted, the others get a Close 1001 and a second; then all threads have ended. */
    @Override
    void close();

    // tag::start[]
    /**
     * Starts to listen.
     *
     * @param io {@code threads} for blocking sockets with a thread each, {@code selector} for non-blocking ones and a
     *     few threads
     * @param port on the loopback; 0 for any that is free
     * @param openings what each connection starts with
     * @throws IOException if the port cannot be had
     * @throws IllegalArgumentException if there is no such way of I/O
     */
    static Transport start(String io, int port, Supplier<Opening> openings) throws IOException {
        return switch (io) {
            case "threads" -> new ThreadedServer(port, openings);
            case "selector" -> new SelectorServer(port, openings);
            default -> throw new IllegalArgumentException("io is \"threads\" or \"selector\", not \"" + io + "\"");
        };
    }
    // end::start[]
}
