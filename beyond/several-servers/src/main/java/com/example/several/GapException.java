package com.example.several;

import java.io.IOException;

/** Messages between the reader's cursor and the oldest one that is kept are gone: say so, never skip them. */
public final class GapException extends IOException {

    private final long oldest;

    /**
     * @param after the id of the last message that the reader has seen
     * @param oldest the id of the oldest message that is still kept
     */
    public GapException(long after, long oldest) {
        super("messages " + (after + 1) + " to " + (oldest - 1) + " are gone: the oldest that is kept is " + oldest);
        this.oldest = oldest;
    }

    /** The id of the oldest message that is still kept: go on after {@code oldest() - 1}. */
    public long oldest() {
        return oldest;
    }
}
