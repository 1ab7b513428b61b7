package com.example.frames.handshake;

import java.io.IOException;

/**
 * A request that is refused: the status and the fields of the response, and one plain sentence, which is both the
 * message of this exception and the body of the response. The server throws it to refuse; the client throws it when it
 * was refused.
 */
public final class RefusedException extends IOException {

    private final int status;
    private final transient HeaderFields fields;

    /** @param status the HTTP status code of the response, 400 to 599 in a server */
    public RefusedException(int status, String sentence) {
        this(status, sentence, HeaderFields.NONE);
    }

    /** @param fields what this status obliges the response to carry, such as {@code Allow} with 405 */
    public RefusedException(int status, String sentence, HeaderFields fields) {
        super(sentence);
        this.status = status;
        this.fields = fields;
    }

    static RefusedException badRequest(String sentence) {
        return new RefusedException(400, sentence);
    }

    /** The HTTP status code (RFC 9110, section 15). */
    public int status() {
        return status;
    }

    public HeaderFields fields() {
        return fields;
    }
}
