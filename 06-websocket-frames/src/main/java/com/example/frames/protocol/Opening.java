package com.example.frames.protocol;

import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.handshake.HandshakeException;
import com.example.frames.handshake.HttpHead;

/**
 * One side's part in the opening handshake (RFC 6455, section 4): what to send, and what to make of the other's head.
 */
public interface Opening {

    /** What this side sends before it has heard anything; a server: nothing. */
    byte[] request();

    /**
     * The other side's head is complete.
     *
     * @throws HandshakeException if there will be no WebSocket connection
     */
    Outcome decide(HttpHead head) throws HandshakeException;

    /** What is sent to the other side when its head is refused; a client just hangs up. */
    byte[] refusal(HandshakeException why);

    /**
     * @param answer the bytes to send, if any
     * @param endpoint who gets the messages; null when this was a plain HTTP request, and is answered
     * @param deflate what was agreed on compression; null for none
     */
    record Outcome(byte[] answer, Endpoint endpoint, PermessageDeflate.Agreement deflate) {
    }
}
