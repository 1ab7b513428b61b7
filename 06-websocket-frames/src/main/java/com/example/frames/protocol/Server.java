package com.example.frames.protocol;

/**
 * The owner of a listening socket and of all its connections. There are two, {@code io.ThreadedServer} and
 * {@code loop.SelectorServer}, with the same protocol on top: that is the point of lesson 06.
 */
public interface Server extends AutoCloseable {

    /** How many connections there are, the half-open ones included. */
    int connections();

    /** Accepts no more, sends a Close 1001 to all, and gives them one second to answer; then all threads have ended. */
    @Override
    void close();
}
