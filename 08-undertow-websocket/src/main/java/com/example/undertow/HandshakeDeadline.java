package com.example.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Hangs up on a peer whose request does not come to an end. Undertow's own time limits end with the head of a request:
 * for a body that was announced and does not come, and for a peer that does not read its response, it waits forever.
 */
final class HandshakeDeadline implements HttpHandler {

    private final Duration time;
    private final HttpHandler next;

    /** @param time from the head of a request to the end of its response */
    HandshakeDeadline(Duration time, HttpHandler next) {
        this.time = time;
        this.next = next;
    }

    // tag::deadline[]
    /** Cuts off a client that never ends its request, or its body. */
    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        XnioExecutor.Key deadline;
        try {
            deadline = exchange.getIoThread().executeAfter(() -> IoUtils.safeClose(exchange.getConnection()),
                    time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        exchange.addExchangeCompleteListener((done, others) -> {
            deadline.remove();                      // a handshake that went well ends here, too
            others.proceed();
        });
        next.handleRequest(exchange);
    }
    // end::deadline[]
}
