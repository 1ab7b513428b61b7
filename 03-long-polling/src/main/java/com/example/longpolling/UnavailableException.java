package com.example.longpolling;

import java.io.IOException;

/** The server has no place for this reader now, or is closing, and says when to come (RFC 9110, section 15.6.4). */
public final class UnavailableException extends IOException {

    private final int retryAfterSeconds;

    /** @param retryAfterSeconds how long to stay away, as the server said in Retry-After */
    public UnavailableException(String sentence, int retryAfterSeconds) {
        super(sentence);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** How long to stay away, in seconds. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
