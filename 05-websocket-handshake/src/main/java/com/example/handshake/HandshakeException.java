package com.example.handshake;

import java.io.IOException;

/**
 * A request that is refused: the status and the fields that the client is answered with, and one plain sentence, which
 * is both the message of this exception and the body of the answer.
 */
public final class HandshakeException extends IOException {

    private final int status;
    private final HeaderFields fields;

    /** @param status the HTTP status code of the answer, 400 to 599 */
    public HandshakeException(int status, String sentence) {
        this(status, sentence, HeaderFields.NONE);
    }

    /** @param fields what this status obliges the answer to carry, such as {@code Allow} with 405 */
    public HandshakeException(int status, String sentence, HeaderFields fields) {
        super(sentence);
        this.status = status;
        this.fields = fields;
    }

    static HandshakeException badRequest(String sentence) {
        return new HandshakeException(400, sentence);
    }

    public int status() {
        return status;
    }

    public HeaderFields fields() {
        return fields;
    }
}
