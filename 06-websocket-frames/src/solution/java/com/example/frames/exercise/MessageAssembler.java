package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** One answer to exercise 6.4. */
public final class MessageAssembler {

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    public record Message(int opcode, byte[] payload) { }

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

    private final int maxBytes;
    private final int maxFragments;

    /** What the message that is under way began as, text or binary; CONTINUATION if none is. */
    private int begun = CONTINUATION;
    private int fragments;
    private ByteArrayOutputStream bytes;

    public MessageAssembler(int maxBytes, int maxFragments) {
        this.maxBytes = maxBytes;
        this.maxFragments = maxFragments;
    }

    public Optional<Message> accept(boolean fin, int opcode, byte[] payload) throws Failure {
        if (opcode >= CLOSE) {
            return Optional.of(new Message(opcode, payload));
        }
        if (opcode == CONTINUATION) {
            requireThat(begun != CONTINUATION, 1002, "a message is continued that has not begun");
        } else {
            requireThat(begun == CONTINUATION, 1002, "a message begins before the last one has ended");
            begun = opcode;
            fragments = 0;
            bytes = new ByteArrayOutputStream();
        }
        requireThat(++fragments <= maxFragments, 1009, "a message has more than " + maxFragments + " fragments");
        // A difference, not a sum: a sum of two lengths can be too large for an int.
        requireThat(payload.length <= maxBytes - bytes.size(), 1009, "a message is longer than " + maxBytes + " bytes");
        bytes.writeBytes(payload);
        return fin ? Optional.of(finish()) : Optional.empty();
    }

    private Message finish() throws Failure {
        Message message = new Message(begun, bytes.toByteArray());
        requireThat(message.opcode() != TEXT || isUtf8(message.payload()), 1007, "a text is not valid UTF-8");
        begun = CONTINUATION;
        bytes = null;
        return message;
    }

    private static boolean isUtf8(byte[] text) {
        try {
            // Unlike new String(text, UTF_8), which puts U+FFFD in place of what is wrong, a decoder complains.
            UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void requireThat(boolean holds, int code, String otherwise) throws Failure {
        if (!holds) {
            throw new Failure(code, otherwise);
        }
    }
}
