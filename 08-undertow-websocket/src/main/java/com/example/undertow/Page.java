package com.example.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

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
            new RefusedException(StatusCodes.NOT_FOUND, "there is nothing at this path").answer(exchange);
        } else if (!exchange.getRequestMethod().equals(Methods.GET)) {
            new RefusedException(StatusCodes.METHOD_NOT_ALLOWED, "only GET is answered here").answer(exchange);
        } else {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
            exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
            exchange.getResponseSender().send(page.duplicate());
        }
    }
}
