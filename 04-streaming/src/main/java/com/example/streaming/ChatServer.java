package com.example.streaming;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The chat room over HTTP, where a server may only answer. So it never comes to the end of its answer:
 * {@code GET /events?after=7} is answered with the messages after number 7, and then with each new one as it happens.
 * {@code POST /messages} says something, {@code from TAB text}, and is answered with the id that the message got.
 * {@code GET /} is a page for the browser.
 */
public final class ChatServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ChatServer.class.getName());
    private static final int BACKLOG = 128;
    /** Each reader keeps a connection and a thread for as long as it stays. */
    private static final int MAX_READERS = 500;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int FINISH_WITHIN_MILLIS = 1_000;
    private static final int END_WITHIN_MILLIS = 800;
    private static final int MAX_POST = 4 * Message.MAX_FROM + 1 + 4 * Message.MAX_TEXT;

    static {
        HttpBounds.apply();
    }

    private final HttpServer http;
    private final History history;
    private final byte[] page;
    private final ExecutorService pool;
    private final Duration heartbeat;
    private final Duration retry;
    private final Set<EventStream> streams = new HashSet<>();
    private final Phaser answering = new Phaser(1);         // close() is the one; each request in hand is one more
    private volatile boolean closing;
    private final LongAdder answers = new LongAdder();
    private final LongAdder heartbeats = new LongAdder();

    private ChatServer(HttpServer http, History history, byte[] page, Duration heartbeat, Duration retry) {
        this.http = http;
        this.history = history;
        this.page = page;
        this.heartbeat = heartbeat;
        this.retry = retry;
        AtomicInteger number = new AtomicInteger();
        // A thread per request that is being answered, and a stream is answered as long as its reader stays.
        this.pool = Executors.newCachedThreadPool(
                task -> new Thread(task, "chat-http-" + http.getAddress().getPort() + "-" + number.incrementAndGet()));
    }

    // tag::start[]
    /**
     * Opens the room on the loopback.
     *
     * @param port 0 for any free one
     * @param history what has been said so far; a server that starts on the history of another goes on where it ended
     * @throws java.net.BindException if another socket is bound to the port
     */
    public static ChatServer start(int port, History history) throws IOException {
        return start(port, history, HEARTBEAT, RETRY);
    }
    // end::start[]

    /**
     * @param heartbeat how long a stream is silent before a comment goes out
     * @param retry how long readers are asked to wait before they come back
     */
    static ChatServer start(int port, History history, Duration heartbeat, Duration retry) throws IOException {
        byte[] page = readPage();
        HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), BACKLOG);
        ChatServer server = new ChatServer(http, history, page, heartbeat, retry);
        http.createContext("/", server::handle);
        http.setExecutor(server.pool);          // without one, all requests wait for each other on a single thread
        http.start();
        return server;
    }

    /** The address of the page; the messages are below it. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    // tag::publish[]
    /**
     * The server says something, and all readers hear it at once. It never waits: a reader whose outbox is full is
     * dropped, and comes back when it reads again.
     *
     * @throws IllegalArgumentException if the name or the text is empty, too long, or has control characters
     */
    public Message publish(String from, String text) {
        synchronized (streams) {
            Message message = history.append(from, text);
            streams.removeIf(stream -> !stream.offer(message));
            return message;
        }
    }
    // end::publish[]

    /** How many readers have a stream now. One that has left is still counted until something is written to it. */
    public int readers() {
        synchronized (streams) {
            return streams.size();
        }
    }

    // tag::handle[]
    /**
     * Answers a request, on one of the pool's threads. Whatever is wrong with a request, its sender is told in one
     * sentence.
     */
    private void handle(HttpExchange exchange) throws IOException {
        TextExchange request = new TextExchange(exchange);
        answering.register();
        try {
            request.checkSender();
            if (closing) {
                throw closing();
            }
            switch (request.path()) {
                case "/" -> page(request);
                case "/events" -> events(request);
                case "/messages" -> say(request);
                default -> throw new RefusedException(404, "there is nothing at this path");
            }
        } catch (RefusedException e) {
            request.refuse(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a request has failed", e);
            request.refuse(new RefusedException(500, "the server has made a mistake"));
        } finally {
            answering.arriveAndDeregister();
        }
    }
    // end::handle[]

    private void page(TextExchange request) throws IOException, RefusedException {
        request.allow("GET", "HEAD");
        request.answer(200, "text/html; charset=utf-8", page);
    }

    // tag::say[]
    /** Answers a POST with 201 and the id of the message. */
    private void say(TextExchange request) throws IOException, RefusedException {
        request.allow("POST");
        String[] parts = request.text(MAX_POST).split("\t", -1);
        if (parts.length != 2) {
            throw new RefusedException(400, "the body is one line: a name, a tab, a text");
        }
        Message message;
        try {
            message = publish(parts[0], parts[1]);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, e.getMessage());
        }
        request.answer(201, message.id() + "\n");
    }
    // end::say[]

    // tag::events[]
    /** Answers until the reader leaves, or is too slow. This thread is its own for so long. */
    private void events(TextExchange request) throws IOException, RefusedException {
        request.allow("GET", "HEAD");
        OptionalLong seen = request.lastEventId();              // newer than the address, which stays as it was
        long after = seen.isPresent() ? seen.getAsLong() : request.number("after");
        if (request.method().equals("HEAD")) {
            news(after);                                        // refused as a GET would be
            EventStream.head(request.exchange());
            return;
        }
        EventStream stream = new EventStream(request.exchange(), heartbeats);
        List<Message> missed;
        // publish() holds this lock too: no message comes between what was missed and what is new, and none is in both.
        synchronized (streams) {
            if (closing) {
                throw closing();                                // or it would come after the goodbye
            }
            if (streams.size() == MAX_READERS) {
                throw new RefusedException(503, "there are too many readers now", Map.of("Retry-After", "5"));
            }
            missed = news(after);
            streams.add(stream);
        }
        answers.increment();
        try {
            stream.open();
            stream.run(retry, missed, heartbeat);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the reader was too slow, or the server is being closed");
        } finally {
            synchronized (streams) {
                streams.remove(stream);
            }
            stream.end();
        }
    }
    // end::events[]

    private static RefusedException closing() {
        return new RefusedException(503, "the server is closing", Map.of("Retry-After", "1"));
    }

    private List<Message> news(long after) throws RefusedException {
        try {
            return history.after(after);
        } catch (GapException e) {
            throw new RefusedException(410, e.getMessage(), Map.of("Oldest-Id", String.valueOf(e.oldest())));
        } catch (FutureCursorException e) {
            throw new RefusedException(400, e.getMessage(), Map.of("Last-Id", String.valueOf(e.last())));
        }
    }

    /** How many streams were begun so far. */
    long answers() {
        return answers.sum();
    }

    /** How many heartbeats were sent so far, or tried: the one that fails finds out who has left. */
    long heartbeats() {
        return heartbeats.sum();
    }

    // tag::close[]
    /**
     * Ends each stream behind its last event, tells those that still come 503 and when to come back, and closes the
     * port and every connection. Returns when all threads have ended, within two seconds: a reader that does not read
     * the end by then is cut off. May be called again.
     */
    @Override
    public synchronized void close() {
        synchronized (streams) {
            if (closing) {
                return;
            }
            closing = true;
            streams.forEach(EventStream::finish);
        }
        try {
            answering.awaitAdvanceInterruptibly(answering.arriveAndDeregister(), FINISH_WITHIN_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(Level.DEBUG, "a reader is cut off: it does not read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.stop(0);
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(END_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "a request did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
    // end::close[]

    private static byte[] readPage() throws IOException {
        try (InputStream in = ChatServer.class.getResourceAsStream("page.html")) {
            if (in == null) {
                throw new FileNotFoundException("page.html is not on the class path");
            }
            return in.readAllBytes();
        }
    }
}
