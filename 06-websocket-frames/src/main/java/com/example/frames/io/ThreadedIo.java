package com.example.frames.io;

import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.OpeningHandshake;
import com.example.frames.protocol.SafeLog;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of connections with blocking I/O. Each connection has one that waits for what comes; what others send is
 * written by a second one for as long as there is something. One more thread looks at the clock.
 */
final class ThreadedIo implements AutoCloseable {

    private static final SafeLog LOG = new SafeLog(ThreadedIo.class);
    private static final long TICK_MILLIS = 250;
    private static final int TICKS_AT_ONCE = 256;       // then a pause: thousands of pings would hold up all others

    private final boolean server;
    private final ExecutorService threads;
    private final Thread clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<BlockingSocket> sockets = ConcurrentHashMap.newKeySet();
    private final BufferPool pool = new BufferPool();

    /**
     * @param name what the threads are called after
     * @param server which side of its connections this is
     */
    ThreadedIo(String name, boolean server) {
        this.server = server;
        threads = Executors.newCachedThreadPool(factory(name + "-"));
        clock = new Thread(this::watchTheClock, name + "-clock");
        clock.setDaemon(true);
        clock.start();
    }

    // tag::factory[]
    /** Virtual threads where there are any (Java 21): a blocked one costs no more than its buffers. */
    private static ThreadFactory factory(String prefix) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            type.getMethod("name", String.class, long.class).invoke(builder, prefix, 1L);
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException javaIsOlder) {
            AtomicInteger number = new AtomicInteger();
            return task -> {
                Thread thread = new Thread(task, prefix + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            };
        }
    }
    // end::factory[]

    /** Where the connections borrow their buffers. */
    BufferPool pool() {
        return pool;
    }

    /**
     * Starts to drive a connection.
     *
     * @param channel the connection's, which is closed when the connection has ended, and when it cannot be started
     */
    Connection start(SocketChannel channel, OpeningHandshake handshake) throws IOException {
        BlockingSocket socket = null;
        boolean started = false;
        try {
            socket = new BlockingSocket(channel, this, server, handshake);
            sockets.add(socket);
            threads.execute(socket);
            started = true;
            return socket.connection();
        } catch (RejectedExecutionException e) {
            throw new IOException("closed", e);
        } finally {
            if (!started) {                             // not even a thread can be started, perhaps
                if (socket != null) {
                    sockets.remove(socket);
                }
                channel.close();
            }
        }
    }

    /** Runs a short task, soon, on a thread of its own. */
    void execute(Runnable task) {
        threads.execute(task);
    }

    /** A socket is closed. */
    void removed(BlockingSocket socket) {
        sockets.remove(socket);
    }

    int connections() {
        return sockets.size();
    }

    /**
     * Sends a Close to all, gives them one second to answer, then closes their sockets. After it all threads have
     * ended, unless an endpoint holds one up: it is not waited for longer than half a second more.
     */
    @Override
    public void close() {
        closed.countDown();
        sockets.forEach(BlockingSocket::sayGoodbye);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                sockets.forEach(BlockingSocket::cut);
                threads.awaitTermination(300, TimeUnit.MILLISECONDS);
            }
            clock.join(200);
        } catch (InterruptedException e) {
            sockets.forEach(BlockingSocket::cut);
            Thread.currentThread().interrupt();
        }
    }

    private void watchTheClock() {
        try {
            int looked = 0;
            while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                for (BlockingSocket socket : sockets) {
                    tick(socket);
                    if (++looked % TICKS_AT_ONCE == 0) {
                        closed.await(5, TimeUnit.MILLISECONDS);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong with one connection, the clock goes on for the others. */
    private static void tick(BlockingSocket socket) {
        try {
            socket.tick();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a connection failed", e);
            try {
                socket.cut();
            } catch (RuntimeException | Error again) {
                LOG.log(Level.ERROR, "a connection could not even be closed", again);
            }
        }
    }
}
