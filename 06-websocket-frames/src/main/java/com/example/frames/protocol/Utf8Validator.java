package com.example.frames.protocol;

import java.nio.ByteBuffer;

/**
 * Checks text as it arrives, cut anywhere, and fails at the first byte that cannot be right any more (RFC 6455, section
 * 8.1; the table of well-formed sequences is in RFC 3629, section 4). It decodes nothing: who only passes a text on
 * never needs the characters.
 */
public final class Utf8Validator {

    private static final long EIGHT_TOP_BITS = 0x8080_8080_8080_8080L;

    /** How many bytes the character that has begun still needs. */
    private int missing;
    /** What the next of them may be: 80 to BF, less after some first bytes. */
    private int lowest;
    private int highest;

    // tag::accept[]
    /**
     * Checks the next part of a text.
     *
     * @param from the index of its first byte
     * @param to the index after its last one; a character may go on in the next part
     * @throws WebSocketException 1007, as soon as the text cannot be UTF-8 any more
     */
    public void accept(ByteBuffer text, int from, int to) throws WebSocketException {
        int i = from;
        while (i < to) {
            if (missing == 0) {
                i = skipAscii(text, i, to);
                if (i < to) {
                    begin(text.get(i++) & 0xFF);
                }
            } else {
                int next = text.get(i++) & 0xFF;
                if (next < lowest || next > highest) {
                    throw notUtf8(next);
                }
                missing--;
                lowest = 0x80;
                highest = 0xBF;
            }
        }
    }
    // end::accept[]

    /**
     * The text is complete.
     *
     * @throws WebSocketException 1007 if its last character is not
     */
    public void end() throws WebSocketException {
        if (missing > 0) {
            throw WebSocketException.invalidData("the text ends inside a character");
        }
    }

    private void begin(int first) throws WebSocketException {
        if (first < 0x80) {
            return;
        }
        if (first < 0xC2 || first > 0xF4) {
            throw notUtf8(first);
        }
        missing = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        // No longer form than needed (E0, F0), no halves of UTF-16 pairs (ED), nothing beyond U+10FFFF (F4).
        lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    }

    /** Most text is ASCII for long stretches: eight bytes without a top bit are eight characters. */
    private static int skipAscii(ByteBuffer text, int from, int to) {
        int i = from;
        while (i <= to - Long.BYTES && (text.getLong(i) & EIGHT_TOP_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < to && text.get(i) >= 0) {
            i++;
        }
        return i;
    }

    private static WebSocketException notUtf8(int wrong) {
        return WebSocketException.invalidData(String.format("the text is not UTF-8: %02x is not allowed here", wrong));
    }
}
