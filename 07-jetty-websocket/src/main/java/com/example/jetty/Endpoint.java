package com.example.jetty;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.exceptions.WebSocketTimeoutException;

/**
 * What each of our endpoints owes to Jetty and to its peer, whatever it does with the messages: it asks for the next
 * frame, completes each callback once, answers a Close, pings a silent peer, and tells no peer what went wrong inside.
 *
 * <p>Jetty calls one method at a time, and the next one only after a {@link Session#demand()}. It finds the methods by
 * reflection, so this class and those below it are public.
 */
public abstract class Endpoint implements Session.Listener {

    private static final Logger LOG = System.getLogger(Endpoint.class.getName());

    private final AtomicBoolean pinged = new AtomicBoolean();
    private volatile Session session;

    /** The connection is open; nothing comes in until this returns. */
    void opened() {
    }

    /**
     * A whole text came.
     *
     * @param done what to complete once, now or when a response has been sent: with success it asks for the next
     *     frame, with a failure it ends the connection
     */
    abstract void text(String text, Callback done);

    /**
     * Whole binary data came.
     *
     * @param data Jetty's own buffer, which it takes back when {@code done} is completed
     * @param done as that of a text
     */
    abstract void binary(ByteBuffer data, Callback done);

    /** The connection has ended, in whichever way: this is called once. */
    void closed() {
    }

    final Session session() {
        return session;
    }

    // tag::demand[]
    /** Demands each message explicitly, which is back-pressure: without a demand nothing is read. */
    @Override
    public final void onWebSocketOpen(Session opened) {
        session = opened;
        opened.addIdleTimeoutListener(this::isDead);
        guarded(Callback.NOOP, done -> opened());
        opened.demand();                                  // without it nothing is ever read, not even a Close
    }

    @Override
    public final void onWebSocketText(String text) {
        guarded(done(Callback.NOOP), done -> text(text, done));
    }

    @Override
    public final void onWebSocketBinary(ByteBuffer data, Callback callback) {
        guarded(done(callback), done -> binary(data, done));
    }

    // end::demand[]

    // tag::done[]
    /** Both ways lead to Jetty's own callback, so that its buffer goes back to the pool. */
    private Callback done(Callback jettys) {
        AtomicBoolean completed = new AtomicBoolean();
        return Callback.from(() -> {
            if (completed.compareAndSet(false, true)) {
                jettys.succeed();
                session.demand();
            }
        }, cause -> {
            if (completed.compareAndSet(false, true)) {
                session.disconnect();                     // first: or the peer would be told the cause's message
                jettys.fail(cause);
            }
        });
    }
    // end::done[]

    // tag::close[]
    /** Answers a Close, and ends after a failure of ours with a 1011 that reveals nothing. */
    @Override
    public final void onWebSocketClose(int code, String reason, Callback callback) {
        try {
            closed();
        } finally {
            callback.succeed();                           // now the Close is answered; without it, never
        }
    }

    @Override
    public final void onWebSocketError(Throwable cause) {
        LOG.log(Level.DEBUG, "a connection failed", cause);
    }

    /** A bug of ours ends the connection with 1011. Left to Jetty, the exception's message would be the reason. */
    private void guarded(Callback done, Consumer<Callback> code) {
        try {
            code.accept(done);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "an endpoint failed", e);
            session.close(StatusCode.SERVER_ERROR, "internal error", done);
        }
    }
    // end::close[]

    // tag::idle[]
    /** Nothing was read or written for the idle time-out. The first time we ask; the second, there was no answer. */
    private boolean isDead(WebSocketTimeoutException idle) {
        if (pinged.compareAndSet(false, true)) {
            session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
            return false;
        }
        return true;
    }

    @Override
    public final void onWebSocketPong(ByteBuffer payload) {
        pinged.set(false);
        session.demand();
    }
    // end::idle[]
}
