package com.example.frames.loop;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.OpeningHandshake;
import com.example.frames.protocol.Outbox;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Carries the bytes of one connection on an {@link EventLoop}. It reads what is there, and no more than one buffer, and
 * writes what the socket takes; then it is the next one's turn. Only the loop's thread comes here, {@link #wake} apart.
 */
final class NonBlockingSocket implements Runnable {

    /** The most pieces that are written before it is the next one's turn. */
    private static final int WRITES = 8;
    /** A peer with more bytes waiting for it is not read from: its answers would only have to wait longer. */
    private static final long MARK = 256 * 1024;

    private final SocketChannel channel;
    private final EventLoop loop;
    private final Connection connection;
    private final Runnable writeForOthers = () -> ready(false);
    private final AtomicBoolean woken = new AtomicBoolean();
    private SelectionKey key;
    private ByteBuffer writing;
    private boolean inputEnded;
    private boolean outputEnded;

    NonBlockingSocket(SocketChannel channel, EventLoop loop, OpeningHandshake handshake) {
        this.channel = channel;
        this.loop = loop;
        connection = new Connection(true, handshake, Limits.DEFAULT, loop.pool(), System::nanoTime, this::wake);
    }

    /** From now on {@link #run} is called when there is something to read. */
    void start(Selector selector) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, OP_READ, this);
        } catch (IOException gone) {
            cut();
        } catch (RuntimeException | Error e) {
            cut();
            throw e;
        }
    }

    /** The socket can be read, or written, or both. */
    @Override
    public void run() {
        ready(key.isReadable());
    }

    // tag::ready[]
    /** Reads what is there, and answers all of it in one write. */
    private void ready(boolean readable) {
        woken.set(false);
        try {
            if (readable) {
                read();
            }
            if (channel.isOpen()) {
                write();
            }
        } catch (IOException gone) {
            cut();
        } catch (RuntimeException | Error e) {
            cut();
            throw e;
        }
    }

    private void read() throws IOException {
        ByteBuffer in = loop.arrived().clear();
        int count = channel.read(in);
        if (count > 0) {
            connection.receive(in.flip());
        } else if (count < 0) {
            inputEnded = true;
            connection.inputEnded();
        }
    }

    /** All answers to what was read leave together. What the socket does not take has to wait until it can. */
    private void write() throws IOException {
        Outbox outbox = connection.outbox();
        boolean takes = true;
        for (int i = 0; takes && i < WRITES && outbox.pending() > 0; i++) {
            if (writing == null) {
                writing = outbox.take();
            }
            channel.write(writing);
            takes = !writing.hasRemaining();
            if (takes) {
                outbox.written(writing);
                writing = null;
            }
        }
        long pending = outbox.pending();
        if (connection.ended()) {
            cut();
        } else {
            if (pending == 0 && !outputEnded && connection.outputEnds()) {
                channel.shutdownOutput();
                outputEnded = true;
            }
            int reading = inputEnded || pending > MARK ? 0 : OP_READ;
            key.interestOps(pending == 0 ? reading : reading | OP_WRITE);
        }
    }
    // end::ready[]

    /** Something has come into the outbox that no read has put there. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            loop.execute(writeForOthers);
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

    /** Closes the socket and gives everything back, whatever state it is in. */
    void cut() {
        if (!channel.isOpen()) {
            return;
        }
        loop.removed();
        try {
            channel.close();
        } catch (IOException e) {
            // it is closed all the same
        }
        if (writing != null) {
            connection.outbox().written(writing);
            writing = null;
        }
        connection.dispose();
    }
}
