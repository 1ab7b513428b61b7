package com.example.frames.io;

import com.example.frames.protocol.OpeningHandshake;
import com.example.frames.protocol.SafeLog;
import com.example.frames.protocol.Server;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A server with blocking sockets: one thread accepts, each connection has one of its own. */
public final class ThreadedServer implements Server {

    private static final SafeLog LOG = new SafeLog(ThreadedServer.class);

    private final ServerSocketChannel listening;
    private final Supplier<OpeningHandshake> handshakes;
    private final ThreadedIo io = new ThreadedIo("ws-server", true);
    private final Thread accepting = new Thread(this::accept, "ws-server-accept");

    /**
     * @param listening the socket, bound; it is closed with this server
     * @param handshakes what each connection starts with
     */
    public ThreadedServer(ServerSocketChannel listening, Supplier<OpeningHandshake> handshakes) {
        this.listening = listening;
        this.handshakes = handshakes;
        accepting.setDaemon(true);
        accepting.start();
    }

    // tag::accept[]
    /** Accepts connections until the server closes: the loop of lesson 01 once more. */
    private void accept() {
        boolean failing = false;
        while (listening.isOpen()) {
            try {
                OpeningHandshake handshake = handshakes.get();
                io.start(listening.accept(), handshake);
                failing = false;
            } catch (IOException | RuntimeException | Error e) {
                if (listening.isOpen()) {
                    // Such as: too many open files, no more threads. A moment later there may be some again.
                    if (!failing) {
                        LOG.log(Level.WARNING, "a connection could not be accepted", e);
                    }
                    failing = true;
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
        }
    }
    // end::accept[]

    @Override
    public int connections() {
        return io.connections();
    }

    @Override
    public void close() {
        try {
            listening.close();
            accepting.join(300);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the server socket did not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        io.close();
    }
}
