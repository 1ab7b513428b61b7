package com.example.undertow;

import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.xnio.IoUtils;

/**
 * What one peer is to be sent, in order. Any thread may put something in, and none waits: only the connection's I/O
 * thread takes out. Undertow gets a few messages at a time, since its own queue has no bound and slows down as it
 * grows; its callback says when one is written, so that the bytes that wait are counted, not guessed.
 */
final class Outbox implements WebSocketCallback<Integer> {

    /** How many messages Undertow has at the same time. */
    private static final int UNDER_WAY = 16;

    private record Entry(boolean text, ByteBuffer bytes, CloseMessage close) {
    }

    private final WebSocketChannel channel;
    private final Runnable onEmpty;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private long pending;
    private int underWay;
    private boolean awake;
    private boolean ended;
    private boolean draining;                               // of the I/O thread alone

    /** @param onEmpty what is run on the I/O thread, each time when all is written */
    Outbox(WebSocketChannel channel, Runnable onEmpty) {
        this.channel = channel;
        this.onEmpty = onEmpty;
    }

    /** Takes a message, unless a Close was before it; returns whether it did. */
    boolean add(boolean text, ByteBuffer bytes) {
        return put(new Entry(text, bytes, null));
    }

    /** Takes a Close, the last thing that is sent; returns false if there was one already. */
    boolean end(CloseMessage close) {
        return put(new Entry(false, null, close));
    }

    /** Forgets what Undertow does not have yet. */
    synchronized void forget() {
        waiting.stream().filter(entry -> entry.close == null).forEach(entry -> pending -= entry.bytes.remaining());
        waiting.removeIf(entry -> entry.close == null);
    }

    /** Whether a Close is among what was put in: nothing can follow it. */
    synchronized boolean isEnded() {
        return ended;
    }

    /** Bytes of messages that were put in and are not written to the socket. */
    synchronized long pending() {
        return pending;
    }

    // tag::put[]
    /** Adds an entry, on any thread; the I/O thread sends it. */
    private boolean put(Entry entry) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            ended = entry.close != null;
            pending += ended ? 0 : entry.bytes.remaining();
            waiting.add(entry);
            if (awake) {
                return true;
            }
            awake = true;
        }
        try {
            channel.getIoThread().execute(this::drain);
        } catch (RejectedExecutionException stopping) {
            return false;
        }
        return true;
    }
    // end::put[]

    // tag::drain[]
    /**
     * Sends what waits, one after the other, on the I/O thread. A loop, for {@link #complete} may be called before
     * {@code sendText} returns.
     */
    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            for (Entry entry = next(); entry != null; entry = next()) {
                send(entry);
            }
        } finally {
            draining = false;
        }
    }

    private void send(Entry entry) {
        if (entry.close != null) {
            WebSockets.sendClose(entry.close, channel, this, 0);
        } else if (entry.text) {
            WebSockets.sendText(entry.bytes, channel, this, entry.bytes.remaining());
        } else {
            WebSockets.sendBinary(entry.bytes, channel, this, entry.bytes.remaining());
        }
    }

    @Override
    public void complete(WebSocketChannel written, Integer bytes) {
        boolean empty;
        synchronized (this) {
            underWay--;
            pending -= bytes;
            empty = pending == 0;
        }
        drain();
        if (empty) {
            onEmpty.run();
        }
    }
    // end::drain[]

    @Override
    public void onError(WebSocketChannel broken, Integer bytes, Throwable why) {
        complete(broken, bytes);                    // nothing is owed to a peer that has gone
        if (!channel.isCloseFrameReceived()) {
            IoUtils.safeClose(channel);
        }
    }

    private synchronized Entry next() {
        awake = false;
        if (underWay == UNDER_WAY || waiting.isEmpty()) {
            return null;
        }
        underWay++;
        return waiting.remove();
    }
}
