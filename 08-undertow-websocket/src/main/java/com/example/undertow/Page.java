package com.example.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * What is answered over HTTP: the page at {@code /}, and a sentence everywhere else. The page is read once, when the
 * server starts: its handler runs on an I/O thread, which must not wait for a disk.
 */
final class Page implements HttpHandler {

    private final ByteBuffer page;

    Page() throws IOException {
        try (InputStream html = Page.class.getResourceAsStream("page.html")) {
            page = ByteBuffer.wrap(html.readAllBytes()).asReadOnlyBuffer();
        }
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (!exchange.getRequestPath().equals("/")) {
            new RefusedException(404, "There is nothing at this address.").answer(exchange);
        } else if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            notAllowed().answer(exchange);
        } else {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
            exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
            exchange.getResponseSender().send(page.duplicate());
        }
    }

    static RefusedException notAllowed() {
        return new RefusedException(405, "This address can be read with GET.", Map.of("Allow", "GET, HEAD"));
    }
}
