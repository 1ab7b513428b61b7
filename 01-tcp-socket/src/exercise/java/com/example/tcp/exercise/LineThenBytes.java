package com.example.tcp.exercise;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 1.2: a line of text, then binary, from ONE stream.
 *
 * <p>Many protocols begin with lines and go on with bytes: HTTP does, and so does every WebSocket connection. What
 * reads the lines must not take more than the lines. A {@code BufferedReader} or a {@code Scanner} round the socket
 * reads ahead, up to 8,192 bytes at once, and what it took is lost to the next reader of the stream. That is how half
 * of all first attempts at a WebSocket server lose their first frame.
 *
 * <p>Example: of {@code 6f 6b 0a 81 05}, {@link #readLine} takes three bytes and returns "ok". The next {@code
 * in.read()} must return {@code 0x81}.
 */
public final class LineThenBytes {

    /** The longest line that is accepted, in bytes, its end not counted. */
    public static final int MAX_LINE = 1_000;

    private LineThenBytes() {
    }

    /**
     * Reads one line: UTF-8, ended by a line feed ({@code 0a}). A carriage return ({@code 0d}) just before the line
     * feed belongs to the end of the line. Takes the line and its end from the stream, and not a byte more,
     * and leaves it open.
     *
     * @return the line without its end; null if the stream has already ended
     * @throws EOFException if the stream ends inside the line
     * @throws ProtocolException if the line is longer than {@link #MAX_LINE} bytes, its end not counted: as soon as
     *     that is certain, without reading on; or if the bytes are not UTF-8
     */
    public static String readLine(InputStream in) throws IOException {
        throw new TestAbortedException("1.2 LineThenBytes.readLine: not started");
    }

    /**
     * Reads exactly {@code n} bytes, however they arrive, and not a byte more.
     *
     * @throws EOFException if the stream ends before that; its message says how many came
     */
    public static byte[] readBytes(InputStream in, int n) throws IOException {
        throw new TestAbortedException("1.2 LineThenBytes.readBytes: not started");
    }
}
