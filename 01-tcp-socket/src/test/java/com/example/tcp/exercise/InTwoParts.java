package com.example.tcp.exercise;

import java.io.InputStream;

/** A stream that hands out what has arrived so far, as a socket does: first one part, then the other. */
final class InTwoParts extends InputStream {

    private final byte[] bytes;
    private final int cut;
    private int at;

    InTwoParts(byte[] bytes, int cut) {
        this.bytes = bytes;
        this.cut = cut;
    }

    @Override
    public int read() {
        return at == bytes.length ? -1 : bytes[at++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int n = Math.min(length, (at < cut ? cut : bytes.length) - at);
        System.arraycopy(bytes, at, into, offset, n);
        at += n;
        return n == 0 && length > 0 ? -1 : n;
    }
}
