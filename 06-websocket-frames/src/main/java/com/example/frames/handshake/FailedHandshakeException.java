package com.example.frames.handshake;

import java.io.IOException;

/**
 * The other side switched to another protocol, or answered in none, and the client must hang up: which point of
 * RFC 6455, section 4.1, the response fails, and how. A server that just says no is a {@link RefusedException}.
 */
public final class FailedHandshakeException extends IOException {

    /** What a client verifies, in this order, once the status is 101. */
    public enum Point {
        /** The response has the head of an HTTP/1.1 response, within the limits, and it came in time. */
        HEAD,
        /** Upgrade is "websocket", in upper or lower case. */
        UPGRADE,
        /** Connection lists "Upgrade", in upper or lower case. */
        CONNECTION,
        /** Sec-WebSocket-Accept is the accept key for the key that was sent. */
        ACCEPT,
        /** No extension is in use that was not offered. */
        EXTENSIONS,
        /** No subprotocol is in use that was not offered. */
        SUBPROTOCOL
    }

    private final Point point;

    public FailedHandshakeException(Point point, String sentence) {
        super(sentence);
        this.point = point;
    }

    public Point point() {
        return point;
    }
}
