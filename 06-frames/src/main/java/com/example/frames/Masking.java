package com.example.frames;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Masking (RFC 6455, section 5.3): byte {@code i} of the payload is combined by XOR with byte {@code i mod 4} of the
 * key. Doing it twice undoes it. It hides nothing, the key stands beside it; it keeps a page from writing bytes of its
 * own choice onto the wire, which an old proxy might take for a request (section 10.3).
 */
public final class Masking {

    /** Eight bytes of a buffer at a time, in the order that this machine's registers have them. */
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Masking() {
    }

    // tag::apply[]
    /**
     * Masks or unmasks a part of a buffer where it lies.
     *
     * @param from the index of the first byte
     * @param to the index after the last one
     * @param key the four bytes of the key, the most significant is for the byte at {@code from}
     */
    public static void apply(ByteBuffer buffer, int from, int to, int key) {
        long word = (long) key << 32 | key & 0xFFFF_FFFFL;
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            word = Long.reverseBytes(word);
        }
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            EIGHT_BYTES.set(buffer, i, (long) EIGHT_BYTES.get(buffer, i) ^ word);
        }
        for (; i < to; i++) {
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
