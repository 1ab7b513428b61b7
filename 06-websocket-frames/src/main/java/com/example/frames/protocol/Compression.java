package com.example.frames.protocol;

import java.nio.ByteBuffer;

/**
 * An extension that compresses messages: RSV1 marks those that are. The first reading may skip it: without an extension
 * nothing here is called. {@link #compress} and the inflating methods may each be called by one thread at a time.
 */
public interface Compression extends AutoCloseable {

    /** Compresses a message. The result is valid until the next call. */
    ByteBuffer compress(ByteBuffer message);

    /**
     * Inflates the next part of a message, a piece at a time, so that whoever takes the pieces can stop it when the
     * message gets too long.
     *
     * @throws WebSocketException 1007 for what does not inflate, and whatever {@code pieces} throws
     */
    void inflate(ByteBuffer part, Sink pieces) throws WebSocketException;

    /**
     * The last part of a message is inflated.
     *
     * @throws WebSocketException 1007 if the message is cut short
     */
    void endMessage() throws WebSocketException;

    /** Frees the memory; nothing can be compressed or inflated after that. */
    @Override
    void close();

    /** What takes the inflated bytes. */
    interface Sink {

        /** @param piece the data, valid until this returns */
        void add(ByteBuffer piece) throws WebSocketException;
    }
}
