package com.example.streaming.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** A stream that hands out what has arrived so far, as a socket does; then it ends, or nothing more ever comes. */
final class Arriving extends InputStream {

    static final int EVERYWHERE = -1;

    private final boolean staysOpen;
    private final byte[] bytes;
    private final int cut;
    private int at;

    Arriving(boolean staysOpen, byte[] bytes, int cut) {
        this.staysOpen = staysOpen;
        this.bytes = bytes;
        this.cut = cut;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (at == bytes.length) {
            return staysOpen ? never() : -1;
        }
        int arrived = cut == EVERYWHERE ? 1 : (at < cut ? cut : bytes.length) - at;
        int n = Math.min(length, arrived);
        System.arraycopy(bytes, at, into, offset, n);
        at += n;
        return n;
    }

    private static int never() throws IOException {
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("a latch that is never counted down");
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
