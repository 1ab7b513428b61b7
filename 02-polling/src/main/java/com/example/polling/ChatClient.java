package com.example.polling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A client of the room. It asks every half second what is new; the server has no other way to tell it. It carries the
 * only memory that there is of who has seen what, the id of the last message, so that an answer which was lost on its
 * way is simply asked for again.
 */
public final class ChatClient implements AutoCloseable {

    /** The time from one question to the next. */
    static final Duration INTERVAL = Duration.ofMillis(500);

    private static final int END_WITHIN_SECONDS = 5;
    /** The longest pause after failures, in intervals: 8 s. */
    private static final int MAX_BACKOFF = 16;

    private final URI server;
    private final String name;
    private final Duration interval;
    private final Consumer<Message> onMessage;
    private final Consumer<IOException> onTrouble;
    private final Thread poller;
    private volatile long lastId;
    private volatile boolean closed;

    private ChatClient(URI server, String name, long after, Consumer<Message> onMessage,
            Consumer<IOException> onTrouble, Duration interval) {
        this.server = server;
        this.name = Message.check("name", name, Message.MAX_FROM);
        this.lastId = after;
        this.onMessage = onMessage;
        this.onTrouble = onTrouble;
        this.interval = interval;
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
        return join(server, name, after, onMessage, onTrouble, INTERVAL);
    }

    static ChatClient join(URI server, String name, long after,
            Consumer<Message> onMessage, Consumer<IOException> onTrouble, Duration interval) {
        ChatClient client = new ChatClient(server, name, after, onMessage, onTrouble, interval);
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
            HttpResponse<String> answer = TextCall.send(post);
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
    /** Asks, waits for the answer, waits out the rest of the interval, asks again: never two questions at a time. */
    private void run() {
        int failures = 0;
        try {
            while (!closed) {
                long start = System.nanoTime();
                failures = ask() ? 0 : failures + 1;
                TimeUnit.NANOSECONDS.sleep(start + pause(interval, failures) - System.nanoTime());
            }
        } catch (InterruptedException e) {
            closed = true;                                      // close() does not wait for an answer
        }
    }
    // end::run[]

    /** Asks once, and hands on what came; false if there was no answer. */
    private boolean ask() throws InterruptedException {
        try {
            poll().forEach(this::deliver);
            return true;
        } catch (GapException e) {
            lastId = e.oldest() - 1;
            tell(e);
            return true;
        } catch (FutureCursorException e) {
            lastId = 0;
            tell(e);
            return true;
        } catch (IOException e) {
            tell(e);
            return false;
        }
    }

    // tag::poll[]
    /** One request: what is new since the last message seen? */
    private List<Message> poll() throws IOException, InterruptedException {
        long after = lastId;
        HttpRequest question = HttpRequest.newBuilder(server.resolve("messages?after=" + after)).build();
        HttpResponse<String> answer = TextCall.send(question);
        if (answer.statusCode() == 410) {
            throw new GapException(after, TextCall.number(answer, "Oldest-Id"));
        }
        if (answer.statusCode() == 400 && answer.headers().firstValue("Last-Id").isPresent()) {
            throw new FutureCursorException(after, TextCall.number(answer, "Last-Id"));
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

    /**
     * The time from one question to the next, in nanoseconds. With each failure it doubles, and a random half of it is
     * taken off: clients that lost their server together must not all come back together.
     */
    static long pause(Duration interval, int failures) {
        if (failures == 0) {
            return interval.toNanos();
        }
        long longest = interval.toNanos() * Math.min(MAX_BACKOFF, 1L << Math.min(failures, 30));
        return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }

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
