package com.example.longpolling.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** One answer to exercise 3.2. */
public final class AnswerOnce {

    /** What the JDK's server takes as the length of an answer that has no body; 0 would mean "chunked". */
    private static final int NO_BODY = -1;

    private final HttpExchange exchange;
    private final AtomicBoolean answered = new AtomicBoolean();

    public AnswerOnce(HttpExchange exchange) {
        this.exchange = exchange;
    }

    public boolean news(String lines) throws IOException {
        // The race is decided here, in one step and without a lock. Only the winner goes on to the slow part.
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        byte[] body = lines.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        send(200, body.length, body);
        return true;
    }

    public boolean timeOut() throws IOException {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        send(204, NO_BODY, new byte[0]);
        return true;
    }

    private void send(int status, long length, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        try (OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(status, length);
            out.write(body);
        } catch (IOException e) {
            exchange.close();
            throw e;
        }
    }
}
