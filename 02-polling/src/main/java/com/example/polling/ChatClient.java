package com.example.polling;

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
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A client of the room. It asks every half second what is new; the server has no other way to tell it. It carries the
 * only memory that there is of who has seen what, the id of the last message, so that an answer which was lost on its
 * way is simply asked for again.
 */
public final class ChatClient implements AutoCloseable {

    /** The time from one question to the next. */
    static final Duration INTERVAL = Duration.ofMillis(500);

    private static final int ANSWER_WITHIN_SECONDS = 10;
    private static final int END_WITHIN_SECONDS = 5;
    private static final long MAX_ANSWER = (long) History.KEPT * (Message.MAX_LINE_BYTES + 1);
    /** The longest pause after failures, in intervals: 8 s. */
    private static final int MAX_BACKOFF = 16;

    // One for all clients: it has a thread for the network, and keeps connections alive. The threads of its executor
    // end when they have nothing to do; those of its own default executor would wait a minute for more.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(new ThreadPoolExecutor(0, Integer.MAX_VALUE, 200, TimeUnit.MILLISECONDS,
                    new SynchronousQueue<>(), ChatClient::daemon))
            .build();

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
     * @param onMessage is told each message once, by one thread, in the order of the ids
     * @param onTrouble is told, by the same thread, each failure; the client survives it, and asks again. After a
     *     {@link GapException} it goes on with the oldest message that there is, and after a
     *     {@link FutureCursorException} it starts anew with the first one
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
            HttpResponse<String> answer = exchange(post);
            if (answer.statusCode() != 201) {
                throw unexpected(answer);
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
    private List<Message> poll() throws IOException, InterruptedException {
        long after = lastId;
        HttpResponse<String> answer =
                exchange(HttpRequest.newBuilder(server.resolve("messages?after=" + after)).build());
        if (answer.statusCode() == 410) {
            throw new GapException(after, field(answer, "Oldest-Id"));
        }
        if (answer.statusCode() == 400 && answer.headers().firstValue("Last-Id").isPresent()) {
            throw new FutureCursorException(after, field(answer, "Last-Id"));
        }
        if (answer.statusCode() != 200) {
            throw unexpected(answer);
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
     * From one question to the next, in nanoseconds. After failures it doubles each time, and a random half of that
     * stays away: clients that lost their server together must not all come back together.
     */
    static long pause(Duration interval, int failures) {
        if (failures == 0) {
            return interval.toNanos();
        }
        long longest = interval.toNanos() * Math.min(MAX_BACKOFF, 1L << Math.min(failures, 30));
        return ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
    }

    // tag::exchange[]
    /** One request and its whole answer. A request's own timeout would end with the header fields, not with the body. */
    private static HttpResponse<String> exchange(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = HTTP.sendAsync(request, ChatClient::bounded);
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

    /** The body as text; one that is longer than all the messages of the room, or does not say how long, is refused. */
    private static BodySubscriber<String> bounded(ResponseInfo answer) {
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE);
        if (length > MAX_ANSWER && answer.statusCode() != 204) {
            throw new UncheckedIOException(new ProtocolException("the answer must be at most " + MAX_ANSWER + " bytes"));
        }
        return BodySubscribers.ofString(UTF_8);
    }

    private static long field(HttpResponse<String> answer, String name) throws ProtocolException {
        String value = answer.headers().firstValue(name).orElse("");
        if (!value.matches("[0-9]{1,18}")) {
            throw new ProtocolException("the server answered " + answer.statusCode() + " without a " + name);
        }
        return Long.parseLong(value);
    }

    private static IOException unexpected(HttpResponse<String> answer) {
        return new ProtocolException("the server answered " + answer.statusCode() + ": " + answer.body().strip());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "chat-client-http");
        thread.setDaemon(true);
        return thread;
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
