package com.example.several;

import java.io.IOException;

/**
 * The log cannot be reached, or does not take or give anything now. An append that ends so may have been done all the
 * same: the answer is what got lost.
 */
public final class LogAwayException extends IOException {

    public LogAwayException(Throwable cause) {
        super("the room's log is away", cause);
    }
}
