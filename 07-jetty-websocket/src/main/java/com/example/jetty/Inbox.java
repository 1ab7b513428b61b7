package com.example.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/**
 * What Jetty's threads hand to the thread of a {@link ChatClient}: a message, or the end. It never asks for the next
 * message itself; whoever takes one does so when it is done. So the queue holds one message at most, however fast the
 * server is, and TCP tells the server.
 */
public final class Inbox implements Session.Listener {

    /** The server pings after 8 s of silence: a connection that is silent for so much longer is dead. */
    private static final Duration IDLE = Duration.ofSeconds(25);
    private static final int THREADS = 6;
    /** When a connection was refused, a thread of Jetty's may not hear of the stop until it is interrupted. */
    private static final long STOP_MILLIS = 100;
    private static final int STOP_ATTEMPTS = 3;

    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private volatile Session session;
    private boolean abandoned;

    Inbox() {
    }

    /** Jetty's client, with few threads: one connection is all it has. */
    static WebSocketClient newClient(String name) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("jetty-client-" + name);
        threads.setDaemon(true);
        threads.setStopTimeout(STOP_MILLIS);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        HttpClient http = new HttpClient(new HttpClientTransportOverHTTP(connector));
        http.setName("jetty-client-" + name);
        WebSocketClient client = new WebSocketClient(http);
        client.addManaged(http);
        client.setMaxTextMessageSize(Message.MAX_LINE_BYTES);
        client.setIdleTimeout(IDLE);
        return client;
    }

    /** Called by a thread that may be interrupted once more while it stops: then it stops again. */
    static void stop(WebSocketClient client) {
        for (int attempt = 1; !client.isStopped(); attempt++) {
            Thread.interrupted();                             // it wants to end, and Jetty needs a moment to do so
            try {
                client.stop();
            } catch (Exception e) {
                if (attempt == STOP_ATTEMPTS) {
                    throw new IllegalStateException("Jetty's client could not be stopped", e);
                }
            }
        }
    }

    /**
     * Waits for the next message.
     *
     * @param lastId the id of the last message seen
     * @throws GapException if the server says that messages are gone
     * @throws FutureCursorException if the server does not know the id
     * @throws IOException if the connection has ended
     */
    Message next(long lastId) throws IOException, InterruptedException {
        Object event = events.take();
        if (event instanceof String line) {
            try {
                return Message.parse(line);
            } catch (IllegalArgumentException e) {
                session.close(StatusCode.POLICY_VIOLATION, "this is not a message", Callback.NOOP);
                throw new IOException("this is not a message: " + e.getMessage(), e);
            }
        }
        End end = (End) event;
        if (end.code == Room.GONE && end.isNumber()) {
            throw new GapException(lastId, Long.parseLong(end.reason));
        }
        if (end.code == Room.NOT_YET && end.isNumber()) {
            throw new FutureCursorException(lastId, Long.parseLong(end.reason));
        }
        throw new IOException("the connection ended: " + end.code + " " + end.reason);
    }

    /** No thread waits for this connection any more: if it still opens, it ends at once. */
    void abandon() {
        synchronized (this) {
            abandoned = true;
        }
        Session opened = session;
        if (opened != null) {
            opened.disconnect();
        }
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        if (isAbandoned()) {
            opened.disconnect();
        } else {
            opened.demand();
        }
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    @Override
    public void onWebSocketText(String line) {
        events.add(line);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer data, Callback callback) {
        callback.succeed();
        events.add("the server sent binary data");
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        events.add(new End(code, reason == null ? "" : reason));
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // onWebSocketClose comes next, and says as much as the peer may know
    }

    private record End(int code, String reason) {

        boolean isNumber() {
            return reason.matches("[0-9]{1,18}");
        }
    }
}
