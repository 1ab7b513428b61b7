package com.example.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tokens as they come. {@code POST /generations} with a prompt is answered by an event stream, a token an event, and
 * {@code [DONE]} at the end. Its {@code Content-Location} names the generation: {@code GET} it with
 * {@code Last-Event-ID} to go on after a cut, {@code DELETE} it to stop.
 */
public final class Tokens implements AutoCloseable {

    /** So many tokens may be made that no reader has taken: then the model waits. */
    static final int AHEAD = 16;
    private static final int MAX_PROMPT = 4_096;
    private static final int MAX_GENERATIONS = 100;
    private static final String[] WORDS = {" the", " server", " speaks", " first", " and", " it", " was", " asked"};

    private final Map<String, Generation> generations = new ConcurrentHashMap<>();
    private final AtomicInteger lastNumber = new AtomicInteger();
    private final AtomicInteger cutAfter = new AtomicInteger(-1);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "tokens");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer http;
    private final long paceMillis;
    private final long keepMillis;

    /**
     * Starts on the loopback, on any free port.
     *
     * @param pace how long the made-up model takes for a token
     * @param keep how long a generation without a reader is kept
     */
    public Tokens(Duration pace, Duration keep) throws IOException {
        paceMillis = pace.toMillis();
        keepMillis = keep.toMillis();
        http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        http.setExecutor(threads);
        http.createContext("/generations", this::handle);
        http.start();
    }

    // tag::generation[]
    /** What one prompt brings forth. The model works on a thread of its own, whatever becomes of the reader. */
    private final class Generation implements Runnable {

        private final String prompt;
        private final List<String> tokens = new ArrayList<>();
        private String end;                                     // null while the model works
        private int taken;
        private int readers;
        private long seen = System.nanoTime();                  // when a reader came or went

        Generation(String prompt) {
            this.prompt = prompt;
        }

        @Override
        public void run() {
            try {
                think();
                linger();
            } catch (InterruptedException e) {
                end("event: error\ndata: the server stops\n\n");
            }
        }

        private void think() throws InterruptedException {
            Random random = new Random(prompt.hashCode());      // the same prompt, the same tokens
            int count = 20 + random.nextInt(20);
            for (int i = 0; i < count && mayGoOn(); i++) {
                Thread.sleep(paceMillis);                       // it thinks
                if (prompt.contains("fail") && i == 5) {        // the status 200 is long gone: an event must say it
                    end("event: error\ndata: the model has lost its thread\n\n");
                } else {
                    add(WORDS[random.nextInt(WORDS.length)]);
                }
            }
            end("data: [DONE]\n\n");
        }

        /** Back-pressure: no token is made for a reader that does not take those that are there. */
        private synchronized boolean mayGoOn() throws InterruptedException {
            while (end == null && tokens.size() - taken >= AHEAD) {
                if (!waitForReader()) {
                    end("event: error\ndata: no reader came back in time\n\n");
                }
            }
            return end == null;
        }

        /** The end is kept for a while, too: a cut may have been just before it. */
        private synchronized void linger() throws InterruptedException {
            while (generations.containsValue(this) && waitForReader()) {
                continue;
            }
            generations.values().remove(this);
        }

        /** Waits for a change; false if there was no reader for too long. */
        private boolean waitForReader() throws InterruptedException {
            long left = readers > 0 ? keepMillis : keepMillis - (System.nanoTime() - seen) / 1_000_000;
            if (left > 0) {
                wait(left);
            }
            return left > 0;
        }

        private synchronized void add(String token) {
            tokens.add(token);
            notifyAll();
        }

        synchronized void end(String how) {
            end = end == null ? how : end;
            notifyAll();
        }

        /** The events after {@code id}; a comment if none comes in a second; null at the end of all. */
        synchronized String after(int id) throws InterruptedException {
            taken = Math.max(taken, id);                        // what was written is what was taken
            notifyAll();
            if (id == tokens.size() && end == null) {
                wait(1_000);
            }
            return id < tokens.size() ? "id: " + (id + 1) + "\ndata: " + tokens.get(id) + "\n\n"
                    : end == null ? ":\n\n" : null;
        }

        synchronized void joined(int more) {
            readers += more;
            seen = System.nanoTime();
            notifyAll();
        }
    }
    // end::generation[]

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
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
                default -> exchange.sendResponseHeaders(405, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void create(HttpExchange exchange, String path) throws IOException, InterruptedException {
        byte[] prompt = exchange.getRequestBody().readNBytes(MAX_PROMPT + 1);
        if (!path.equals("/generations") || prompt.length == 0 || prompt.length > MAX_PROMPT) {
            exchange.sendResponseHeaders(prompt.length > MAX_PROMPT ? 413 : 400, -1);
        } else if (generations.size() >= MAX_GENERATIONS) {
            exchange.sendResponseHeaders(503, -1);
        } else {
            String name = "/generations/" + lastNumber.incrementAndGet();
            Generation generation = new Generation(new String(prompt, UTF_8));
            generations.put(name, generation);
            threads.execute(generation);
            stream(exchange, name, generation, 0);
        }
    }

    private void resume(HttpExchange exchange, String path, Generation known) throws IOException, InterruptedException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        if (known == null) {
            exchange.sendResponseHeaders(404, -1);
        } else if (last != null && !last.matches("[0-9]{1,9}")) {
            exchange.sendResponseHeaders(400, -1);
        } else {
            stream(exchange, path, known, last == null ? 0 : Integer.parseInt(last));
        }
    }

    // tag::stream[]
    private void stream(HttpExchange exchange, String name, Generation generation, int after)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Accel-Buffering", "no");       // nginx would collect 4 KiB first
        exchange.getResponseHeaders().set("Content-Location", name);
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();                                                        // the name, before the first token
        int cut = cutAfter.getAndSet(-1);
        int id = after;
        generation.joined(1);
        try {
            for (String event = generation.after(id); event != null; event = generation.after(id)) {
                if (cut >= 0 && id - after == cut) {
                    return;                                     // the response ends, and [DONE] has not come
                }
                out.write(event.getBytes(UTF_8));
                out.flush();
                id += event.startsWith("id:") ? 1 : 0;
            }
            out.write(generation.end.getBytes(UTF_8));
            out.close();
            generations.remove(name);
        } finally {
            generation.joined(-1);
        }
    }
    // end::stream[]

    /** The next response breaks after so many tokens, as behind a proxy that has waited long enough. */
    void cutNextAfter(int tokens) {
        cutAfter.set(tokens);
    }

    /** How many generations are kept. */
    int kept() {
        return generations.size();
    }

    /** How many tokens the generation of this name has so far. */
    int made(String name) {
        Generation generation = generations.get(name);
        synchronized (generation) {
            return generation.tokens.size();
        }
    }

    URI uri() {
        return URI.create("http:/" + http.getAddress());
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    /** Plays it. */
    public static void main(String[] args) throws Exception {
        System.out.println("BEYOND: tokens as they come. The response to a POST is an event stream.");
        try (Tokens server = new Tokens(Duration.ofMillis(30), Duration.ofSeconds(5))) {
            play(server, "1. To the end", "why?", 0);
            server.cutNextAfter(4);
            play(server, "2. Cut after four tokens, and resumed", "why?", 0);
            play(server, "3. Stopped at the fifth", "why?", 5);
            play(server, "4. An error in the middle", "please fail", 0);
        }
    }

    private static void play(Tokens server, String title, String prompt, int stopAt) throws Exception {
        System.out.println("\n== " + title);
        AtomicInteger count = new AtomicInteger();
        Reading[] reading = new Reading[1];
        reading[0] = new Reading(server.uri(), token -> {
            if (stopAt > 0 && count.get() == stopAt) {
                return;                                         // some were on their way
            }
            System.out.print(token);
            if (count.incrementAndGet() == stopAt) {
                try {
                    reading[0].stop();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        String end = reading[0].ask(prompt);
        System.out.println("\n" + count + " tokens, and then: " + end);
    }
}
