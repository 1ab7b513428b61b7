package com.example.tcp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of a socket, for which there is a deadline. The socket's own time-out is one for each read: a client that
 * sends a byte now and then would never meet it, and would keep its place in the room without a name.
 */
final class TimedInput extends FilterInputStream {

    private final Socket socket;
    private final long deadline;
    private boolean timed = true;

    TimedInput(Socket socket, int millis) throws IOException {
        super(socket.getInputStream());
        this.socket = socket;
        this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** From now on there is no deadline. */
    void takeYourTime() throws IOException {
        timed = false;
        socket.setSoTimeout(0);
    }

    @Override
    public int read() throws IOException {
        limit();
        return super.read();
    }

    /** @throws SocketTimeoutException if the deadline has passed, or passes while this waits */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        limit();
        return super.read(buffer, offset, length);
    }

    private void limit() throws IOException {
        if (timed) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the time is up");
            }
            socket.setSoTimeout((int) left);            // 0 would be: no time-out
        }
    }
}
