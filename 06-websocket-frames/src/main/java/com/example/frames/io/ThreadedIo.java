package com.example.frames.io;

import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Connection;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Drives connections with blocking I/O. Each has a thread that waits for what comes; what others send is written by a
 * thread of its own for as long as there is something. One more thread looks at the clock.
 */
final class ThreadedIo implements AutoCloseable {

    /** The largest buffer that is read into, in bytes. */
    private static final int LARGEST = 128 * 1024;
    private static final long TICK_MILLIS = 250;
    private static final int TICKS_AT_ONCE = 256;       // then a pause: thousands of pings would hold up all others

    private final boolean readerWrites;
    private final ExecutorService threads;
    private final Thread clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final BufferPool pool = new BufferPool();

    /**
     * @param name is what the threads are called after
     * @param readerWrites whether the thread that reads also writes the answers: then it stops reading from a peer that
     *     does not read. One side of a connection may do so. If both did, each would wait for the other to read first.
     */
    ThreadedIo(String name, boolean readerWrites) {
        this.readerWrites = readerWrites;
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

    BufferPool pool() {
        return pool;
    }

    /**
     * Starts to drive a connection.
     *
     * @param channel is closed when the connection has ended
     * @param open makes the connection; it is given what to run when there is something to write
     * @param ended is run when the connection has ended
     */
    Connection start(SocketChannel channel, Function<Runnable, Connection> open, Runnable ended) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Link link = new Link(channel, open, ended);
        links.add(link);
        try {
            threads.execute(link);
        } catch (RejectedExecutionException e) {
            links.remove(link);
            throw new IOException("closed", e);
        }
        return link.connection;
    }

    int connections() {
        return links.size();
    }

    /** Sends a Close to everyone, gives them a second, then closes their sockets; all threads have ended after it. */
    @Override
    public void close() {
        closed.countDown();
        links.forEach(link -> link.connection.close(CloseStatus.GOING_AWAY, "going away"));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                links.forEach(Link::cut);
                threads.awaitTermination(5, TimeUnit.SECONDS);
            }
            clock.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            links.forEach(Link::cut);
            Thread.currentThread().interrupt();
        }
    }

    private void watchTheClock() {
        try {
            int looked = 0;
            while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                for (Link link : links) {
                    if (!link.connection.tick()) {
                        link.cut();
                    }
                    if (++looked % TICKS_AT_ONCE == 0) {
                        closed.await(5, TimeUnit.MILLISECONDS);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A connection and its socket. */
    private final class Link implements Runnable {

        private final SocketChannel channel;
        private final Connection connection;
        private final Runnable ended;
        private final ReentrantLock writing = new ReentrantLock();
        private final AtomicBoolean writerComing = new AtomicBoolean();

        Link(SocketChannel channel, Function<Runnable, Connection> open, Runnable ended) {
            this.channel = channel;
            this.ended = ended;
            connection = open.apply(this::wake);
        }

        // tag::read[]
        @Override
        public void run() {
            ByteBuffer in = pool.take(BufferPool.SMALLEST);
            try (channel) {
                write();
                while (!connection.ended()) {
                    boolean inputEnded = channel.read(in.clear()) < 0;
                    if (inputEnded) {
                        connection.inputEnded();
                    } else {
                        connection.receive(in.flip());
                        in = fit(in);
                    }
                    if (readerWrites || inputEnded) {
                        write();
                    } else if (connection.outbox().pending() > 0) {
                        wake();
                    }
                }
            } catch (IOException gone) {
                connection.lost();
            } finally {
                links.remove(this);
                connection.dispose();
                pool.give(in);
                ended.run();
            }
        }
        // end::read[]

        /** A buffer for the next read: a larger one if this was full, a smaller one if most of it was empty. */
        private ByteBuffer fit(ByteBuffer in) {
            int size = in.capacity();
            if (in.limit() == size) {
                size = Math.min(2 * size, LARGEST);
            } else if (in.limit() <= size / 4) {
                size = Math.max(size / 2, BufferPool.SMALLEST);
            }
            if (size == in.capacity()) {
                return in;
            }
            ByteBuffer next = pool.take(size);
            pool.give(in);
            return next;
        }

        // tag::write[]
        /** Writes all there is; one thread at a time, and it holds nobody up who only wants to add something. */
        private void write() throws IOException {
            writing.lock();
            try {
                for (ByteBuffer next = connection.outbox().take(); next != null; next = connection.outbox().take()) {
                    try {
                        while (next.hasRemaining()) {
                            channel.write(next);
                        }
                    } finally {
                        connection.outbox().written(next);
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
         * Somebody else than the reading thread has put something into the outbox. It must not wait: a thread writes.
         */
        private void wake() {
            if (writerComing.compareAndSet(false, true)) {
                try {
                    threads.execute(this::writeForOthers);
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

        private void cut() {
            connection.lost();
            try {
                channel.close();
            } catch (IOException e) {
                // it is closed all the same
            }
        }
    }
}
