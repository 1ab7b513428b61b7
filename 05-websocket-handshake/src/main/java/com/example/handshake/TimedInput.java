package com.example.handshake;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The bytes that come out of a socket before a deadline. A socket's own timeout starts again with each byte: a client
 * that sends one byte a second would be waited for all day. Here all reads together have the time that is left.
 */
final class TimedInput extends InputStream {

    private final Socket socket;
    private final InputStream in;
    private long deadline;
    private volatile long received;

    TimedInput(Socket socket, Duration limit) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        within(limit);
    }

    /** From now on, reads have this much time, all together. */
    void within(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
    }

    /** How many bytes have come so far; for any thread. */
    long received() {
        return received;
    }

    // tag::read[]
    /**
     * Reads within one time limit for all reads together: one byte a second does not help.
     *
     * @throws SocketTimeoutException when the time is over, however lately the last byte came
     */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("the time is over");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        int n = in.read(into, offset, length);
        received = received + Math.max(n, 0);
        return n;
    }
    // end::read[]

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Without this, a buffer around this stream would not know that a read cannot wait. */
    @Override
    public int available() throws IOException {
        return in.available();
    }
}
