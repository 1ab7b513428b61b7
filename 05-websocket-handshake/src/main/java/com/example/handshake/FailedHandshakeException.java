package com.example.handshake;

import java.io.IOException;

/** The server's answer is not one that opens a WebSocket: which point of RFC 6455, section 4.1, it fails, and how. */
public final class FailedHandshakeException extends IOException {

    /** What a client verifies, in this order. */
    public enum Point {
        /** The answer is the head of an HTTP/1.1 response, within the limits, and came in time. */
        HEAD,
        /** 1. The status is 101. */
        STATUS,
        /** 2. Upgrade is "websocket", in upper or lower case. */
        UPGRADE,
        /** 3. Connection lists "Upgrade", in upper or lower case. */
        CONNECTION,
        /** 4. Sec-WebSocket-Accept is the accept key for the key that was sent. */
        ACCEPT,
        /** 5. No extension is in use that was not offered. */
        EXTENSIONS,
        /** 6. No subprotocol is in use that was not offered. */
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
