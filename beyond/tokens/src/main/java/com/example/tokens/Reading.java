package com.example.tokens;

import com.example.streaming.EventStreamParser;
import com.example.streaming.ServerSentEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The reading side in Java; {@code page.html} has the same for a browser, whose {@code fetch} gives pieces just so. */
final class Reading {

    private static final int MAX_EVENT = 8_192;
    private static final int ATTEMPTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "tokens-silence");
        thread.setDaemon(true);
        return thread;
    });

    private final URI server;
    private final Duration patience;
    private final Consumer<String> onToken;
    private String name;                                    // of the generation, once it is known
    private String place = "";                              // the last id: it outlives every connection

    Reading(URI server, Consumer<String> onToken) {
        this(server, onToken, PATIENCE);
    }

    /** @param patience how long the server may be silent; it sends a comment each second */
    Reading(URI server, Consumer<String> onToken, Duration patience) {
        this.server = server;
        this.onToken = onToken;
        this.patience = patience;
    }

    // tag::read[]
    /**
     * Asks, and reads to the end, over as many responses as it takes.
     *
     * @return how it ended: {@code [DONE]}, {@code stopped}, or {@code error: } and why
     * @throws IOException if nothing comes in five attempts in a row
     */
    String ask(String prompt) throws IOException, InterruptedException {
        IOException broken = null;
        for (int attempts = 0; attempts < ATTEMPTS; attempts++) {
            String before = place;
            HttpRequest.Builder request = name == null
                    ? HttpRequest.newBuilder(server.resolve("/generations"))
                            .POST(HttpRequest.BodyPublishers.ofString(prompt))
                    : HttpRequest.newBuilder(server.resolve(name)).header("Last-Event-ID", place.isEmpty() ? "0"
                            : place);
            try {
                return read(HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofInputStream()));
            } catch (IOException e) {
                broken = e;
                if (name == null) {
                    throw e;                                // a POST that may have been done is not repeated
                }
                attempts = place.equals(before) ? attempts : -1;
            }
        }
        throw broken;
    }

    private String read(HttpResponse<InputStream> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("the server answers " + response.statusCode());
        }
        name = response.headers().firstValue("Content-Location").orElseThrow();
        EventStreamParser parser = new EventStreamParser(MAX_EVENT, place);
        byte[] piece = new byte[1_024];
        try (InputStream in = response.body()) {
            for (int n = next(in, piece); n >= 0; n = next(in, piece)) {
                for (ServerSentEvent event : parser.feed(ByteBuffer.wrap(piece, 0, n))) {
                    place = event.lastEventId();
                    if (event.type().equals("error")) {
                        return "error: " + event.data();
                    } else if (event.type().equals("stopped") || event.data().equals("[DONE]")) {
                        return event.type().equals("stopped") ? "stopped" : event.data();
                    }
                    onToken.accept(event.data());
                }
            }
        }
        throw new IOException("the stream ended before [DONE]");
    }
    // end::read[]

    /** The next piece. A connection that only seems to live would be waited for forever. */
    private int next(InputStream in, byte[] piece) throws IOException {
        Future<?> silence = TIMER.schedule(() -> {
            in.close();
            return null;
        }, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return in.read(piece);
        } finally {
            silence.cancel(false);
        }
    }

    /** Ends the generation; closing the connection would only look like a cut. */
    int stop() throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(server.resolve(name)).timeout(PATIENCE).DELETE().build(),
                BodyHandlers.discarding()).statusCode();
    }

    String name() {
        return name;
    }
}
