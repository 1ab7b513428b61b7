package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** One answer to exercise 6.6. */
public record CloseFrame(int code, String reason) {

    private static final int NO_CODE = 1005;
    private static final int LONGEST_REASON = 125 - 2;

    public static final class Failure extends IOException {

        private final int code;

        public Failure(int code, String sentence) {
            super(sentence);
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    public static CloseFrame decode(byte[] payload) throws Failure {
        if (payload.length == 0) {
            return new CloseFrame(NO_CODE, "");
        }
        if (payload.length == 1) {
            throw new Failure(1002, "a close code has two bytes, not one");
        }
        ByteBuffer in = ByteBuffer.wrap(payload);
        int code = Short.toUnsignedInt(in.getShort());
        if (!mayBeSent(code)) {
            throw new Failure(1002, "the close code " + code + " must not be sent");
        }
        try {
            return new CloseFrame(code, UTF_8.newDecoder().decode(in).toString());
        } catch (CharacterCodingException e) {
            throw new Failure(1007, "the reason is not valid UTF-8");
        }
    }

    public byte[] encode() {
        if (code == NO_CODE && reason.isEmpty()) {
            return new byte[0];
        }
        if (!mayBeSent(code)) {
            throw new IllegalArgumentException("the close code " + code + " must not be sent");
        }
        byte[] text = reason.getBytes(UTF_8);
        int kept = cut(text);
        return ByteBuffer.allocate(2 + kept).putShort((short) code).put(text, 0, kept).array();
    }

    private static boolean mayBeSent(int code) {
        return code >= 1000 && code <= 1003
                || code >= 1007 && code <= 1014
                || code >= 3000 && code <= 4999;
    }

    /** How many bytes of a text fit into a Close frame, none of its characters cut. */
    private static int cut(byte[] text) {
        if (text.length <= LONGEST_REASON) {
            return text.length;
        }
        int end = LONGEST_REASON;
        // A byte 10xxxxxx goes on with a character: the border is in front of the first byte that does not.
        while ((text[end] & 0b1100_0000) == 0b1000_0000) {
            end--;
        }
        return end;
    }
}
