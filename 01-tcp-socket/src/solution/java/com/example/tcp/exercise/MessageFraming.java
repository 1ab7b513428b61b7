package com.example.tcp.exercise;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One answer to exercise 1.1. */
public final class MessageFraming {

    private static final int LENGTH_BYTES = 4;

    private MessageFraming() {
    }

    public static void write(OutputStream out, byte[] message) throws IOException {
        ByteBuffer framed = ByteBuffer.allocate(LENGTH_BYTES + message.length);
        framed.putInt(message.length).put(message);
        out.write(framed.array());
        out.flush();
    }

    public static Optional<byte[]> read(InputStream in, int limit) throws IOException {
        // readNBytes waits until it has them all, or the stream ends: read() would return whatever came first.
        byte[] prefix = in.readNBytes(LENGTH_BYTES);
        if (prefix.length == 0) {
            return Optional.empty();
        }
        if (prefix.length < LENGTH_BYTES) {
            throw new EOFException("the stream ended inside a length");
        }
        int length = ByteBuffer.wrap(prefix).getInt();
        if (length < 0 || length > limit) {
            throw new ProtocolException("a message of " + length + " bytes is announced, the limit is " + limit);
        }
        byte[] message = in.readNBytes(length);
        if (message.length < length) {
            throw new EOFException("the stream ended after " + message.length + " of " + length + " bytes");
        }
        return Optional.of(message);
    }
}
