package com.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request that gets no connection: the status that answers it, and one sentence for the peer. */
final class RefusedException extends Exception {

    private final int status;

    RefusedException(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    // tag::answer[]
    /** Answers. Jetty waits for the callback: a refusal that forgets it leaves the peer waiting. */
    void answer(Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (status == 426) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            response.getHeaders().put(HttpHeader.CONNECTION, "Upgrade");
            response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, "13");
        } else if (status == 405) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
        }
        response.write(true, ByteBuffer.wrap((getMessage() + "\n").getBytes(UTF_8)), callback);
    }
    // end::answer[]
}
