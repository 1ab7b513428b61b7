package com.example.frames.loop;

import com.example.frames.Transport;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.Opening;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A server with non-blocking sockets: a few {@linkplain EventLoop event loops} drive all connections, however many
 * there are. The first of them also accepts, and hands the connections out in turn.
 */
public final class SelectorServer implements Transport {

    private static final System.Logger LOG = System.getLogger(SelectorServer.class.getName());
    private static final int BACKLOG = 4096;
    /** Accepting comes to an end now and then, so that those who are already there get their turn. */
    private static final int ACCEPTED_AT_ONCE = 64;

    private final ServerSocketChannel listening = ServerSocketChannel.open();
    private final List<EventLoop> loops = new ArrayList<>();
    private final Supplier<Opening> openings;
    private int next;

    /** As {@link Transport#start} says; a thread for every two cores, the other half is for the kernel and the rest. */
    public SelectorServer(int port, Supplier<Opening> openings) throws IOException {
        this(port, openings, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    public SelectorServer(int port, Supplier<Opening> openings, int threads) throws IOException {
        this.openings = openings;
        try {
            listening.bind(new InetSocketAddress("127.0.0.1", port), BACKLOG);
            listening.configureBlocking(false);
        } catch (IOException e) {
            listening.close();
            throw new IOException("port " + port + " cannot be had: " + e.getMessage(), e);
        }
        try {
            for (int i = 1; i <= threads; i++) {
                loops.add(new EventLoop("ws-loop-" + i));
            }
            loops.get(0).listen(listening, this::accept);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public int port() {
        return listening.socket().getLocalPort();
    }

    @Override
    public int connections() {
        return loops.stream().mapToInt(EventLoop::connections).sum();
    }

    // tag::accept[]
    private boolean accept() {
        try {
            for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
                SocketChannel channel = listening.accept();
                if (channel == null) {
                    return true;
                }
                serve(channel);
            }
        } catch (IOException e) {
            if (listening.isOpen()) {
                // Such as: too many open files. The next connection may have more luck, a moment later.
                LOG.log(System.Logger.Level.WARNING, "a connection could not be accepted", e);
                return false;
            }
        }
        return true;
    }
    // end::accept[]

    private void serve(SocketChannel channel) {
        EventLoop loop = loops.get(next++ % loops.size());
        loop.add(channel, wake ->
                new Connection(true, openings.get(), Limits.DEFAULT, loop.pool(), System::nanoTime, wake));
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the server socket did not close", e);
        }
        loops.forEach(EventLoop::sayGoodbye);
        loops.forEach(EventLoop::close);
    }
}
