package com.example.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Protocols;
import java.util.Map;

/** A request that is refused: the status and the fields of the response, and one sentence for the peer. */
final class RefusedException extends Exception {

    private final int status;
    private final transient Map<String, String> fields;

    RefusedException(int status, String sentence) {
        this(status, sentence, Map.of());
    }

    /** @param fields what this status obliges the response to carry, such as {@code Allow} with 405 */
    RefusedException(int status, String sentence, Map<String, String> fields) {
        super(sentence);
        this.status = status;
        this.fields = Map.copyOf(fields);
    }

    // tag::answer[]
    /** Answers with a status and one sentence, and ends the exchange. */
    void answer(HttpServerExchange exchange) {
        HeaderMap response = exchange.getResponseHeaders();
        exchange.setStatusCode(status);
        exchange.setProtocol(Protocols.HTTP_1_1);           // our own: Undertow would repeat the request's
        response.put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.put(Headers.CACHE_CONTROL, "no-store");
        fields.forEach((name, value) -> response.put(new HttpString(name), value));
        exchange.getResponseSender().send(getMessage() + "\n");
    }
    // end::answer[]
}
