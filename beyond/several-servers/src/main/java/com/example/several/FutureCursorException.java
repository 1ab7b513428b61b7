package com.example.several;

import java.io.IOException;

/**
 * The reader says that it has seen a message which this room does not have yet. Either the number is wrong, or the
 * server has lost its history and counts from 1 again; the reader can only start again, after 0.
 */
public final class FutureCursorException extends IOException {

    private final long last;

    /**
     * @param after the id that the reader named
     * @param last the id of the last message of the room, 0 if there is none
     */
    public FutureCursorException(long after, long last) {
        super("there is no message " + after + " yet: the last one is " + last);
        this.last = last;
    }

    /** The id of the last message of the room, 0 if there is none. */
    public long last() {
        return last;
    }
}
