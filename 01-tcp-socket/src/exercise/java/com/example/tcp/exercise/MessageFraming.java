package com.example.tcp.exercise;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 1.1: put borders into a stream that has none.
 *
 * <p>TCP carries one long row of bytes (RFC 9293, section 3.8). It may cut it anywhere and join it anywhere: one write
 * can arrive in five reads, five writes in one. If you want messages, you have to say where each one ends. Here each
 * message is sent with its length in front: four bytes, the most significant first, then that many bytes.
 *
 * <p>The streams are the caller's, and stay open: the next message goes through the same ones.
 *
 * <p>Example: the message "hello" travels as {@code 00 00 00 05 68 65 6c 6c 6f}.
 */
public final class MessageFraming {

    private MessageFraming() {
    }

    /**
     * Writes one message: its length as four bytes, the most significant first, then the bytes. It is on its way when
     * this returns: nothing waits in a buffer of {@code out}.
     */
    public static void write(OutputStream out, byte[] message) throws IOException {
        throw new TestAbortedException("1.1 MessageFraming.write: not started");
    }

    /**
     * Reads the next message, and not a byte more.
     *
     * @param limit the longest message that is accepted, in bytes; with 0 only an empty one is
     * @return the message, in an array of its own; empty when the stream ended between two messages, which is how a
     *     peer says goodbye
     * @throws EOFException when the stream ends inside a message or inside its length: what came is worthless
     * @throws ProtocolException when the announced length is negative or over {@code limit}; it names that length, and
     *     no memory was set aside for it: four bytes from a stranger must not cost you 2 GiB
     */
    public static Optional<byte[]> read(InputStream in, int limit) throws IOException {
        throw new TestAbortedException("1.1 MessageFraming.read: not started");
    }
}
