package com.example.frames.loop;

import com.example.frames.protocol.OpeningHandshake;
import com.example.frames.protocol.SafeLog;
import com.example.frames.protocol.Server;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A server with non-blocking sockets: a few {@linkplain EventLoop event loops} drive all connections, however many
 * there are. The first of them also accepts, and hands the connections out in turn.
 */
public final class SelectorServer implements Server {

    private static final SafeLog LOG = new SafeLog(SelectorServer.class);
    /** Accepting comes to an end now and then, so that those who are already there get their turn. */
    private static final int ACCEPTED_AT_ONCE = 64;

    private final ServerSocketChannel listening;
    private final List<EventLoop> loops = new ArrayList<>();
    private final Supplier<OpeningHandshake> handshakes;
    private int next;
    private boolean failing;

    /** A thread for every two cores: the other half is for the kernel and the rest. */
    public SelectorServer(ServerSocketChannel listening, Supplier<OpeningHandshake> handshakes) throws IOException {
        this(listening, handshakes, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /**
     * @param listening the socket, bound; it is closed with this server, and when the server cannot be started
     * @param handshakes what each connection starts with
     * @param threads how many event loops share the connections
     */
    public SelectorServer(ServerSocketChannel listening, Supplier<OpeningHandshake> handshakes, int threads)
            throws IOException {
        this.listening = listening;
        this.handshakes = handshakes;
        try {
            listening.configureBlocking(false);
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
    public int connections() {
        return loops.stream().mapToInt(EventLoop::connections).sum();
    }

    // tag::accept[]
    /** Accepts without waiting, many connections at once. */
    private boolean accept() {
        try {
            for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
                SocketChannel channel = listening.accept();
                if (channel == null) {
                    return true;
                }
                loops.get(next++ % loops.size()).add(channel, handshakes);
                failing = false;
            }
            return true;
        } catch (IOException | RuntimeException | Error e) {
            // Such as: too many open files. A moment later there may be some again.
            if (listening.isOpen() && !failing) {
                LOG.log(Level.WARNING, "a connection could not be accepted", e);
            }
            failing = true;
            return !listening.isOpen();
        }
    }
    // end::accept[]

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the server socket did not close", e);
        }
        loops.forEach(EventLoop::sayGoodbye);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500);
        loops.forEach(loop -> loop.awaitEnd(deadline));
    }
}
