package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * What is around {@link OwnServer}: the JDK's HTTP server with its limits, the page, the checks of what comes in, and
 * the body of a response that does not end. No exercise is in this file.
 */
final class OwnHttp {

    /** A reader that wants the events after an id. */
    interface Events {

        /** Writes them into the body until the reader is done. The answer is its refusal; null if it was let in. */
        Answer send(long after, Body body);
    }

    /** A status, a body of plain text, and perhaps a field with a number. */
    record Answer(int status, String text, String field, long number) {

        Answer(int status, String text) {
            this(status, text, null, 0);
        }
    }

    private static final int MOST_READERS = 150;
    private static final int MOST_BYTES = 4 * (32 + 1 + 1_000);
    /** Something to see, and nothing that breaks or turns a line. */
    private static final String PART = "(?!\\s*(\t|$))[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\u202a-\u202e\u2066-\u2069]";
    private static final Pattern SAID = Pattern.compile(PART + "{1,32}\t" + PART + "{1,1000}");

    static {
        // The JDK's server has few bounds by default, and takes them from here only; times in seconds. A response may
        // take as long as its reader stays.
        Map.of("jdk.httpserver.maxConnections", "200", "sun.net.httpserver.maxReqTime", "10",
                "sun.net.httpserver.nodelay", "true")
                .forEach(System.getProperties()::putIfAbsent);
    }

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "own-server"));
    private final Set<Body> bodies = ConcurrentHashMap.newKeySet();
    private final Events events;
    private final ToLongFunction<String> say;
    private final HttpServer http;
    private final String page;
    private volatile boolean closing;

    /** @param say what takes a line, {@code name TAB text}, and gives its id */
    OwnHttp(int port, Events events, ToLongFunction<String> say) throws IOException {
        this.events = events;
        this.say = say;
        try (InputStream in = OwnHttp.class.getResourceAsStream("/com/example/streaming/page.html")) {
            page = new String(in.readAllBytes(), UTF_8);
        }
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 50);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    ExecutorService threads() {
        return threads;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            answer = answer(exchange);
        } catch (CharacterCodingException e) {
            answer = new Answer(400, "the body is not UTF-8\n");
        } catch (RuntimeException e) {
            answer = new Answer(500, "the server has made a mistake: " + e + "\n");
        }
        if (answer == null) {
            return;
        }
        byte[] body = answer.text.getBytes(UTF_8);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("text/plain; charset=utf-8"));
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (answer.field != null) {
            exchange.getResponseHeaders().set(answer.field, String.valueOf(answer.number));
        }
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        try (exchange) {
            exchange.sendResponseHeaders(answer.status, bodiless ? -1 : body.length);
            exchange.getResponseBody().write(bodiless ? new byte[0] : body);
        }
    }

    /** A page of a stranger is in the same browser: its Origin gives it away, or the Host that it has made up. */
    private Answer answer(HttpExchange exchange) throws IOException {
        List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (hosts.size() != 1) {
            return new Answer(400, "a request has exactly one Host field\n");
        } else if (!hosts.get(0).matches("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]*)?")) {
            return new Answer(421, "this server answers for localhost only\n");
        } else if (origin != null && !origin.equalsIgnoreCase("http://" + hosts.get(0))) {
            return new Answer(403, "pages from elsewhere may not talk to this room\n");
        }
        String method = exchange.getRequestMethod();
        String target = exchange.getRequestURI().toString();
        if (closing) {
            return new Answer(503, "the server is closing\n", "Retry-After", 1);
        }
        if (target.equals("/") && (method.equals("GET") || method.equals("HEAD"))) {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            return new Answer(200, page);
        }
        if (!target.matches("/(messages|events(\\?.*)?)?")) {
            return new Answer(404, "there is nothing at this path\n");
        }
        String allowed = target.equals("/") ? "GET, HEAD" : target.equals("/messages") ? "POST" : "GET";
        if (!method.equals(allowed)) {
            exchange.getResponseHeaders().set("Allow", allowed);
            return new Answer(405, "this path takes " + allowed + " only\n");
        }
        return method.equals("POST") ? say(exchange) : events(exchange, target);
    }

    /** The id in Last-Event-ID is newer than the one in the address, which stays as it was. */
    private Answer events(HttpExchange exchange, String target) throws IOException {
        List<String> last = exchange.getRequestHeaders().getOrDefault("Last-Event-ID",
                List.of(target.equals("/events") ? "0" : target.replaceFirst("/events\\?after=", "")));
        if (last.size() != 1 || !last.get(0).matches("[0-9]{1,18}")) {
            return new Answer(400, "a stream is /events?after=ID\n");
        } else if (bodies.size() >= MOST_READERS) {
            return new Answer(503, "too many readers\n", "Retry-After", 5);
        }
        Body body = new Body(exchange);
        bodies.add(body);
        Answer refusal = null;
        try {
            if (!closing) {
                refusal = events.send(Long.parseLong(last.get(0)), body);
            }
        } finally {
            bodies.remove(body);
            body.end();
        }
        if (!body.begun) {
            return refusal != null ? refusal : new Answer(503, "the server is closing\n", "Retry-After", 1);
        } else if (!closing) {
            throw new IOException("the reader has gone, or was too slow");      // and so its connection is closed
        }
        exchange.close();                                                       // the last chunk, of no length
        return null;
    }

    private Answer say(HttpExchange exchange) throws IOException {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (!type.matches("(?i)text/plain *(; *charset=\"?utf-8\"? *)?")) {
            return new Answer(415, "the body must be text/plain; charset=utf-8\n");
        } else if (body.length > MOST_BYTES) {
            exchange.getRequestBody().readNBytes(1 << 20);      // what is left unread would reset the connection
            return new Answer(413, "the body is longer than " + MOST_BYTES + " bytes\n");
        }
        String said = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        return SAID.matcher(said).matches() ? new Answer(201, say.applyAsLong(said) + "\n")
                : new Answer(400, "the body is one line: a name, a tab, a text\n");
    }

    /** The body of a response that does not end, written by the thread that has created it. */
    static final class Body extends OutputStream {

        private final HttpExchange exchange;
        private Thread writer = Thread.currentThread();
        private boolean begun;
        private boolean writing;                                                // these two under the lock
        private boolean finishing;

        private Body(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        /** With the first bytes the head goes out: until then a reader may be refused. */
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            enter();
            try {
                send(bytes, from, length);
            } finally {
                leave();
            }
        }

        private void send(byte[] bytes, int from, int length) throws IOException {
            if (!begun) {
                begun = true;
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
                exchange.getResponseHeaders().set("Cache-Control", "no-store");
                exchange.sendResponseHeaders(200, 0);                           // 0: of unknown length, in chunks
            }
            exchange.getResponseBody().write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            enter();
            try {
                if (begun) {
                    exchange.getResponseBody().flush();
                }
            } finally {
                leave();
            }
        }

        /** An interrupt closes the channel of a thread that writes: nothing is written once the end is announced. */
        private synchronized void enter() throws IOException {
            if (finishing) {
                throw new EOFException("the stream ends here");
            }
            writing = true;
        }

        private synchronized void leave() {
            writing = false;
            if (finishing) {
                writer.interrupt();
            }
        }

        /** The server stops: ends the stream behind what is being written. */
        private synchronized void finish() {
            finishing = true;
            if (!writing && writer != null) {
                writer.interrupt();
            }
        }

        /** For another thread: an interrupt ends a write that hangs, and to close the exchange would hang behind it. */
        @Override
        public synchronized void close() {
            if (writer != null && writer != Thread.currentThread()) {
                writer.interrupt();
            }
        }

        /** The writer's thread does something else from here on, and may not be interrupted. */
        private synchronized void end() {
            writer = null;
            Thread.interrupted();
        }
    }

    /** Each stream ends, and its reader may come back for the rest. Requests in hand are finished, within 5 s. */
    void close() {
        closing = true;
        bodies.forEach(Body::finish);
        threads.shutdown();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.stop(0);
        threads.shutdownNow();
    }
}
