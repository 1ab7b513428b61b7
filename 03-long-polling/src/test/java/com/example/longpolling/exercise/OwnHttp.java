package com.example.longpolling.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What is around {@link OwnServer}: the JDK's HTTP server with its limits, the page, and the checks of what comes in.
 * No exercise is in this file.
 */
final class OwnHttp {

    /** What the room says to a request. */
    interface Room {

        /** A poll; null if it is answered later. */
        Answer poll(HttpExchange exchange);

        /** A message, {@code name TAB text}, which has been checked. */
        Answer say(String message);
    }

    /** A status, and a body of plain text. */
    record Answer(int status, String text) { }

    private static final int MOST_BYTES = 4 * (32 + 1 + 1_000);
    /** Something to see, and nothing that breaks or turns a line. */
    private static final String PART = "(?!\\s*(\t|$))[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\u202a-\u202e\u2066-\u2069]";
    private static final Pattern SAID = Pattern.compile(PART + "{1,32}\t" + PART + "{1,1000}");

    static {
        // The JDK's server has few bounds by default, and takes them from here only; times in seconds.
        Map.of("jdk.httpserver.maxConnections", "200", "sun.net.httpserver.maxReqTime", "10",
                "sun.net.httpserver.maxRspTime", "60", "sun.net.httpserver.nodelay", "true")
                .forEach(System.getProperties()::putIfAbsent);
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(16, task -> new Thread(task, "own-server"));
    private final Room room;
    private final HttpServer http;
    private final String page;

    OwnHttp(int port, Room room) throws IOException {
        this.room = room;
        try (InputStream in = OwnHttp.class.getResourceAsStream("/com/example/longpolling/page.html")) {
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

    /** Threads on which a response may be written: a reader may be slow. */
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
        if (target.equals("/") && (method.equals("GET") || method.equals("HEAD"))) {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            return new Answer(200, page);
        }
        return target.equals("/messages") && method.equals("POST") ? say(exchange) : room.poll(exchange);
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
        return SAID.matcher(said).matches() ? room.say(said)
                : new Answer(400, "the body is one line: a name, a tab, a text\n");
    }

    /** Requests in hand are finished, within five seconds. */
    void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.stop(0);
    }
}
