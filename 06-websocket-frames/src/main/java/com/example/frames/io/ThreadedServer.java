package com.example.frames.io;

import com.example.frames.Transport;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.Opening;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A server with blocking sockets: one thread accepts, each connection has one of its own. */
public final class ThreadedServer implements Transport {

    private static final System.Logger LOG = System.getLogger(ThreadedServer.class.getName());
    private static final int BACKLOG = 4096;

    private final ServerSocketChannel listening = ServerSocketChannel.open();
    private final ThreadedIo io;
    private final Thread accepting;
    private final Supplier<Opening> openings;

    /** As {@link Transport#start} says. */
    public ThreadedServer(int port, Supplier<Opening> openings) throws IOException {
        this.openings = openings;
        try {
            listening.bind(new InetSocketAddress("127.0.0.1", port), BACKLOG);
        } catch (IOException e) {
            listening.close();
            throw new IOException("port " + port + " cannot be had: " + e.getMessage(), e);
        }
        io = new ThreadedIo("ws-server", true);
        accepting = new Thread(this::accept, "ws-server-accept");
        accepting.setDaemon(true);
        accepting.start();
    }

    @Override
    public int port() {
        return listening.socket().getLocalPort();
    }

    @Override
    public int connections() {
        return io.connections();
    }

    // tag::accept[]
    private void accept() {
        while (listening.isOpen()) {
            try {
                serve(listening.accept());
            } catch (IOException e) {
                if (listening.isOpen()) {
                    // Such as: too many open files. The next connection may have more luck, a moment later.
                    LOG.log(System.Logger.Level.WARNING, "a connection could not be accepted", e);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
        }
    }
    // end::accept[]

    private void serve(SocketChannel channel) throws IOException {
        try {
            io.start(channel, wake ->
                    new Connection(true, openings.get(), Limits.DEFAULT, io.pool(), System::nanoTime, wake), () -> { });
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            accepting.join(TimeUnit.SECONDS.toMillis(1));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the server socket did not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        io.close();
    }
}
