package com.example.frames.handshake;

import java.io.IOException;

/**
 * The opening handshake failed. On the server it carries the status that the client is told, and one sentence; on the
 * client, the status that the server gave, and the point that is wrong.
 */
public final class HandshakeException extends IOException {

    private final int status;

    public HandshakeException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** The HTTP status: 400 and so on. */
    public int status() {
        return status;
    }
}
