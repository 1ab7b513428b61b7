package com.example.jetty;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.exceptions.WebSocketTimeoutException;

/**
 * What each of our endpoints owes to Jetty and to its peer, whatever it does with the messages: it asks for the next
 * frame, answers a Close, pings who has been silent, and tells nobody what went wrong inside.
 *
 * <p>Jetty calls one method at a time, and the next one only after a {@link Session#demand()}. It finds the methods by
 * reflection, so this class and those below it are public.
 */
public abstract class Endpoint implements Session.Listener {

    private static final Logger LOG = System.getLogger(Endpoint.class.getName());

    static final int GOING_AWAY = 1001;
    static final int UNSUPPORTED_DATA = 1003;
    static final int POLICY_VIOLATION = 1008;
    static final int SERVER_ERROR = 1011;

    private final AtomicBoolean pinged = new AtomicBoolean();
    private volatile Session session;

    /** The connection is open; nothing comes in until this returns. */
    void opened() {
    }

    /** A whole text came. {@code done} asks for the next frame: call it once, now or when an answer has been sent. */
    abstract void text(String text, Runnable done);

    /** Whole binary data came. They are Jetty's again after {@code done}. */
    abstract void binary(ByteBuffer data, Runnable done);

    /** The connection has ended, in whichever way: this is called once. */
    void closed() {
    }

    final Session session() {
        return session;
    }

    // tag::demand[]
    @Override
    public final void onWebSocketOpen(Session opened) {
        session = opened;
        opened.addIdleTimeoutListener(this::isDead);
        guarded(this::opened, () -> { });
        opened.demand();                                  // without it nothing is ever read, not even a Close
    }

    @Override
    public final void onWebSocketText(String text) {
        guarded(() -> text(text, session::demand), session::demand);
    }

    @Override
    public final void onWebSocketBinary(ByteBuffer data, Callback callback) {
        Runnable done = () -> {
            callback.succeed();                           // the buffer goes back to the pool
            session.demand();
        };
        guarded(() -> binary(data, done), done);
    }
    // end::demand[]

    // tag::close[]
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
    private void guarded(Runnable code, Runnable done) {
        try {
            code.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "an endpoint failed", e);
            session.close(SERVER_ERROR, "internal error", Callback.from(done, cause -> { }));
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
