package com.example.frames.exercise;

import org.opentest4j.TestAbortedException;

/**
 * Exercise 6.2: mask and unmask (RFC 6455, section 5.3).
 *
 * <p>A client masks each frame with a key of four bytes: byte number i of the payload is combined by XOR with byte
 * number i modulo 4 of the key. To do it a second time undoes it, so one method serves both sides.
 *
 * <p>A payload seldom comes in one piece. Each piece is masked when it is there, and the key goes on where it stopped:
 * the piece that starts with byte 6 of the payload starts with byte 2 of the key.
 *
 * <p>Example: "Hello" with the key {@code 37 fa 21 3d} becomes {@code 7f 9f 4d 51 58}.
 */
public final class Masking {

    private Masking() {
    }

    /**
     * Masks, or unmasks, one piece of a payload in place. Nothing but the bytes of the piece changes.
     *
     * <p>The straight loop is right. If you want more: a {@code long} holds the key twice, and masks eight bytes in one
     * step; mind the last few, and the place in the key where the piece starts. Time is not judged.
     *
     * @param bytes  holds the piece, and perhaps other things before and after it
     * @param from   index of the first byte of the piece
     * @param to     index behind its last byte
     * @param key    the masking key: four bytes
     * @param offset how many bytes of the payload came before this piece, from 0 on; a payload may be longer than 2 GiB
     * @throws IndexOutOfBoundsException if {@code from} to {@code to} is not a part of {@code bytes}
     * @throws IllegalArgumentException if the key has not four bytes, or the offset is negative. In either case nothing
     *     was changed
     */
    public static void apply(byte[] bytes, int from, int to, byte[] key, long offset) {
        throw new TestAbortedException("6.2 Masking: not started");
    }
}
