package com.example.frames.io;

import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.OpeningHandshake;
import com.example.frames.protocol.Outbox;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries the bytes of one connection, with blocking I/O. Its own thread is in {@link #run}: it waits for what comes,
 * and a server's writes the answers. What others send is written by a thread that {@link ThreadedIo} lends.
 */
final class BlockingSocket implements Runnable {

    private final SocketChannel channel;
    private final ThreadedIo io;
    private final boolean server;
    private final Connection connection;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean writerComing = new AtomicBoolean();

    /**
     * @param server which side this is. A server's thread that reads also writes the answers: so it stops reading from
     *     a peer that does not read. If both sides did so, each would wait for the other to read first.
     */
    BlockingSocket(SocketChannel channel, ThreadedIo io, boolean server, OpeningHandshake handshake)
            throws IOException {
        this.channel = channel;
        this.io = io;
        this.server = server;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connection = new Connection(server, handshake, Limits.DEFAULT, io.pool(), System::nanoTime, this::wake);
    }

    Connection connection() {
        return connection;
    }

    // tag::read[]
    /** Reads, until the connection ends, on the one thread that does. */
    @Override
    public void run() {
        ByteBuffer in = io.pool().take(BufferPool.SMALLEST);
        try (channel) {
            write();
            while (!connection.ended()) {
                boolean inputEnded = channel.read(in.clear()) < 0;
                if (inputEnded) {
                    connection.inputEnded();
                } else {
                    connection.receive(in.flip());
                    in = io.pool().fit(in);
                }
                if (server || inputEnded) {
                    write();
                } else if (connection.pending() > 0) {
                    wake();
                }
            }
        } catch (IOException gone) {
            // the connection is told below
        } finally {
            io.removed(this);
            connection.dispose();
            io.pool().give(in);
        }
    }
    // end::read[]

    // tag::write[]
    /** Writes all there is; one thread at a time, and a thread that only adds something need not wait for it. */
    private void write() throws IOException {
        Outbox outbox = connection.outbox();
        writing.lock();
        try {
            for (ByteBuffer next = outbox.take(); next != null; next = outbox.take()) {
                try {
                    while (next.hasRemaining()) {
                        channel.write(next);
                    }
                } finally {
                    outbox.written(next);
                }
            }
            if (connection.outputEnds()) {
                channel.shutdownOutput();
            }
        } finally {
            writing.unlock();
        }
    }
    // end::write[]

    /**
     * Another thread than the reading one has put something into the outbox. It must not wait: a third one writes.
     * Until that one begins, it is coming for all.
     */
    private void wake() {
        if (writerComing.compareAndSet(false, true)) {
            try {
                io.execute(this::writeForOthers);
            } catch (RejectedExecutionException closing) {
                writeForOthers();
            }
        }
    }

    private void writeForOthers() {
        writerComing.set(false);
        try {
            write();
        } catch (IOException gone) {
            cut();
        }
    }

    void tick() {
        if (!connection.tick()) {
            cut();
        }
    }

    void sayGoodbye() {
        connection.close(CloseStatus.GOING_AWAY, "going away");
    }

    /** Closes the socket, whatever its thread is doing. */
    void cut() {
        connection.lost();
        try {
            channel.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }
}
