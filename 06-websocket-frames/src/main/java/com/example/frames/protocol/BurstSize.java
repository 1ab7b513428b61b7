package com.example.frames.protocol;

import java.nio.ByteBuffer;

/**
 * How large the next buffer of an {@link Outbox} should be: as large as all that left together the last time, so that
 * it can leave in one write again. It only tunes; the bytes are the same with any size.
 */
final class BurstSize {

    /** The bytes wait in pieces, none larger than this. */
    private static final int LARGEST = 256 * 1024;

    /** How many bytes have come since the outbox was empty, and how many came the time before. */
    private long burst;
    private long lastBurst;

    void added(int bytes) {
        burst += bytes;
    }

    void emptied() {
        lastBurst = burst;
        burst = 0;
    }

    /**
     * The size of the next buffer, in bytes.
     *
     * @param last the one before it, which was not enough; null if there is none
     */
    int next(ByteBuffer last, int wanted) {
        long usual = last == null ? lastBurst : 2L * last.capacity();
        return (int) Math.min(Math.max(wanted, usual), LARGEST);
    }
}
