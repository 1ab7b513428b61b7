package com.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/**
 * A member of the room. When the connection is lost it comes back by itself, with the id of the last message it saw, so
 * that none is missing and none comes twice.
 */
public final class ChatClient implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long WAIT_MILLIS = 5_000;

    private final URI server;
    private final String name;
    private final Consumer<Message> onMessage;
    private final Consumer<IOException> onTrouble;
    private final long firstPauseMillis;
    private final Thread thread;
    private final Object lock = new Object();
    private Session connected;
    private boolean closed;
    private volatile long lastId;

    private ChatClient(URI server, String name, long after, Consumer<Message> onMessage,
            Consumer<IOException> onTrouble, long firstPauseMillis) {
        this.server = server;
        this.name = Message.check("name", name, Message.MAX_FROM);
        this.lastId = after;
        this.onMessage = onMessage;
        this.onTrouble = onTrouble;
        this.firstPauseMillis = firstPauseMillis;
        thread = new Thread(this::run, "chat-client-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Joins the room; returns at once, and connects meanwhile.
     *
     * @param server ws://host:port/
     * @param after the id of the last message seen, 0 for none
     * @param onMessage the callback for every message after it: one thread, in the order of the ids, each once
     * @param onTrouble the callback that is told what went wrong each time; the client goes on by itself
     */
    public static ChatClient join(URI server, String name, long after, Consumer<Message> onMessage,
            Consumer<IOException> onTrouble) {
        return join(server, name, after, onMessage, onTrouble, FIRST_PAUSE_MILLIS);
    }

    /** @param firstPauseMillis about how long it stays away, at the most, when a connection was lost that had worked */
    static ChatClient join(URI server, String name, long after, Consumer<Message> onMessage,
            Consumer<IOException> onTrouble, long firstPauseMillis) {
        return new ChatClient(server, name, after, onMessage, onTrouble, firstPauseMillis);
    }

    /**
     * Says something. If there is no connection, it waits some seconds for one.
     *
     * @throws IOException if there is still none, and nothing was sent; or if the connection broke meanwhile
     * @throws IllegalArgumentException if the text breaks the rules of {@link Message}
     */
    public void send(String text) throws IOException {
        Message.check("text", text, Message.MAX_TEXT);
        try {
            Callback.Completable sent = new Callback.Completable();
            session().sendText(text, sent);
            await(sent, "the message");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted: the message may have been sent, or not");
        }
    }

    /** The connection, as soon as there is one. */
    private Session session() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        synchronized (lock) {
            while (closed || connected == null || !connected.isOpen()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (closed || millis <= 0) {
                    throw new IOException(closed ? "the client is closed" : "not connected: nothing was sent");
                }
                pause(Math.min(millis, FIRST_PAUSE_MILLIS));
            }
            return connected;
        }
    }

    /** The id of the last message that was handed to {@code onMessage}: the one to come back with. */
    public long lastId() {
        return lastId;
    }

    /** Leaves at once. When it returns, nothing more is handed out. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // tag::run[]
    /** Comes back with the last id whenever the connection breaks, on Jetty's client. */
    private void run() {
        WebSocketClient jetty = Inbox.newClient(name);
        long pause = firstPauseMillis;
        try {
            jetty.start();
            while (!isClosed()) {
                long before = lastId;
                try {
                    listen(jetty);
                } catch (GapException gap) {
                    lastId = gap.oldest() - 1;
                    trouble(gap);
                    continue;
                } catch (FutureCursorException otherHistory) {
                    lastId = 0;
                    trouble(otherHistory);
                } catch (IOException e) {
                    trouble(e);
                }
                pause = lastId > before ? firstPauseMillis : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                synchronized (lock) {
                    // Half of it by chance: else all who lost the same server would be back at the same moment.
                    pause(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
                }
            }
        } catch (InterruptedException closing) {
            // close() wants this thread to end: it does
        } catch (Exception e) {
            trouble(new IOException("Jetty's client does not start", e));
        } finally {
            Inbox.stop(jetty);
        }
    }
    // end::run[]

    // tag::listen[]
    /** One connection, from its beginning to its end. */
    private void listen(WebSocketClient jetty) throws IOException, InterruptedException {
        Inbox inbox = new Inbox();
        ClientUpgradeRequest request = new ClientUpgradeRequest(
                server.resolve("/chat?name=" + URLEncoder.encode(name, UTF_8) + "&after=" + lastId));
        request.setSubProtocols("chat");
        request.setTimeout(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        Session session = connect(jetty, inbox, request);
        try {
            synchronized (lock) {
                connected = session;
                lock.notifyAll();
            }
            while (!isClosed()) {
                Message message = inbox.next(lastId);
                checkNext(message);
                lastId = message.id();
                onMessage.accept(message);
                session.demand();                         // this one is done with: only now may the next one be read
            }
        } finally {
            synchronized (lock) {
                connected = null;
            }
            session.close();
        }
    }
    // end::listen[]

    private static Session connect(WebSocketClient jetty, Inbox inbox, ClientUpgradeRequest request)
            throws IOException, InterruptedException {
        try {
            return await(jetty.connect(inbox, request), "the connection");
        } catch (IOException | InterruptedException e) {
            inbox.abandon();                              // it may still come about
            throw e;
        }
    }

    /** A message that never arrived is noticed here, and asked for again by the next connection. */
    private void checkNext(Message message) throws IOException {
        if (message.id() != lastId + 1) {
            throw new ProtocolException("the server sent message " + message.id() + " in place of " + (lastId + 1));
        }
    }

    private void trouble(IOException e) {
        if (!isClosed()) {
            onTrouble.accept(e);
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** Waits, holding the lock, which is free meanwhile: ends early with a connection, or when the client is closed. */
    private void pause(long millis) throws InterruptedException {
        if (!closed) {
            lock.wait(Math.max(1, millis));
        }
    }

    /** Waits for Jetty, whose calls all return at once. */
    private static <T> T await(Future<T> future, String what) throws IOException, InterruptedException {
        try {
            return future.get(2 * WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new IOException(what + " failed: " + why, cause);
        } catch (TimeoutException e) {
            throw new IOException(what + " took longer than " + 2 * WAIT_MILLIS + " ms", e);
        }
    }
}
