package com.example.bench.load;

import java.nio.ByteBuffer;

/**
 * What the messages of a run say: a number of eight digits, so that no message is like the one before it, and a pattern
 * behind it. All of it is ASCII: the same bytes go as text and as binary.
 */
final class Payload {

    /** How many bytes the number takes: the shortest message. */
    static final int DIGITS = 8;

    private final ByteBuffer pattern;
    private final boolean text;

    /** @param size in bytes, at least {@link #DIGITS} */
    Payload(int size, boolean text) {
        if (size < DIGITS) {
            throw new IllegalArgumentException("a message has at least " + DIGITS + " bytes");
        }
        this.text = text;
        pattern = ByteBuffer.allocateDirect(size);
        for (int i = 0; i < size; i++) {
            pattern.put(i, (byte) ('0' + (i * 31 + i / 64) % 64));
        }
    }

    int size() {
        return pattern.capacity();
    }

    boolean text() {
        return text;
    }

    /** The byte at an index of the message with this number. */
    byte at(long number, int index) {
        return index < DIGITS ? digit(number, index) : pattern.get(index);
    }

    /** A digit of a number, to the base of 64. */
    static byte digit(long number, int index) {
        return (byte) ('0' + (number >>> 6 * index & 63));
    }

    /** Whether {@code bytes} from its position to its limit are what the message has from an index on. */
    boolean matches(long number, int index, ByteBuffer bytes) {
        int at = bytes.position();
        int to = bytes.limit();
        for (; index < DIGITS && at < to; index++, at++) {
            if (bytes.get(at) != digit(number, index)) {
                return false;
            }
        }
        if (at == to) {
            return true;
        }
        if (index + to - at > size()) {
            return false;
        }
        return bytes.slice(at, to - at).equals(pattern.slice(index, to - at));
    }
}
