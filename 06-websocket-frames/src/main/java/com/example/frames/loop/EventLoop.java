package com.example.frames.loop;

import static java.nio.channels.SelectionKey.OP_ACCEPT;

import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.OpeningHandshake;
import com.example.frames.protocol.SafeLog;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One thread that drives many connections. It asks the operating system which sockets can be read or written, does for
 * each of them a bounded piece of work that never waits, and asks again. Everything that concerns a socket happens on
 * this thread; others leave it a task.
 */
final class EventLoop {

    private static final SafeLog LOG = new SafeLog(EventLoop.class);
    private static final int READ_SIZE = 256 * 1024;
    private static final long TICK_MILLIS = 250;
    private static final int TICKS_AT_ONCE = 256;

    private final Selector selector = Selector.open();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final BufferPool pool = new BufferPool();
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(READ_SIZE);
    private final Thread thread;
    private SelectionKey accepting;
    private long lastTick = System.nanoTime();
    private Iterator<SelectionKey> ticking = Collections.emptyIterator();
    private boolean closing;
    private long deadline;
    private volatile boolean ended;
    private volatile int connections;

    /** @param name of the thread */
    EventLoop(String name) throws IOException {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where the connections of this loop borrow their buffers. */
    BufferPool pool() {
        return pool;
    }

    int connections() {
        return connections;
    }

    /**
     * Watches a server socket.
     *
     * @param accept what is run when there is a connection to accept; if it returns false, not again before the next
     *     tick
     */
    void listen(ServerSocketChannel listening, BooleanSupplier accept) throws IOException {
        SelectionKey key = listening.register(selector, 0);
        key.attach((Runnable) () -> {
            if (!accept.getAsBoolean()) {
                key.interestOps(0);
            }
        });
        execute(() -> accepting = key.interestOps(OP_ACCEPT));
    }

    /**
     * Starts to drive a connection.
     *
     * @param channel the connection's, which is closed when the connection has ended
     * @param handshakes makes what it starts with
     */
    void add(SocketChannel channel, Supplier<OpeningHandshake> handshakes) {
        execute(() -> {
            NonBlockingSocket socket = null;
            try {
                socket = new NonBlockingSocket(channel, this, handshakes.get());
                connections++;
                socket.start(selector);
            } finally {
                if (socket == null) {
                    closeUnseen(channel);
                } else if (closing) {
                    socket.cut();
                }
            }
        });
    }

    /** Not even the object for it could be made: all memory is in use, or all files, and its class is in one. */
    private static void closeUnseen(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    /** A socket is closed. */
    void removed() {
        connections--;
    }

    /** What arrives is dealt with at once, so that one buffer serves all sockets. */
    ByteBuffer arrived() {
        return arrived;
    }

    // tag::run[]
    /** The life of the loop's thread: whatever happens, it ends with the tasks that still wait. */
    private void run() {
        try (selector) {
            drive();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the selector failed", e);
        } finally {
            ended = true;
            runTasks();
        }
    }

    // tag::drive[]
    /** The loop itself: asks the selector, does the work, looks at the clock. */
    private void drive() throws IOException {
        Consumer<SelectionKey> ready = key -> attempt((Runnable) key.attachment());
        try {
            while (!closing || connections > 0 && System.nanoTime() - deadline < 0) {
                if (ticking.hasNext()) {
                    selector.selectNow(ready);
                } else {
                    selector.select(ready, TICK_MILLIS);
                }
                runTasks();
                tick();
            }
        } finally {
            forEachSocket(NonBlockingSocket::cut);
        }
    }
    // end::drive[]

    /** One clock for all: each connection is asked what it is time for; some at a time, so that no connection waits. */
    private void tick() {
        if (!ticking.hasNext() && System.nanoTime() - lastTick > TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
            lastTick = System.nanoTime();
            ticking = selector.keys().iterator();
            if (accepting != null && accepting.isValid()) {
                accepting.interestOps(OP_ACCEPT);
            }
        }
        for (int i = 0; i < TICKS_AT_ONCE && ticking.hasNext(); i++) {
            ifSocket(ticking.next(), NonBlockingSocket::tick);
        }
    }
    // end::run[]

    /** The selector knows them all; its set may change meanwhile. */
    private void forEachSocket(Consumer<NonBlockingSocket> step) {
        if (!ended) {
            selector.keys().forEach(key -> ifSocket(key, step));
        }
    }

    private void ifSocket(SelectionKey key, Consumer<NonBlockingSocket> step) {
        if (key.isValid() && key.attachment() instanceof NonBlockingSocket socket) {
            attempt(() -> step.accept(socket));
            runTasks();
        }
    }

    // tag::execute[]
    /** Has something done by the thread of this loop, soon. Any thread may leave a task here. */
    void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
        if (ended) {
            runTasks();
        }
    }

    private void runTasks() {
        Runnable task;
        while ((task = tasks.poll()) != null) {
            attempt(task);
        }
    }
    // end::execute[]

    /** Whatever goes wrong with one connection, the others go on. */
    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a connection failed", e);
        }
    }

    /** Sends a Close to all, and gives them one second to answer. */
    void sayGoodbye() {
        execute(() -> {
            if (!closing) {
                closing = true;
                deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                forEachSocket(NonBlockingSocket::sayGoodbye);
            }
        });
    }

    /**
     * To be called after {@link #sayGoodbye}: the thread has ended and all sockets are closed when it returns, unless
     * an endpoint holds them up beyond this time.
     *
     * @param deadline as {@link System#nanoTime} has it
     */
    void awaitEnd(long deadline) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
