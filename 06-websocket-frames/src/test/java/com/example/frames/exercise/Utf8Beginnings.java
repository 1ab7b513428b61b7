package com.example.frames.exercise;

import java.util.BitSet;

/** What one, two and three bytes a character may begin with: told by writing down every character there is. */
final class Utf8Beginnings {

    private final BitSet[] ofLength = {new BitSet(), new BitSet(), new BitSet(), new BitSet()};

    Utf8Beginnings() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x1_0000 ? 1 : 64) {
            if (c < 0x80) {
                mark(1, c);
            } else if (c < 0x800) {
                mark(2, 0xc080 | c << 2 & 0x1f00 | c & 0x3f);
            } else if (c < 0x1_0000) {
                if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                    mark(3, 0xe0_8080 | c << 4 & 0x0f_0000 | c << 2 & 0x3f00 | c & 0x3f);
                }
            } else {
                mark(3, 0xf0_8080 | c >> 2 & 0x07_0000 | c >> 4 & 0x3f00 | c >> 6 & 0x3f);
            }
        }
    }

    private void mark(int length, int bytes) {
        for (; length > 0; length--, bytes >>= 8) {
            ofLength[length].set(bytes);
        }
    }

    /** The index of the first wrong one of three bytes, -1 if none is wrong. */
    int firstWrong(byte[] three) {
        int bytes = 0;
        int length = 0;
        for (int i = 0; i < three.length; i++) {
            bytes = bytes << 8 | three[i] & 0xff;
            length++;
            if (!ofLength[length].get(bytes)) {
                return i;
            }
            if (bytes < 0x80 || length == 2 && bytes < 0xe000) {
                bytes = 0;
                length = 0;
            }
        }
        return -1;
    }
}
