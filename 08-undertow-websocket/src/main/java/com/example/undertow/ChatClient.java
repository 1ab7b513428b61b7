package com.example.undertow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A member of the room, on the client that is in the JDK ({@link java.net.http.WebSocket}). When the connection is lost
 * it comes back by itself, with the id of the last message it saw, so that none is missing and none comes twice.
 */
public final class ChatClient implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long WAIT_MILLIS = 5_000;
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    private final URI server;
    private final String name;
    private final Consumer<Message> onMessage;
    private final Consumer<IOException> onTrouble;
    private final Duration silence;
    private final Thread thread;
    private final Object lock = new Object();
    private final Object sending = new Object();
    private WebSocket connected;
    private boolean closed;
    private volatile long lastId;

    private ChatClient(URI server, String name, long after, Consumer<Message> onMessage,
            Consumer<IOException> onTrouble, Duration silence) {
        this.server = server;
        this.name = Message.check("name", name, Message.MAX_FROM);
        this.lastId = after;
        this.onMessage = onMessage;
        this.onTrouble = onTrouble;
        this.silence = silence;
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
        return join(server, name, after, onMessage, onTrouble, SILENCE);
    }

    /** @param silence the time of it after which the server is asked if it is still there */
    static ChatClient join(URI server, String name, long after, Consumer<Message> onMessage,
            Consumer<IOException> onTrouble, Duration silence) {
        return new ChatClient(server, name, after, onMessage, onTrouble, silence);
    }

    // tag::send[]
    /**
     * Says something, one message at a time. If there is no connection, it waits some seconds for one.
     *
     * @throws IOException if it cannot be said that it was sent
     * @throws IllegalArgumentException if the text breaks the rules of {@link Message}
     */
    public void send(String text) throws IOException {
        Message.check("text", text, Message.MAX_TEXT);
        synchronized (sending) {            // a second send before the first is done fails with "Send pending"
            WebSocket socket = socket();
            try {
                socket.sendText(text, true).get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                socket.abort();             // half a message may be on its way: nothing can follow it
                throw new IOException("the connection was lost while this was sent", e);
            } catch (InterruptedException e) {
                socket.abort();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while this was sent");
            }
        }
    }
    // end::send[]

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
    /** Comes back with the last id whenever the connection breaks, on the JDK's client. */
    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (!isClosed()) {
                long before = lastId;
                try {
                    listen();
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
                pause = lastId > before ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                // Half of it by chance: else all who lost the same server would be back at the same moment.
                pause(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
            }
        } catch (InterruptedException closing) {
            // close() has been called: the thread ends
        }
    }
    // end::run[]

    // tag::listen[]
    /** One connection, from its beginning to its end. */
    private void listen() throws IOException, InterruptedException {
        Inbox inbox = new Inbox(silence);
        WebSocket socket = connect(inbox);
        try {
            synchronized (lock) {
                connected = socket;
                lock.notifyAll();
            }
            while (!isClosed()) {
                Message message = inbox.next(socket, lastId);
                checkNext(message);
                lastId = message.id();
                onMessage.accept(message);
                socket.request(1);                      // only now: who is slow here lets the server wait
            }
        } finally {
            synchronized (lock) {
                connected = null;
            }
            inbox.leave(socket);
        }
    }
    // end::listen[]

    /** The JDK's client may lose what comes right behind the answer to its handshake: it is asked for again. */
    private void checkNext(Message message) throws IOException {
        if (message.id() != lastId + 1) {
            throw new ProtocolException("the server sent message " + message.id() + " in place of " + (lastId + 1));
        }
    }

    private WebSocket connect(Inbox inbox) throws IOException, InterruptedException {
        URI uri = server.resolve("/chat?name=" + URLEncoder.encode(name, UTF_8) + "&after=" + lastId);
        Future<WebSocket> connecting = HTTP.newWebSocketBuilder().subprotocols("chat")
                .connectTimeout(Duration.ofMillis(WAIT_MILLIS)).buildAsync(uri, inbox);
        try {
            return connecting.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new IOException("the server refuses: " + refused.getResponse().statusCode(), refused);
            }
            throw new IOException("no connection: " + e.getCause(), e);         // the JDK's often has no sentence
        } catch (TimeoutException | InterruptedException e) {
            inbox.abandon();                            // it may still come about
            if (e instanceof InterruptedException closing) {
                throw closing;
            }
            throw new IOException("no connection within " + WAIT_MILLIS + " ms", e);
        }
    }

    /** The connection, as soon as there is one. */
    private WebSocket socket() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        synchronized (lock) {
            while (connected == null || connected.isOutputClosed()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (closed || millis <= 0) {
                    throw new IOException(closed ? "the client is closed" : "not connected: nothing was sent");
                }
                try {
                    lock.wait(millis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted");
                }
            }
            if (closed) {
                throw new IOException("the client is closed");
            }
            return connected;
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

    private void pause(long millis) throws InterruptedException {
        synchronized (lock) {
            if (!closed) {
                lock.wait(Math.max(1, millis));
            }
        }
    }
}
