package com.example.longpolling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A client of the room. It asks what is new, the server takes its time to answer, and the client asks again. It carries
 * the only memory that there is of who has seen what, the id of the last message, so that an answer which was lost on
 * its way is simply asked for again.
 */
public final class ChatClient implements AutoCloseable {

    /** How long the server may wait with its answer. Proxies give up after 60 s, or 30: it is below that. */
    static final int WAIT_SECONDS = 25;

    private static final int ANSWER_WITHIN_SECONDS = 10;
    private static final int END_WITHIN_SECONDS = 5;
    /** An answer without news that came sooner was no wait: to ask again at once would be a busy loop. */
    private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long FIRST_PAUSE_MILLIS = 500;
    /** The longest pause, in first ones: 8 s. */
    private static final int MAX_BACKOFF = 16;

    private final URI server;
    private final String name;
    private final long firstPauseMillis;
    private final int answerWithinSeconds;
    private final Consumer<Message> onMessage;
    private final Consumer<IOException> onTrouble;
    private final Thread poller;
    private int retryAfterSeconds;                              // of the last answer; used by the poller only
    private volatile long lastId;
    private volatile boolean closed;

    private ChatClient(URI server, String name, long after, Consumer<Message> onMessage,
            Consumer<IOException> onTrouble, long firstPauseMillis, int answerWithinSeconds) {
        this.server = server;
        this.name = Message.check("name", name, Message.MAX_FROM);
        this.lastId = after;
        this.onMessage = onMessage;
        this.onTrouble = onTrouble;
        this.firstPauseMillis = firstPauseMillis;
        this.answerWithinSeconds = answerWithinSeconds;
        this.poller = new Thread(this::run, "chat-client-" + name);
    }

    /**
     * Enters the room, whether or not the server can be reached yet.
     *
     * @param after the id of the last message that was seen, 0 for none: what came after it comes first
     * @param onMessage the callback for each message, run once, by one thread, in the order of the ids
     * @param onTrouble the callback for each failure, run by the same thread; the client survives it, and asks again.
     *     After a {@link GapException} it goes on with the oldest message that there is, and after a
     *     {@link FutureCursorException} it starts again with the first one
     * @throws IllegalArgumentException if the name is empty, too long, or has control characters
     */
    public static ChatClient join(URI server, String name, long after,
            Consumer<Message> onMessage, Consumer<IOException> onTrouble) {
        return join(server, name, after, onMessage, onTrouble, FIRST_PAUSE_MILLIS, ANSWER_WITHIN_SECONDS);
    }

    static ChatClient join(URI server, String name, long after,
            Consumer<Message> onMessage, Consumer<IOException> onTrouble, long firstPauseMillis,
            int answerWithinSeconds) {
        ChatClient client = new ChatClient(server, name, after, onMessage, onTrouble, firstPauseMillis,
                answerWithinSeconds);
        client.poller.start();
        return client;
    }

