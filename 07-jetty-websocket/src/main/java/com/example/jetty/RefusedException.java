package com.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

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
    /**
     * Answers with a status and one sentence. Jetty waits for the callback: a refusal that forgets it leaves the peer
     * waiting.
     */
    void answer(Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        fields.forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap((getMessage() + "\n").getBytes(UTF_8)), callback);
    }
    // end::answer[]
}
