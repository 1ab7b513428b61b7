package com.example.undertow;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the JDK's client tells about one connection, for the thread that waits for it. The JDK hands out no more than
 * was asked for with {@code request}, so the queue needs no other bound.
 *
 * <p>It does not always tell the end. When TCP ends at a moment when the JDK has no request left, or is just about to
 * use one, it fails inside (17 and 25 do), and neither {@code onClose} nor {@code onError} is ever called. So silence
 * is not trusted: the server is asked with a ping.
 */
final class Inbox implements WebSocket.Listener {

    /** So many messages may be here at the same time. */
    private static final int WINDOW = 64;
    private static final long LEAVE_MILLIS = 500;

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final StringBuilder text = new StringBuilder();
    private final long silenceNanos;
    private volatile long heard = System.nanoTime();
    private boolean abandoned;

    /** @param silence the time of it after which the server is pinged, and after as much again it is gone */
    Inbox(Duration silence) {
        silenceNanos = silence.toNanos();
    }

    // tag::listener[]
    /** The JDK's listener: pieces become messages, and {@code request} asks for more. */
    @Override
    public void onOpen(WebSocket socket) {
        synchronized (this) {
            if (abandoned) {
                socket.abort();
            }
        }
        socket.request(WINDOW);                     // whoever overrides onOpen and forgets this hears nothing
    }

    /** A message may come in pieces: the JDK cuts where it likes. */
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        heard = System.nanoTime();
        if (text.length() + data.length() > Message.MAX_LINE_BYTES) {
            return end(socket, new IOException("the server sent a line of more than " + Message.MAX_LINE_BYTES));
        }
        text.append(data);
        if (!last) {
            socket.request(1);                      // half a message is nothing that our thread could ask for more with
            return null;
        }
        try {
            events.add(Message.parse(text.toString()));
            text.setLength(0);
            return null;
        } catch (IllegalArgumentException e) {
            return end(socket, new IOException("this is not a message: " + e.getMessage(), e));
        }
    }
    // end::listener[]

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        return end(socket, new IOException("the server sent binary, the room has text only"));
    }

    /** The JDK answers by itself. */
    @Override
    public CompletionStage<?> onPing(WebSocket socket, ByteBuffer payload) {
        heard = System.nanoTime();
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
        return onPing(socket, payload);
    }

    // tag::close[]
    /** Tells the client what a close code means to it. */
    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        boolean isId = reason.matches("[0-9]{1,18}");
        if (code == Room.GONE && isId) {
            events.add(new Gone(Long.parseLong(reason)));
        } else if (code == Room.NOT_YET && isId) {
            events.add(new NotYet(Long.parseLong(reason)));
        } else {
            events.add(new IOException("the connection ended: " + code + " " + reason));
        }
        ended.countDown();
        return null;                                // null: the JDK answers the Close at once
    }
    // end::close[]

    @Override
    public void onError(WebSocket socket, Throwable error) {
        events.add(new IOException("the connection is broken: " + error.getMessage(), error));
        ended.countDown();
    }

    /** What the close codes of the room mean depends on where the reader is. */
    private record Gone(long oldest) {
    }

    private record NotYet(long last) {
    }

    // tag::next[]
    /**
     * The next message, which is waited for.
     *
     * @param lastId the id of the message before it
     * @throws IOException when the connection has ended, and no message is left
     */
    Message next(WebSocket socket, long lastId) throws IOException, InterruptedException {
        long asked = heard - 1;
        Object event = events.poll();
        while (event == null) {
            long left = heard + silenceNanos - System.nanoTime();
            if (left > 0) {
                event = events.poll(left, TimeUnit.NANOSECONDS);
            } else if (asked == heard) {
                throw new IOException("the server is silent: it does not even answer a ping");
            } else {
                asked = heard;
                socket.sendPing(ByteBuffer.allocate(0)).whenComplete(this::pinged);
                event = events.poll(silenceNanos, TimeUnit.NANOSECONDS);
            }
        }
        if (event instanceof Message message) {
            return message;
        }
        if (event instanceof Gone gone) {
            throw new GapException(lastId, gone.oldest);
        }
        if (event instanceof NotYet notYet) {
            throw new FutureCursorException(lastId, notYet.last);
        }
        throw (IOException) event;
    }
    // end::next[]

    private void pinged(WebSocket socket, Throwable failed) {
        if (failed != null) {
            onError(socket, failed);
        }
    }

    /** This connection is not wanted any more: if it opens, it ends at once. */
    synchronized void abandon() {
        abandoned = true;
    }

    /** Says goodbye, waits a moment for the answer, and ends TCP. */
    void leave(WebSocket socket) {
        try {
            if (ended.getCount() > 0) {
                socket.request(Long.MAX_VALUE);     // else the answer would wait behind messages that are not taken
                socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
                ended.await(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            events.clear();                         // it was broken already: there is no peer to say goodbye to
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            socket.abort();
        }
    }

    private CompletionStage<?> end(WebSocket socket, IOException why) {
        events.add(why);
        ended.countDown();
        socket.abort();
        return null;
    }
}
