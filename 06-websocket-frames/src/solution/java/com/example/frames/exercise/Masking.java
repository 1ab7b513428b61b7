package com.example.frames.exercise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** One answer to exercise 6.2. */
public final class Masking {

    /** Eight neighbours in a byte array, seen as one long, the first of them on top. */
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Masking() {
    }

    public static void apply(byte[] bytes, int from, int to, byte[] key, long offset) {
        Objects.checkFromToIndex(from, to, bytes.length);
        if (key.length != 4) {
            throw new IllegalArgumentException("a masking key has 4 bytes, not " + key.length);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("the offset " + offset + " is negative");
        }
        // The key, turned so that it starts with the byte that this piece needs first; and that twice, to fill a long.
        int turned = Integer.rotateLeft(ByteBuffer.wrap(key).getInt(), 8 * (int) (offset % 4));
        long twice = (long) turned << 32 | Integer.toUnsignedLong(turned);

        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            EIGHT_BYTES.set(bytes, at, (long) EIGHT_BYTES.get(bytes, at) ^ twice);
        }
        for (int shift = 56; at < to; at++, shift -= 8) {
            bytes[at] ^= (byte) (twice >>> shift);
        }
    }
}
