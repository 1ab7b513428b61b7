package com.example.several;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A reader that knows all servers. Whenever its connection ends it goes to the next one, and names the last message it
 * has seen: that is all it takes to miss nothing.
 */
public final class ChatClient implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The longest pause before the first attempt; before each further one twice as long, up to eight times. */
    private static final int FIRST_PAUSE_MILLIS = 400;
    private static final int DOUBLINGS = 3;
    private static final int SILENCE_MILLIS = 1_000;
    private static final int LONGEST_LINE = 21 + 2 * (Message.MAX_FROM + Message.MAX_TEXT);

    private final String name;
    private final List<URI> servers;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();    // messages, and an exception at most
    private int at;
    private long last;
    private int attempts;                                       // since a server was there for a second
    private WebSocket socket;
    private String trouble = "";
    private boolean closed;

    /**
     * Connects in the background.
     *
     * @param servers the addresses of the room, at least one; the first is tried first
     * @param after the id of the last message that it has seen, 0 for none
     */
    public ChatClient(String name, List<URI> servers, long after) {
        this.name = name;
        this.servers = List.copyOf(servers);
        last = after;
        connect();
    }

    // tag::connect[]
    private synchronized void connect() {
        if (!closed) {
            URI room = URI.create(servers.get(at % servers.size()) + "?name=" + URLEncoder.encode(name, UTF_8)
                    + "&after=" + last);
            HTTP.newWebSocketBuilder().connectTimeout(PATIENCE).buildAsync(room, new Connection())
                    .whenComplete((opened, failure) -> {
                        if (failure != null) {
                            comeBack(failure.toString());
                        }
                    });
        }
    }

    /**
     * To the next server. The pause is a random one, for a server that ends sends all its readers away at once, and
     * longer each time (RFC 6455, section 7.2.3).
     */
    private synchronized void comeBack(String why) {
        trouble = servers.get(at % servers.size()) + ": " + why;
        socket = null;
        at++;
        int longest = FIRST_PAUSE_MILLIS << Math.min(attempts++, DOUBLINGS);
        CompletableFuture.delayedExecutor(ThreadLocalRandom.current().nextInt(longest), TimeUnit.MILLISECONDS)
                .execute(this::connect);
    }
    // end::connect[]

    private synchronized void isThere() {
        attempts = 0;
    }

    /** The server it is connected to, or tries. */
    public synchronized URI server() {
        return servers.get(at % servers.size());
    }

    /** Why the last connection or attempt ended, for people to read; empty if all is well so far. */
    public synchronized String trouble() {
        return trouble;
    }

    /** Whether it is connected. */
    public synchronized boolean isConnected() {
        return socket != null;
    }

    /**
     * Says something. It is certain only when it is heard: {@link #next} gives one's own messages, too.
     *
     * @return false if there is no connection, or it breaks
     */
    public boolean say(String text) {
        WebSocket to;
        synchronized (this) {
            to = socket;
        }
        try {
            if (to != null) {
                to.sendText(text, true).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            return to != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            to.abort();
            return false;
        }
    }

    /**
     * The next message, in the order of the ids.
     *
     * @return null if none comes in this time
     * @throws GapException if messages that it has missed are gone
     * @throws FutureCursorException if the room has lost messages that it has seen
     */
    public Message next(Duration patience) throws InterruptedException, GapException, FutureCursorException {
        Object next = heard.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (next instanceof GapException gap) {
            throw gap;
        }
        if (next instanceof FutureCursorException future) {
            throw future;
        }
        return (Message) next;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (socket != null) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(socket::abort);
        }
    }

    // tag::heard[]
    /**
     * What is heard on one connection, until it is over. The JDK's client does not tell of every end: it can miss one
     * without a Close that comes right behind a message, and a machine that is switched off says nothing at all. So a
     * silent server is asked whether it is still there.
     */
    private final class Connection implements WebSocket.Listener {

        private final StringBuilder line = new StringBuilder();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile boolean heardSince;                    // the last look
        private volatile boolean asked;

        @Override
        public void onOpen(WebSocket opened) {
            synchronized (ChatClient.this) {
                socket = opened;
                if (closed) {
                    opened.abort();
                    return;
                }
            }
            later(() -> look(opened));
            opened.request(1);                                  // always one: or the JDK would tell of no end
        }

        private void look(WebSocket at) {
            if (over.get()) {
                return;
            }
            if (heardSince) {
                isThere();
                heardSince = false;
                asked = false;
            } else if (asked) {
                end(at, "it is silent");                        // no pong either
                return;
            } else {
                asked = true;
                at.sendPing(ByteBuffer.allocate(0));
            }
            later(() -> look(at));
        }

        private void later(Runnable task) {
            CompletableFuture.delayedExecutor(SILENCE_MILLIS, TimeUnit.MILLISECONDS).execute(task);
        }

        private void end(WebSocket at, String why) {
            if (over.compareAndSet(false, true)) {
                at.abort();
                comeBack(why);
            }
        }
        // end::heard[]

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean complete) {
            heardSince = true;
            if (line.length() + part.length() > LONGEST_LINE) {
                end(from, "a message is too long");
                return null;
            }
            line.append(part);
            if (complete && !over.get()) {
                Message message = Message.parse(line.toString());
                line.setLength(0);
                if (message.id() != seen() + 1) {               // something was lost on the way: it asks for it again
                    end(from, "message " + message.id() + " came after " + seen());
                    return null;
                }
                synchronized (ChatClient.this) {
                    last = message.id();
                }
                heard.add(message);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
            heardSince = true;
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            boolean told = code == Room.GONE || code == Room.NOT_YET;
            if (told && reason.matches("[0-9]{1,18}")) {
                over.set(true);
                heard.add(code == Room.GONE ? new GapException(seen(), Long.parseLong(reason))
                        : new FutureCursorException(seen(), Long.parseLong(reason)));
            } else if (over.compareAndSet(false, true)) {
                comeBack("closed with " + code + " " + reason); // the JDK answers the Close
            }
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            end(from, failure.toString());
        }

        private long seen() {
            synchronized (ChatClient.this) {
                return last;
            }
        }
    }
}
