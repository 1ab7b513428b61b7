package com.example.frames.io;

import com.example.frames.handshake.ClientOpening;
import com.example.frames.handshake.HandshakeException;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.Opening;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client's connection on a blocking socket: the same core as the server's, in its other role. */
public final class WebSocketClient implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    /** The connection itself gives up earlier, and says why; this bound holds if it does not. */
    private static final int OPEN_SECONDS = 16;

    private final ThreadedIo io;
    private final Connection connection;

    private WebSocketClient(ThreadedIo io, Connection connection) {
        this.io = io;
        this.connection = connection;
    }

    /**
     * Connects, and waits until the opening handshake is done.
     *
     * @param uri ws://host:port/path?query
     * @param subprotocol to be offered; null for none
     * @param compression whether permessage-deflate is offered
     * @throws HandshakeException if the server refuses, or its answer breaks a rule
     * @throws IOException if there is no connection, or no answer within some seconds
     */
    public static WebSocketClient connect(URI uri, String subprotocol, boolean compression, Endpoint endpoint)
            throws IOException {
        if (!"ws".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("not a ws:// address: " + uri);
        }
        CompletableFuture<Void> opened = new CompletableFuture<>();
        Opening opening = new ClientOpening(uri, subprotocol, compression, telling(opened, endpoint));
        SocketChannel channel = SocketChannel.open();
        ThreadedIo io = new ThreadedIo("ws-client", false);
        try {
            int port = uri.getPort() == -1 ? 80 : uri.getPort();
            channel.socket().connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MILLIS);
            Connection connection = io.start(channel,
                    wake -> new Connection(false, opening, Limits.DEFAULT, io.pool(), System::nanoTime, wake),
                    () -> opened.completeExceptionally(new EOFException("the server hung up during the handshake")));
            await(opened, connection);
            return new WebSocketClient(io, connection);
        } catch (IOException | RuntimeException e) {
            channel.close();
            io.close();
            throw e;
        }
    }

    /** The endpoint, with somebody who waits for it to be open. */
    private static Endpoint telling(CompletableFuture<Void> opened, Endpoint endpoint) {
        return new Endpoint() {
            @Override
            public void onOpen(Connection connection) {
                endpoint.onOpen(connection);
                opened.complete(null);
            }

            @Override
            public void onMessage(Connection connection, boolean text, ByteBuffer message) {
                endpoint.onMessage(connection, text, message);
            }

            @Override
            public void onClose(Connection connection, CloseStatus status) {
                endpoint.onClose(connection, status);
            }
        };
    }

    private static void await(CompletableFuture<Void> opened, Connection connection) throws IOException {
        try {
            opened.get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (connection.refused() != null) {
                throw connection.refused();
            }
            throw new IOException("no WebSocket connection: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted during the handshake");
        }
    }

    /** What to send with. */
    public Connection connection() {
        return connection;
    }

    /** Says goodbye, with 1001 if nothing was said before, and waits a second at most for the other side's. */
    @Override
    public void close() {
        io.close();
    }
}
