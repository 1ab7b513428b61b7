package com.example.jetty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is answered over HTTP: the page at {@code /}, and a sentence everywhere else. */
final class Page extends Handler.Abstract.NonBlocking {

    private final ByteBuffer page;

    Page() throws IOException {
        try (InputStream html = Page.class.getResourceAsStream("page.html")) {
            page = ByteBuffer.wrap(html.readAllBytes()).asReadOnlyBuffer();
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals("/")) {
            new RefusedException(404, "There is nothing at this address.").answer(response, callback);
        } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            notAllowed().answer(response, callback);
        } else {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.write(true, page.slice(), callback);
        }
        return true;
    }

    static RefusedException notAllowed() {
        return new RefusedException(405, "This address can be read with GET.", Map.of("Allow", "GET, HEAD"));
    }
}
