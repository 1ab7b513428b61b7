package com.example.tcp.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** One answer to exercise 1.2. */
public final class LineThenBytes {

    public static final int MAX_LINE = 1_000;

    private LineThenBytes() {
    }

    public static String readLine(InputStream in) throws IOException {
        byte[] line = new byte[MAX_LINE + 1];            // one more, for a carriage return
        int length = 0;
        // One byte at a time is slow on a bare socket, and right: put ONE BufferedInputStream round the socket, and let
        // everybody read from that.
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 && length == 0) {
                return null;
            }
            if (b < 0) {
                throw new EOFException("the stream ended inside a line, after " + length + " bytes");
            }
            if (length == MAX_LINE && b != '\r' || length > MAX_LINE) {
                throw new ProtocolException("a line is at most " + MAX_LINE + " bytes");
            }
            line[length++] = (byte) b;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException("a line must be UTF-8");
        }
    }

    public static byte[] readBytes(InputStream in, int n) throws IOException {
        byte[] bytes = in.readNBytes(n);
        if (bytes.length < n) {
            throw new EOFException("the stream ended after " + bytes.length + " of " + n + " bytes");
        }
        return bytes;
    }
}
