package com.example.frames.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * What an {@link Endpoint} sees of its connection; browsers have the same name for it. Any thread may call these
 * methods, and none of them waits for the network.
 */
public interface WebSocket {

    /** Sends a text; false if the connection is not open, or no longer: then nothing is sent. */
    default boolean send(String text) {
        return send(true, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    /**
     * Sends a message.
     *
     * @param text whether it is text; then it must be UTF-8
     * @param message its bytes are copied, and consumed
     * @return false if the connection is not open, or no longer: then nothing is sent
     */
    boolean send(boolean text, ByteBuffer message);

    /** Sends a ping with at most 125 bytes; false if the connection is not open. */
    boolean ping(ByteBuffer payload);

    /**
     * Starts the closing handshake, unless it has begun already; the peer has two seconds for its part.
     *
     * @throws IllegalArgumentException if the code must not be sent, or the reason has more than 123 bytes
     */
    void close(int code, String reason);

    /** Whether messages can be sent. */
    boolean isOpen();

    /** How many bytes wait to be sent: a peer that does not read lets them grow. */
    long pending();
}
