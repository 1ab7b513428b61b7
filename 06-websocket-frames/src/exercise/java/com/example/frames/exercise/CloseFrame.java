package com.example.frames.exercise;

import java.io.IOException;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 6.6: the payload of a Close frame (RFC 6455, sections 5.5.1 and 7.4).
 *
 * <p>It is empty, or it is a code of two bytes, the most significant first, and then a reason in UTF-8, which may be
 * empty. A control frame has at most 125 bytes, so that 123 are left for the reason.
 *
 * <p>Codes that may be on the wire: 1000 to 1003 and 1007 to 1014 (section 7.4.1 and IANA's registry), and 3000 to 4999
 * (section 7.4.2). All others may not. Three of them only mean something inside a program, and must never be sent: 1005
 * "there was no code", 1006 "the connection was lost without a Close frame", 1015 "TLS failed".
 *
 * <p>Example: {@code 03 e8 62 79 65} is 1000 "bye".
 *
 * @param code   the close code; 1005 if the payload is empty
 * @param reason for people who read logs, never null
 */
public record CloseFrame(int code, String reason) {

    /** The payload breaks the rules: the connection fails (section 7.1.7). */
    public static final class Failure extends IOException {

        private final int code;

        /**
         * @param code     what the peer is told in our Close frame
         * @param sentence what was wrong
         */
        public Failure(int code, String sentence) {
            super(sentence);
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /**
     * Reads what a peer has sent.
     *
     * @param payload at most 125 bytes: the frame's header saw to that. It stays as it is
     * @throws Failure with 1002, if there is only one byte or the code may not be on the wire; with 1007, if the reason
     *     is not valid UTF-8
     */
    public static CloseFrame decode(byte[] payload) throws Failure {
        throw new TestAbortedException("6.6 CloseFrame.decode: not started");
    }

    /**
     * The payload to send: at most 125 bytes. Of a longer reason as many whole characters are kept as fit into 123
     * bytes; a character is a code point, never half of one. The code 1005 with an empty reason gives an empty payload.
     *
     * @throws IllegalArgumentException if the code may not be on the wire, or 1005 comes with a reason
     */
    public byte[] encode() {
        throw new TestAbortedException("6.6 CloseFrame.encode: not started");
    }
}
