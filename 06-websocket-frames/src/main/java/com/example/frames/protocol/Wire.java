package com.example.frames.protocol;

import java.nio.ByteBuffer;

/**
 * Sees the bytes of a connection as they are on the wire: masked, compressed, cut anywhere. An implementation
 * must not keep the buffer, change it, or wait.
 */
public interface Wire {

    /** No one looks. */
    Wire UNSEEN = new Wire() { };

    /** These bytes have come, behind the opening handshake. */
    default void received(ByteBuffer bytes) {
    }

    /** These bytes are about to be written; the first of them are the answer of the opening handshake. */
    default void sent(ByteBuffer bytes) {
    }
}
