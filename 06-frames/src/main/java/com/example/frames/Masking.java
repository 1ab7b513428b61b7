package com.example.frames;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Masking (RFC 6455, section 5.3): byte {@code i} of the payload is combined by XOR with byte {@code i mod 4} of the
 * key. Doing it twice undoes it. It hides nothing, the key stands beside it; it keeps a page from writing bytes of its
 * own choice onto the wire, which an old proxy might take for a request (section 10.3).
 *
 * <p>It remembers the buffer that it was given last. Not safe for use by several threads.
 */
public final class Masking {

    private ByteBuffer buffer;
    private LongBuffer words;

    // tag::apply[]
    /**
     * Masks or unmasks a part of a buffer where it lies.
     *
     * @param from the index of the first byte
     * @param to the index after the last one
     * @param key the four bytes of the key, the most significant is for the byte at {@code from}
     */
    public void apply(ByteBuffer in, int from, int to, int key) {
        // Words of eight bytes in the middle, where memory is aligned to them.
        int start = Math.min(to, from + 7 & -8);
        int end = Math.max(start, to & -8);
        int keyThere = bytes(in, from, start, key);
        if (start < end) {
            words(in, start / 8, end / 8, keyThere);
        }
        bytes(in, end, to, keyThere);
    }

    private static int bytes(ByteBuffer in, int from, int to, int key) {
        for (int i = from; i < to; i++) {
            in.put(i, (byte) (in.get(i) ^ key >>> 24));
            key = Integer.rotateLeft(key, 8);
        }
        return key;
    }

    private void words(ByteBuffer in, int from, int to, int key) {
        if (buffer != in) {         // a new view for each frame would be garbage
            buffer = in;
            // In the order of this machine: then the loop becomes a few of its widest instructions.
            words = in.duplicate().clear().order(ByteOrder.nativeOrder()).asLongBuffer();
        }
        LongBuffer view = words;
        long twice = (long) key << 32 | key & 0xFFFF_FFFFL;
        long word = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? twice : Long.reverseBytes(twice);
        for (int i = from; i < to; i++) {
            view.put(i, view.get(i) ^ word);
        }
    }
    // end::apply[]

    /** The key as the next part of a payload needs it, after a part of this many bytes. */
    public static int rotate(int key, int bytes) {
        return Integer.rotateLeft(key, 8 * (bytes & 3));
    }
}
