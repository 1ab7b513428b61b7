package com.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.io.ThreadedClient;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.WebSocket;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A member of the room. When the connection is lost it comes back by itself, with the id of the last message it saw, so
 * that none is missing and none comes twice.
 */
public final class ChatClient implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long SEND_WAIT_MILLIS = 5_000;
    private static final int WAITING = 256;

    private final URI server;
    private final String name;
    private final Consumer<Message> onMessage;
    private final Consumer<IOException> onTrouble;
    private final Thread thread;
    private final Object lock = new Object();
    private WebSocket connected;
    private boolean closed;
    private volatile long lastId;

    private ChatClient(URI server, String name, long after, Consumer<Message> onMessage,
            Consumer<IOException> onTrouble) {
        this.server = server;
        this.name = Message.check("name", name, Message.MAX_FROM);
        this.lastId = after;
        this.onMessage = onMessage;
        this.onTrouble = onTrouble;
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
        return new ChatClient(server, name, after, onMessage, onTrouble);
    }

    /**
     * Says something. If there is no connection, it waits some seconds for one.
     *
     * @throws IOException if there is still none: then nothing was sent
     * @throws IllegalArgumentException if the text breaks the rules of {@link Message}
     */
    public void send(String text) throws IOException {
        Message.check("text", text, Message.MAX_TEXT);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SEND_WAIT_MILLIS);
        synchronized (lock) {
            while (connected == null || !connected.send(text)) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (closed || millis <= 0) {
                    throw new IOException(closed ? "the client is closed" : "not connected: nothing was sent");
                }
                pause(millis);
            }
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
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // tag::run[]
    /** Comes back with the last id whenever the connection breaks, after a pause that grows. */
    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
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
            } catch (InterruptedException closing) {
                return;
            }
            pause = lastId > before ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            try {
                synchronized (lock) {
                    // Half of it by chance: else all who lost the same server would be back at the same moment.
                    pause(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
                }
            } catch (IOException closing) {
                return;
            }
        }
    }
    // end::run[]

    /** One connection, from its beginning to its end. */
    private void listen() throws IOException, InterruptedException {
        Inbox inbox = new Inbox();
        URI uri = server.resolve("/chat?name=" + URLEncoder.encode(name, UTF_8) + "&after=" + lastId);
        try (ThreadedClient client = WebSocketClient.connect(uri, List.of("chat"), false, inbox)) {
            synchronized (lock) {
                connected = client.socket();
                lock.notifyAll();
            }
            while (!isClosed()) {
                if (inbox.next() instanceof Message message) {
                    checkNext(message);
                    lastId = message.id();
                    onMessage.accept(message);
                } else {
                    throw CursorStatus.exception(inbox.status, lastId);
                }
            }
        } finally {
            synchronized (lock) {
                connected = null;
            }
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

    private void pause(long millis) throws InterruptedIOException {
        try {
            if (!closed) {
                lock.wait(Math.max(1, millis));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** What the connection's thread hands to the client's: at most so many messages, then it stops reading. */
    private static final class Inbox implements Endpoint {

        private final BlockingQueue<Object> events = new ArrayBlockingQueue<>(WAITING);
        private volatile CloseStatus status;

        @Override
        public void onMessage(WebSocket socket, boolean text, ByteBuffer message) {
            try {
                put(socket, Message.parse(UTF_8.decode(message).toString()));
            } catch (IllegalArgumentException e) {
                socket.close(CloseStatus.POLICY_VIOLATION, "this is not a message: " + e.getMessage());
            }
        }

        @Override
        public void onClose(WebSocket socket, CloseStatus why) {
            status = why;
        }

        private void put(WebSocket socket, Message message) {
            try {
                while (socket.isOpen() && !events.offer(message, 100, TimeUnit.MILLISECONDS)) {
                    continue;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** The next message; the status when the connection has ended and there are none left. */
        private Object next() throws InterruptedException {
            while (true) {
                boolean ended = status != null;
                Object event = events.poll(ended ? 0 : 50, TimeUnit.MILLISECONDS);
                if (event != null || ended) {
                    return event == null ? status : event;
                }
            }
        }
    }
}
