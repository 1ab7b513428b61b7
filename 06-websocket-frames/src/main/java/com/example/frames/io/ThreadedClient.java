package com.example.frames.io;

import com.example.frames.protocol.Connection;
import com.example.frames.protocol.OpeningHandshake;
import com.example.frames.protocol.WebSocket;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** A client's connection on a blocking socket: the same protocol as the server's, in its other role. */
public final class ThreadedClient implements AutoCloseable {

    private static final long CONNECT_MILLIS = 5_000;
    /** The connection itself gives up earlier, and says why; this bound holds if it does not. */
    private static final long HANDSHAKE_MILLIS = 16_000;

    private final ThreadedIo io;
    private final WebSocket socket;

    private ThreadedClient(ThreadedIo io, WebSocket socket) {
        this.io = io;
        this.socket = socket;
    }

    /**
     * Connects, and waits until the opening handshake has ended.
     *
     * @param host a name or an address; of a name's addresses, the first that answers is taken
     * @throws IOException if there is no connection, or what the handshake says of the server's response
     */
    public static ThreadedClient connect(String host, int port, OpeningHandshake handshake) throws IOException {
        SocketChannel channel = open(host, port);
        ThreadedIo io = new ThreadedIo("ws-client", false);
        try {
            Connection connection = io.start(channel, handshake);
            if (!connection.awaitHandshake(HANDSHAKE_MILLIS)) {
                throw new SocketTimeoutException("the handshake has not ended within " + HANDSHAKE_MILLIS + " ms");
            }
            if (connection.refused() != null) {
                throw connection.refused();
            }
            return new ThreadedClient(io, connection);
        } catch (InterruptedException e) {
            io.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted during the handshake");
        } catch (IOException | RuntimeException | Error e) {
            io.close();
            throw e;
        }
    }

    /** A name may have several addresses, and a server may listen on one of them. All together have five seconds. */
    private static SocketChannel open(String host, int port) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECT_MILLIS);
        IOException trouble = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            SocketChannel channel = SocketChannel.open();
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                channel.socket().connect(new InetSocketAddress(address, port), (int) Math.max(1, left));
                return channel;
            } catch (IOException e) {
                channel.close();
                trouble = e;
            }
        }
        throw trouble;
    }

    /** What to send with. */
    public WebSocket socket() {
        return socket;
    }

    /** Says goodbye, with 1001 if nothing was said before, and waits a second at most for the other side's. */
    @Override
    public void close() {
        io.close();
    }
}
