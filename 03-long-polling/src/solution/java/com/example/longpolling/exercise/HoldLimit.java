package com.example.longpolling.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** One answer to exercise 3.4. */
public final class HoldLimit implements HttpHandler {

    /** The handler behind: it answers the request now, or keeps it and answers later. */
    public interface Holder {

        /**
         * @param done to be run when the request has been answered: it gives the place back. To run it once more does
         *     nothing
         * @throws IOException when the request could not be taken; its place is given back, as with any exception
         */
        void hold(HttpExchange exchange, Runnable done) throws IOException;
    }

    private final int places;
    private final int retryAfterSeconds;
    private final Holder holder;
    private final Semaphore free;

    public HoldLimit(int places, int retryAfterSeconds, Holder holder) {
        this.places = places;
        this.retryAfterSeconds = retryAfterSeconds;
        this.holder = holder;
        this.free = new Semaphore(places);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!free.tryAcquire()) {
            refuse(exchange);
            return;
        }
        AtomicBoolean given = new AtomicBoolean();
        Runnable done = () -> {
            if (given.compareAndSet(false, true)) {
                free.release();
            }
        };
        try {
            holder.hold(exchange, done);
        } catch (IOException | RuntimeException | Error e) {
            done.run();
            throw e;
        }
    }

    public int held() {
        return places - free.availablePermits();
    }

    private void refuse(HttpExchange exchange) throws IOException {
        byte[] sentence = "Too many readers are waiting: come back later.\n".getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(retryAfterSeconds));
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(503, sentence.length);
            exchange.getResponseBody().write(sentence);
        }
    }
}
