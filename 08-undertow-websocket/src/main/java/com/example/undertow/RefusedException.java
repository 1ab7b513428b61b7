package com.example.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;

/** A request that gets no connection: the status that answers it, and one sentence for the peer. */
final class RefusedException extends Exception {

    private final int status;

    RefusedException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    // tag::answer[]
    /** Answers, and ends the exchange. */
    void answer(HttpServerExchange exchange) {
        HeaderMap fields = exchange.getResponseHeaders();
        exchange.setStatusCode(status);
        fields.put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        fields.put(Headers.CACHE_CONTROL, "no-store");
        if (status == StatusCodes.UPGRADE_REQUIRED) {
            fields.put(Headers.UPGRADE, "websocket");
            fields.put(Headers.CONNECTION, "Upgrade");
            fields.put(Headers.SEC_WEB_SOCKET_VERSION, "13");
        } else if (status == StatusCodes.METHOD_NOT_ALLOWED) {
            fields.put(Headers.ALLOW, "GET");
        }
        exchange.getResponseSender().send(getMessage() + "\n");
    }
    // end::answer[]
}
