package com.example.frames.exercise;

/** One answer to exercise 6.5. */
public final class Utf8Validator {

    private static final int WRONG = -1;

    /** How many bytes the character that has begun still needs; WRONG forever once a byte was wrong. */
    private int missing;

    /** The next byte of a character must lie between these two; only the second byte has special bounds. */
    private int low = 0x80;
    private int high = 0xbf;

    public int accept(byte[] piece) {
        for (int i = 0; i < piece.length; i++) {
            int next = piece[i] & 0xff;
            if (missing == 0) {
                begin(next);
            } else if (missing > 0) {
                goOn(next);
            }
            if (missing == WRONG) {
                return i;
            }
        }
        return -1;
    }

    public boolean isComplete() {
        return missing == 0;
    }

    private void begin(int first) {
        missing = first <= 0x7f ? 0
                : first < 0xc2 ? WRONG
                : first <= 0xdf ? 1
                : first <= 0xef ? 2
                : first <= 0xf4 ? 3
                : WRONG;
        low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    }

    private void goOn(int next) {
        missing = next < low || next > high ? WRONG : missing - 1;
        low = 0x80;
        high = 0xbf;
    }
}
