package com.example.undertow.exercise;

import io.undertow.server.HttpHandler;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 8.4: the limits that Undertow leaves to you.
 *
 * <p>As it comes, Undertow takes messages of any length, lets a silent peer stay forever, and speaks drafts 7 and 8 of
 * WebSocket beside version 13.
 *
 * <p>Example: with {@code echo(1000, 5000)} a message of 1,000 bytes comes back, one of 1,001 bytes gets a Close 1009,
 * one frame or many; after five seconds of silence comes a Close 1001; a handshake of version 8 gets status 426.
 */
public final class Limits {

    private Limits() {
    }

    /**
     * An echo for texts and binary messages, within limits.
     *
     * @param maxBytes the longest message, in bytes, all its fragments together, at least 1; a longer one, text or
     *     binary, gets a Close 1009 (RFC 6455, section 7.4.1)
     * @param idleMillis the milliseconds without a byte after which, not earlier, the peer gets a Close 1001; a ping is
     *     as good as a message
     * @return a handler for every path. A handshake whose version is not exactly {@code 13} gets status 426, with
     *     {@code 13} in {@code Sec-WebSocket-Version} (RFC 6455, section 4.4), {@code websocket} in {@code Upgrade} and
     *     {@code Upgrade} in {@code Connection} (RFC 9110, sections 15.5.22 and 7.8); so does a request that names no
     *     version
     */
    public static HttpHandler echo(int maxBytes, int idleMillis) {
        throw new TestAbortedException("8.4 Limits.echo: not started");
    }
}
