package com.example.polling.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

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
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * The room, with your exercises: 2.2 decides about each poll, and 2.1 keeps the messages. The rest is here: the JDK's
 * HTTP server, and the checks of what comes in.
 */
public final class OwnServer implements AutoCloseable {

    private static final int KEPT = 1_000;
    private static final int MOST_BYTES = 4 * (32 + 1 + 1_000);
    /** Something to see, and nothing that breaks or turns a line. */
    private static final String PART = "(?!\\s*(\t|$))[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\u202a-\u202e\u2066-\u2069]";
    private static final Pattern SAID = Pattern.compile(PART + "{1,32}\t" + PART + "{1,1000}");

    static {    // the JDK's server has few bounds by default, and takes them from here only; times in seconds
        Map.of("jdk.httpserver.maxConnections", "200", "sun.net.httpserver.maxReqTime", "10",
                "sun.net.httpserver.maxRspTime", "60", "sun.net.httpserver.nodelay", "true")
                .forEach(System.getProperties()::putIfAbsent);
    }

    private final MessageLog log = new MessageLog(KEPT, KEPT, System::currentTimeMillis);
    private final ExecutorService threads = Executors.newFixedThreadPool(16, task -> new Thread(task, "own-server"));
    private final HttpServer http;
    private final String page;
    private long last;                                  // with the log, under one lock

    private record Answer(int status, String text) { }

    public OwnServer(int port) throws IOException {
        try (InputStream in = OwnServer.class.getResourceAsStream("/com/example/polling/page.html")) {
            page = new String(in.readAllBytes(), UTF_8);
        }
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 50);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    public int port() {
        return http.getAddress().getPort();
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
        byte[] body = answer.text.getBytes(UTF_8);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("text/plain; charset=utf-8"));
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        try (exchange) {
            exchange.sendResponseHeaders(answer.status, bodiless ? -1 : body.length);
            exchange.getResponseBody().write(bodiless ? new byte[0] : body);
        }
    }

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
        return target.equals("/messages") && method.equals("POST") ? say(exchange) : poll(exchange, method, target);
    }

    private Answer poll(HttpExchange exchange, String method, String target) {
        synchronized (log) {
            long oldest = Math.max(1, last - KEPT + 1);
            PollRequest.Verdict verdict = PollRequest.judge(method, target, oldest, last);
            switch (verdict.status()) {
                case 200 -> {
                    return new Answer(200, log.after(verdict.after()).entries().stream()
                            .map(entry -> entry.id() + "\t" + entry.text() + "\n").collect(joining()));
                }
                case 400 -> exchange.getResponseHeaders().set("Last-Id", String.valueOf(last));
                case 405 -> exchange.getResponseHeaders().set("Allow", "GET, HEAD, POST");
                case 410 -> exchange.getResponseHeaders().set("Oldest-Id", String.valueOf(oldest));
                default -> { }
            }
            return new Answer(verdict.status(), "exercise 2.2 says " + verdict.status() + "\n");
        }
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
        if (!SAID.matcher(said).matches()) {
            return new Answer(400, "the body is one line: a name, a tab, a text\n");
        }
        synchronized (log) {
            last = log.append(said);
            return new Answer(201, last + "\n");
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        for (long end = System.nanoTime() + 5_000_000_000L; !threads.isTerminated() && System.nanoTime() - end < 0; ) {
            LockSupport.parkNanos(1_000_000);                       // the requests in hand are finished
        }
        http.stop(0);
    }

    public static void main(String[] args) throws Exception {
        OwnServer server = new OwnServer(Integer.parseInt(args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "own-server-goodbye"));
        System.out.println("Your room is open: http://localhost:" + server.port() + "/ Ctrl-C ends it.");
        Thread.currentThread().join();
    }
}
