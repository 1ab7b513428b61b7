package com.example.frames.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Masking (RFC 6455, section 5.3): byte {@code i} of the payload is combined by XOR with byte {@code i mod 4} of the
 * key. Doing it twice undoes it. It hides nothing, since the key is beside it. It keeps a page from writing bytes of
 * its own choice onto the wire, which an old proxy might take for a request (section 10.3).
 */
public final class Masking {

    private Masking() {
    }

    // tag::apply[]
    /**
     * Masks or unmasks a part of a buffer where it is.
     *
     * @param from the index of the first byte
     * @param to the index after the last one
     * @param key the four bytes of the key, the most significant is for the byte at {@code from}
     */
    public static void apply(ByteBuffer buffer, int from, int to, int key) {
        // Words in the order of this machine: then the loop becomes a few of its widest instructions.
        LongBuffer words = buffer.duplicate().order(ByteOrder.nativeOrder()).limit(to).position(from).asLongBuffer();
        int count = words.limit();
        long twice = (long) key << 32 | key & 0xFFFF_FFFFL;
        long word = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? twice : Long.reverseBytes(twice);
        for (int i = 0; i < count; i++) {
            words.put(i, words.get(i) ^ word);
        }
        for (int i = from + count * Long.BYTES; i < to; i++) {
            buffer.put(i, (byte) (buffer.get(i) ^ key >>> 24));
            key = Integer.rotateLeft(key, 8);
        }
    }
    // end::apply[]

    /** The key as the next part of a payload needs it, after a part of this many bytes. */
    public static int rotate(int key, int bytes) {
        return Integer.rotateLeft(key, 8 * (bytes & 3));
    }
}
