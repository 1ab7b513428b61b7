package com.example.longpolling;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a scripted server does with one more question. */
interface Behaviour {

    void answer(HttpExchange exchange) throws IOException;

    static Behaviour news(String lines) {
        return exchange -> send(exchange, 200, lines, lines.getBytes(UTF_8).length);
    }

    /** The connection breaks in the middle of the body. */
    static Behaviour half(String lines) {
        return exchange -> send(exchange, 200, lines, lines.getBytes(UTF_8).length * 2);
    }

    static Behaviour status(int status) {
        return exchange -> send(exchange, status, "", 0);
    }

    static Behaviour retryAfter(String seconds) {
        return field("Retry-After", seconds, status(503));
    }

    static Behaviour field(String name, String value, Behaviour then) {
        return exchange -> {
            exchange.getResponseHeaders().set(name, value);
            then.answer(exchange);
        };
    }

    static Behaviour late(int millis, Behaviour then) {
        return exchange -> CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> {
            try {
                then.answer(exchange);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void send(HttpExchange exchange, int status, String body, int length) throws IOException {
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        exchange.getResponseBody().flush();
        exchange.close();
    }
}
