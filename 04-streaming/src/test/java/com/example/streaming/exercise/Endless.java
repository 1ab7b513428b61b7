package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** A stream that never ends; who reads a million bytes of it has no limit. */
final class Endless extends InputStream {

    private final byte[] start;
    private final byte[] again;
    private int read;

    Endless(String start, String again) {
        this.start = start.getBytes(UTF_8);
        this.again = again.getBytes(UTF_8);
    }

    @Override
    public int read() throws IOException {
        if (read == 1_000_000) {
            throw new IOException("a million bytes were read, and there was a limit");
        }
        int at = read++;
        return at < start.length ? start[at] : again[(at - start.length) % again.length];
    }
}
