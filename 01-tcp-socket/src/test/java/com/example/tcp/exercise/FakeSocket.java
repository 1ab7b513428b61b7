package com.example.tcp.exercise;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket without a network: connect fails as often as the test says, or gets no answer until it is closed. */
final class FakeSocket extends Socket {

    /** Longer than any test waits, on a busy machine too: if it is not closed, the limit of the test counts. */
    private static final long BLOCKED_MINUTES = 10;

    private final AtomicInteger failures;
    private final Runnable onConnect;
    private final boolean blocks;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Runnable onClose = () -> { };
    private int attempts;
    private SocketAddress server;

    private FakeSocket(AtomicInteger failures, Runnable onConnect, boolean blocks) {
        this.failures = failures;
        this.onConnect = onConnect;
        this.blocks = blocks;
    }

    /** Each connect, on any socket that shares the counter, takes one failure from it, and succeeds when it is 0. */
    FakeSocket(AtomicInteger failures) {
        this(failures, () -> { }, false);
    }

    /** Connect tells that it has begun, and then blocks, as a real one does when no server answers. */
    static FakeSocket blocking(Runnable onConnect) {
        return new FakeSocket(new AtomicInteger(), onConnect, true);
    }

    /** Connect runs this, and then succeeds. */
    static FakeSocket connecting(Runnable onConnect) {
        return new FakeSocket(new AtomicInteger(), onConnect, false);
    }

    /** Connect fails, and the first close runs this. */
    static FakeSocket failing(Runnable onClose) {
        FakeSocket socket = new FakeSocket(new AtomicInteger(1), () -> { }, false);
        socket.onClose = onClose;
        return socket;
    }

    int attempts() {
        return attempts;
    }

    SocketAddress server() {
        return server;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        attempts++;
        server = endpoint;
        if (attempts > 1) {
            throw new IllegalStateException("a socket that has failed is connected again");
        }
        if (isClosed()) {
            throw new SocketException("Socket is closed");
        }
        onConnect.run();
        if (blocks) {
            awaitClose();
            throw new SocketException("Socket closed");
        }
        int left = failures.getAndUpdate(before -> Math.max(0, before - 1));
        if (left > 0) {
            throw left % 2 == 1 ? new ConnectException("Connection refused") : new SocketTimeoutException("timed out");
        }
    }

    private void awaitClose() {
        for (boolean waited = false; !waited;) {
            try {
                closing.await(BLOCKED_MINUTES, TimeUnit.MINUTES);
                waited = true;
            } catch (InterruptedException e) {
                waited = false;                          // as a real connect: an interrupt does not end it
            }
        }
    }

    /** A connect that is blocked fails now. */
    void giveUp() {
        closing.countDown();
    }

    @Override
    public void close() throws IOException {
        super.close();
        closing.countDown();
        Runnable first = onClose;
        onClose = () -> { };
        first.run();
    }
}
