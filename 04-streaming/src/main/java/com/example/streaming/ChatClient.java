package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A client of the room. It asks once, and listens to an answer that does not end. When the stream breaks it asks again,
 * with the id of the last message that it has seen: the only memory that there is of who has seen what.
 */
public final class ChatClient implements AutoCloseable {

    /** The pause before it comes back, until the server says another one. */
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** A server that says nothing for three of its heartbeats is not there any more, whatever TCP believes. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final int ANSWER_WITHIN_SECONDS = 10;
    private static final int END_WITHIN_SECONDS = 5;
    private static final int MAX_ANSWER = 64 * 1024;
    private static final Duration MIN_RETRY = Duration.ofMillis(10);
    private static final Duration MAX_RETRY = Duration.ofSeconds(60);
    /** With each failure the pause doubles, but not more often than this: from 1 s to 16 s. */
    private static final int MAX_DOUBLED = 4;

    // One for all: it owns a thread and the connections that are kept alive, and is meant to be shared.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    private final URI server;
    private final String name;
    private final Duration silence;
    private final Consumer<Message> onMessage;
    private final Consumer<IOException> onTrouble;
    private final Thread listener;
    private Duration retry;
    private int failures;
    private volatile long lastId;
    private volatile boolean closed;

    private ChatClient(URI server, String name, long after, Consumer<Message> onMessage,
            Consumer<IOException> onTrouble, Duration retry, Duration silence) {
        this.server = server;
        this.name = Message.check("name", name, Message.MAX_FROM);
        this.lastId = after;
        this.onMessage = onMessage;
        this.onTrouble = onTrouble;
        this.retry = retry;
        this.silence = silence;
        this.listener = new Thread(this::run, "chat-client-" + name);
    }

    /**
     * Enters the room, whether or not the server can be reached yet.
     *
     * @param after the id of the last message that was seen, 0 for none: what came after it comes first
     * @param onMessage the callback for each message, run once, by one thread, in the order of the ids
     * @param onTrouble the callback for each failure, run by the same thread; the client survives it, and comes back.
     *     After a {@link GapException} it goes on with the oldest message that there is, and after a
     *     {@link FutureCursorException} it starts again with the first one
     * @throws IllegalArgumentException if the name is empty, too long, or has control characters
     */
    public static ChatClient join(URI server, String name, long after,
            Consumer<Message> onMessage, Consumer<IOException> onTrouble) {
        return join(server, name, after, onMessage, onTrouble, RETRY, SILENCE);
    }

    static ChatClient join(URI server, String name, long after,
            Consumer<Message> onMessage, Consumer<IOException> onTrouble, Duration retry, Duration silence) {
        ChatClient client = new ChatClient(server, name, after, onMessage, onTrouble, retry, silence);
        client.listener.start();
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
            HttpResponse<String> answer = exchange(post, ChatClient::bounded);
            if (answer.statusCode() != 201) {
                throw new ProtocolException("the server answered " + answer.statusCode() + ": " + answer.body());
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
    /** Listens until the stream breaks, stays away for a while, and comes back with the last id. */
    private void run() {
        try {
            while (!closed) {
                try {
                    listen();
                } catch (GapException e) {
                    lastId = e.oldest() - 1;
                    tell(e);
                } catch (FutureCursorException e) {
                    lastId = 0;
                    tell(e);
                } catch (IOException e) {
                    tell(e);
                    failures++;
                }
                TimeUnit.NANOSECONDS.sleep(pause());
            }
        } catch (InterruptedException e) {
            closed = true;                                      // close() does not wait for the end of the stream
        }
    }
    // end::run[]

    // tag::listen[]
    /** Asks once, and hands on what comes until the stream breaks, which is an exception, or close() was called. */
    private void listen() throws IOException, InterruptedException {
        try (EventSource source = new EventSource(lastId, silence)) {
            source.open(server.resolve("events"));
            while (!closed) {
                for (ServerSentEvent event : source.next()) {
                    if (event.type().equals("message")) {
                        deliver(message(event));
                    }
                }
                failures = 0;
                source.retry().ifPresent(this::retry);
            }
        }
    }
    // end::listen[]

    /** The event's message, which must be the next one. */
    private Message message(ServerSentEvent event) throws ProtocolException {
        Message message;
        try {
            message = Message.parse(event.data());
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("the server's event is no message: " + e.getMessage());
        }
        if (message.id() != lastId + 1) {
            throw new ProtocolException("the server sent message " + message.id() + " in place of " + (lastId + 1));
        }
        return message;
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

    /** The server may choose the pause, within bounds: with none, all readers of a broken server would storm it. */
    private void retry(Duration asked) {
        retry = Duration.ofMillis(Math.max(MIN_RETRY.toMillis(), Math.min(asked.toMillis(), MAX_RETRY.toMillis())));
    }

    /**
     * How long to stay away, in nanoseconds. With each failure it doubles, and a random half of that is left out:
     * clients that lost their server together must not all come back together.
     */
    private long pause() {
        int doubled = Math.min(Math.max(0, failures - 1), MAX_DOUBLED);
        long longest = Math.min(retry.toNanos() << doubled, MAX_RETRY.toNanos());
        return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }

    // tag::exchange[]
    /** One request and its answer, as much of it as the handler waits for. */
    static <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = HTTP.sendAsync(request, handler);
        try {
            return answer.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the server did not answer: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the server did not answer within " + ANSWER_WITHIN_SECONDS + " s");
        } finally {
            answer.cancel(true);                                // closes the connection, unless the answer is there
        }
    }
    // end::exchange[]

    private static BodySubscriber<String> bounded(ResponseInfo answer) {
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE);
        if (length > MAX_ANSWER) {
            throw new UncheckedIOException(new ProtocolException("the answer is over " + MAX_ANSWER + " bytes"));
        }
        return BodySubscribers.ofString(UTF_8);
    }

    // tag::close[]
    /** Stops at once, even in the middle of a stream. After it, no callback comes any more. */
    @Override
    public void close() {
        closed = true;
        if (Thread.currentThread() == listener) {
            return;                                             // called by a callback, which is the last one
        }
        listener.interrupt();
        try {
            listener.join(TimeUnit.SECONDS.toMillis(END_WITHIN_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
    // end::close[]
}
