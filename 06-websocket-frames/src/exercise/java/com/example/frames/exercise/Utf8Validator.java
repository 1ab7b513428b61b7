package com.example.frames.exercise;

import org.opentest4j.TestAbortedException;

/**
 * Exercise 6.5: check UTF-8 as it arrives (RFC 3629; RFC 6455, section 8.1).
 *
 * <p>A text may be many megabytes in many frames. A check at the end would have to keep all of it; this
 * validator keeps a few bits, takes the bytes in pieces cut anywhere, and tells the first byte with which no character
 * can go on.
 *
 * <p>These, in hexadecimal, are all the characters there are (Unicode, table 3-7):
 * <pre>
 *   00..7f
 *   c2..df  80..bf
 *   e0      a0..bf  80..bf            80..9f would be overlong: a shorter form exists
 *   e1..ec  80..bf  80..bf
 *   ed      80..9f  80..bf            a0..bf would be a surrogate, U+D800 to U+DFFF
 *   ee..ef  80..bf  80..bf
 *   f0      90..bf  80..bf  80..bf    80..8f would be overlong
 *   f1..f3  80..bf  80..bf  80..bf
 *   f4      80..8f  80..bf  80..bf    90..bf would be above U+10FFFF
 * </pre>
 *
 * <p>Example: in {@code e2 82 ac} all is right: it is the euro sign. In {@code e2 82 28} byte number 2 is wrong, in
 * {@code ed a0 80} byte number 1 already.
 */
public final class Utf8Validator {

    /**
     * Takes the next piece of the text.
     *
     * @return the index in {@code piece} of the first wrong byte: with the bytes up to it no text can begin, whatever
     *     follows; -1 if there is none. When a byte was wrong, the text stays wrong: for every later piece that is not
     *     empty the result is 0
     */
    public int accept(byte[] piece) {
        throw new TestAbortedException("6.5 Utf8Validator.accept: not started");
    }

    /** Whether the text may end here: no byte was wrong, and no character is only half there. */
    public boolean isComplete() {
        throw new TestAbortedException("6.5 Utf8Validator.isComplete: not started");
    }
}
