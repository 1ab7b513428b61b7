package com.example.longpolling;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The chat room over HTTP, where a server may only answer. So it takes its time: {@code GET /messages?after=7&wait=25}
 * is answered when there are messages after number 7, or with 204 when 25 seconds are up. {@code POST /messages} says
 * something, {@code from TAB text}, and is answered with the id that the message got. {@code GET /} is a page for the
 * browser.
 */
public final class ChatServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ChatServer.class.getName());
    private static final int BACKLOG = 128;
    private static final int THREADS = 16;
    private static final int PLACES = 3_000;
    private static final int MAX_WAIT_SECONDS = 60;
    private static final int DEFAULT_WAIT_SECONDS = 25;
    private static final int WRITE_WITHIN_SECONDS = 5;
    private static final int END_WITHIN_MILLIS = 300;
    private static final int MAX_POST = 4 * Message.MAX_FROM + 1 + 4 * Message.MAX_TEXT;

    static {
        HttpBounds.apply();
    }

    private final HttpServer http;
    private final byte[] page;
    private final ExecutorService pool;
    private final HeldRequests held;
    private final Phaser answering = new Phaser(1);         // close() is the one; each request in hand is one more
    /** How long {@link #close} waits for the requests in hand; tests on a busy machine set more. */
    volatile int finishWithinMillis = 1_000;
    private volatile boolean closing;
    private final LongAdder polls = new LongAdder();

    private ChatServer(HttpServer http, byte[] page, HeldRequests held) {
        this.http = http;
        this.page = page;
        this.held = held;
        AtomicInteger number = new AtomicInteger();
        // A connection has one request at a time, so that no more than maxConnections of them ever wait for a thread.
        this.pool = Executors.newFixedThreadPool(THREADS,
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
        return start(port, history, PLACES, WRITE_WITHIN_SECONDS);
    }

    static ChatServer start(int port, History history, int places, int writeWithinSeconds) throws IOException {
        byte[] page = readPage();
        HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), BACKLOG);
        HeldRequests held = new HeldRequests(history, places, writeWithinSeconds, http.getAddress().getPort());
        ChatServer server = new ChatServer(http, page, held);
        http.createContext("/", server::handle);
        http.setExecutor(server.pool);          // without one, all requests wait for each other on a single thread
        http.start();
        return server;
    }
    // end::start[]

    /** The address of the page; the messages are below it. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    /**
     * The server says something. Each reader that waits for the next message hears it now.
     *
     * @throws IllegalArgumentException if the name or the text is empty, too long, or has control characters
     */
    public Message publish(String from, String text) {
        return held.publish(from, text);
    }

    /**
     * How many readers wait for the next message now. One that has gone is counted until its wait is over, since the
     * server does not learn of it.
     */
    public int readers() {
        return held.size();
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
                throw HeldRequests.closing();
            }
            switch (request.path()) {
                case "/" -> page(request);
                case "/messages" -> messages(request);
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

    private void messages(TextExchange request) throws IOException, RefusedException {
        request.allow("GET", "HEAD", "POST");
        if (request.method().equals("POST")) {
            say(request);
        } else {
            poll(request);
        }
    }

    // tag::say[]
    /** Answers a POST with 201 and the id of the message. */
    private void say(TextExchange request) throws IOException, RefusedException {
        String[] parts = request.text(MAX_POST).split("\t", -1);
        if (parts.length != 2) {
            throw new RefusedException(400, "the body is one line: a name, a tab, a text");
        }
        Message message;
        try {
            message = held.publish(parts[0], parts[1]);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, e.getMessage());
        }
        request.answer(201, message.id() + "\n");
    }
    // end::say[]

    // tag::poll[]
    /** Passes the request on, and returns: this thread is free for others, and another one answers when it is time. */
    private void poll(TextExchange request) throws RefusedException {
        polls.increment();
        long after = request.number("after", 0);
        long wait = request.number("wait", DEFAULT_WAIT_SECONDS);
        if (wait > MAX_WAIT_SECONDS) {
            throw new RefusedException(400, "wait is " + MAX_WAIT_SECONDS + " seconds at the most");
        }
        held.answerOrHold(request, after, wait);
    }
    // end::poll[]

    /** How often someone has asked for messages. */
    long polls() {
        return polls.sum();
    }

    /** How many of those were asked in vain. */
    long emptyAnswers() {
        return held.emptyAnswers();
    }

    // tag::close[]
    /**
     * Answers each reader that waits, and whoever still comes, with 503 and when to come back; finishes what else is in
     * hand; closes the port and every connection. All threads have ended when it returns, within two seconds.
     */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(finishWithinMillis);
        held.letGo(finishWithinMillis);
        try {
            answering.awaitAdvanceInterruptibly(answering.arriveAndDeregister(), deadline - System.nanoTime(),
                    TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.log(Level.DEBUG, "a request is cut off: it takes too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.stop(0);
        held.close();
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