    // tag::send[]
    /**
     * Says something, and returns when the room has it. The message itself comes back like everyone else's.
     *
     * @throws IllegalArgumentException if the text is empty, too long, or has control characters
     * @throws IOException if the server did not confirm it within 10 s: it may have it, or not
     */
    public void send(String text) throws IOException {
        String line = name + "\t" + Message.check("text", text, Message.MAX_TEXT);
        HttpRequest post = HttpRequest.newBuilder(server.resolve("messages"))
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(line, UTF_8)).build();
        try {
            HttpResponse<String> answer = TextCall.send(post, answerWithinSeconds);
            if (answer.statusCode() != 201) {
                throw TextCall.unexpected(answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server's answer");
        }
    }
    // end::send[]

    /** The id of the last message that was handed to {@code onMessage}: what to come back with. */
    public long lastId() {
        return lastId;
    }

    // tag::run[]
    /** Asks, waits for the answer, asks again: at once after an answer that was worth it, and later after any other. */
    private void run() {
        int inVain = 0;
        try {
            while (!closed) {
                inVain = ask() ? 0 : inVain + 1;
                TimeUnit.MILLISECONDS.sleep(pause(inVain));
            }
        } catch (InterruptedException e) {
            closed = true;                                      // close() does not wait for an answer
        }
    }
    // end::run[]

    // tag::ask[]
    /** Asks once, and hands on what came. True if there was news, or a proper wait for it. */
    private boolean ask() throws InterruptedException {
        long start = System.nanoTime();
        try {
            List<Message> news = poll();
            news.forEach(this::deliver);
            return !news.isEmpty() || System.nanoTime() - start >= SHORTEST_WAIT_NANOS;
        } catch (GapException e) {
            lastId = e.oldest() - 1;
            tell(e);
        } catch (FutureCursorException e) {
            lastId = 0;
            tell(e);
        } catch (UnavailableException e) {
            retryAfterSeconds = e.retryAfterSeconds();
            tell(e);
        } catch (IOException e) {
            tell(e);
        }
        return false;
    }
    // end::ask[]

    // tag::poll[]
    /** One long poll, and every response that it can get: 200, 204, 400, 410, 503. */
    private List<Message> poll() throws IOException, InterruptedException {
        long after = lastId;
        URI question = server.resolve("messages?after=" + after + "&wait=" + WAIT_SECONDS);
        HttpResponse<String> answer =
                TextCall.send(HttpRequest.newBuilder(question).build(), WAIT_SECONDS + answerWithinSeconds);
        if (answer.statusCode() == 204) {
            return List.of();
        }
        if (answer.statusCode() == 410) {
            throw new GapException(after, TextCall.number(answer, "Oldest-Id"));
        }
        if (answer.statusCode() == 400 && answer.headers().firstValue("Last-Id").isPresent()) {
            throw new FutureCursorException(after, TextCall.number(answer, "Last-Id"));
        }
        if (answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent()) {
            throw new UnavailableException(answer.body().strip(),
                    (int) Math.min(TextCall.number(answer, "Retry-After"), 3_600));
        }
        if (answer.statusCode() != 200) {
            throw TextCall.unexpected(answer);
        }
        return parse(answer.body(), after);
    }
    // end::poll[]

    /** The answer's lines, which must go on where the last one ended. */
    private static List<Message> parse(String body, long after) throws ProtocolException {
        List<Message> messages;
        try {
            messages = body.lines().map(Message::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("the server's answer is no list of messages: " + e.getMessage());
        }
        long expected = after;
        for (Message message : messages) {
            if (message.id() != ++expected) {
                throw new ProtocolException("the server sent message " + message.id() + " in place of " + expected);
            }
        }
        return messages;
    }

    private void deliver(Message message) {
        if (!closed) {
            lastId = message.id();
            onMessage.accept(message);
        }
    }

    private void tell(IOException trouble) {
        if (!closed) {
            onTrouble.accept(trouble);
        }
    }

    // tag::pause[]
    /**
     * How long not to ask, in milliseconds. It doubles each time that nothing came of it, and a random half of it stays
     * away: clients that lost their server together must not all come back together. A server that says when to come
     * back (Retry-After) is obeyed.
     */
    private long pause(int inVain) {
        long told = TimeUnit.SECONDS.toMillis(retryAfterSeconds);
        retryAfterSeconds = 0;
        if (inVain == 0) {
            return 0;
        }
        long longest = firstPauseMillis * Math.min(MAX_BACKOFF, 1L << Math.min(inVain - 1, 30));
        return told + ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }
    // end::pause[]

    // tag::close[]
    /** Stops at once, even while a question is on its way. After it, no callback comes any more. */
    @Override
    public void close() {
        closed = true;
        if (Thread.currentThread() == poller) {
            return;                                             // called by a callback, which is the last one
        }
        poller.interrupt();
        try {
            poller.join(TimeUnit.SECONDS.toMillis(END_WITHIN_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
    // end::close[]
}
