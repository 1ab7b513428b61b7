package com.example.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Tokens as they come. {@code POST /generations} with a prompt is answered by an event stream, a token an event, and
 * {@code [DONE]} at the end. Its {@code Content-Location} names the generation: {@code GET} it with
 * {@code Last-Event-ID} to go on after a cut, {@code DELETE} it to stop. {@code GET /} is a page for the browser.
 */
public final class Tokens implements AutoCloseable {

    private static final int MAX_PROMPT = 4_096;
    private static final int MAX_GENERATIONS = 200;
    private static final int MAX_READERS = 200;

    static {
        // The JDK's server reads them once. A reader that stays for longer comes back, as after any other cut.
        Map.of("sun.net.httpserver.nodelay", "true",            // false: a token could wait 40 ms for an ACK
                "sun.net.httpserver.maxReqTime", "10",          // seconds for a request to arrive; no limit
                "sun.net.httpserver.maxRspTime", "600")         // seconds for a response to be read; no limit
                .forEach(System.getProperties()::putIfAbsent);
    }

    private final Map<String, Generation> generations = new ConcurrentHashMap<>();
    private final AtomicInteger cutAfter = new AtomicInteger(-1);
    private final Semaphore places = new Semaphore(MAX_READERS);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "tokens");
        thread.setDaemon(true);
        return thread;
    });
    private final Function<String, Model> models;
    private final Duration keep;
    private final byte[] page;
    private final HttpServer http;

    /**
     * Starts on the loopback.
     *
     * @param port 0 for any that is free
     * @param models the model for a prompt
     * @param keep how long a generation without a reader is kept
     */
    Tokens(int port, Function<String, Model> models, Duration keep) throws IOException {
        this.models = models;
        this.keep = keep;
        try (InputStream in = Tokens.class.getResourceAsStream("page.html")) {
            if (in == null) {
                throw new FileNotFoundException("page.html is not on the class path");
            }
            page = in.readAllBytes();
        }
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int refused = gate(exchange);
            String path = exchange.getRequestURI().getPath();
            if (refused != 0) {
                exchange.sendResponseHeaders(refused, -1);
            } else if (path.equals("/") && exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            } else {
                generations(exchange, path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As in lesson 02: a stranger's page must not spend our tokens. The status of the refusal; 0: come in. */
    private static int gate(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (host == null || !host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?")) {
            return 421;
        }
        return origin == null || origin.equals("http://" + host) || origin.equals("https://" + host) ? 0 : 403;
    }

    private void generations(HttpExchange exchange, String path) throws IOException, InterruptedException {
        Generation known = generations.get(path);
        switch (exchange.getRequestMethod()) {
            case "POST" -> create(exchange, path);
            case "GET" -> resume(exchange, path, known);
            case "DELETE" -> {
                if (known != null) {
                    known.end("event: stopped\ndata: by the reader\n\n");
                }
                exchange.sendResponseHeaders(known == null ? 404 : 204, -1);
            }
            default -> {
                exchange.getResponseHeaders().set("Allow", "GET, POST, DELETE");
                exchange.sendResponseHeaders(405, -1);
            }
        }
    }

    private void create(HttpExchange exchange, String path) throws IOException, InterruptedException {
        byte[] prompt = exchange.getRequestBody().readNBytes(MAX_PROMPT + 1);
        if (!path.equals("/generations")) {
            exchange.sendResponseHeaders(404, -1);
        } else if (prompt.length == 0 || prompt.length > MAX_PROMPT) {
            exchange.sendResponseHeaders(prompt.length > MAX_PROMPT ? 413 : 400, -1);
        } else if (kept() >= MAX_GENERATIONS || places.availablePermits() == 0) {
            exchange.sendResponseHeaders(503, -1);              // no token is made for a reader without a place
        } else {
            String name = "/generations/" + UUID.randomUUID();          // whoever knows it may read and stop it
            Generation generation = new Generation(models.apply(new String(prompt, UTF_8)), keep);
            generations.put(name, generation);
            threads.execute(generation);
            stream(exchange, name, generation, 0);
        }
    }

    private void resume(HttpExchange exchange, String path, Generation known) throws IOException, InterruptedException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        int after = last == null ? 0 : last.matches("[0-9]{1,9}") ? Integer.parseInt(last) : Integer.MAX_VALUE;
        if (known == null) {
            exchange.sendResponseHeaders(404, -1);
        } else if (after > known.made()) {
            exchange.sendResponseHeaders(400, -1);
        } else {
            stream(exchange, path, known, after);
        }
    }

    // tag::stream[]
    private void stream(HttpExchange exchange, String name, Generation generation, int after)
            throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        generation.joined(1);
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Accel-Buffering", "no");       // or nginx collects them first
            exchange.getResponseHeaders().set("Content-Location", name);
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.flush();                                        // the name, before the first token
            int cut = cutAfter.getAndSet(-1);
            int id = after;
            for (String event = generation.after(id); event != null; event = generation.after(id)) {
                if (cut >= 0 && id - after == cut) {
                    return;                                     // the response ends, and [DONE] has not come
                }
                out.write(event.getBytes(UTF_8));
                out.flush();
                id += event.startsWith("id:") ? 1 : 0;
            }
            if (cut < 0 || id - after != cut) {
                out.write(generation.end().getBytes(UTF_8));
                out.close();
            }
        } finally {
            generation.joined(-1);
            places.release();
        }
    }
    // end::stream[]

    /** The next response breaks after so many tokens, as behind a proxy that has waited long enough. */
    void cutNextAfter(int tokens) {
        cutAfter.set(tokens);
    }

    /** How many generations are kept. */
    int kept() {
        generations.values().removeIf(Generation::isForgotten);
        return generations.size();
    }

    /** How many tokens the generation of this name has so far. */
    int made(String name) {
        return generations.get(name).made();
    }

    /** The address of the page. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
