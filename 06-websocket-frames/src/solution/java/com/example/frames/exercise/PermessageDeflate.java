package com.example.frames.exercise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** One answer to exercise 6.8. */
public final class PermessageDeflate implements AutoCloseable {

    /** What a flush leaves at the end: the length of an empty block, and the same with all bits turned. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
    private static final byte[] EMPTY_MESSAGE = {0};

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
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);

    public PermessageDeflate(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    public byte[] compress(byte[] message) {
        if (message.length == 0) {
            // The deflater writes nothing at a flush when nothing came since the last one.
            return EMPTY_MESSAGE.clone();
        }
        deflater.setInput(message);
        ByteArrayOutputStream flushed = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        int n;
        do {
            n = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            flushed.write(buffer, 0, n);
        } while (n == buffer.length);
        return Arrays.copyOf(flushed.toByteArray(), flushed.size() - TAIL.length);
    }

    public byte[] decompress(byte[] payload) throws Failure {
        byte[] input = Arrays.copyOf(payload, payload.length + TAIL.length);
        System.arraycopy(TAIL, 0, input, payload.length, TAIL.length);
        inflater.setInput(input);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try {
            while (true) {
                int n = inflater.inflate(buffer);
                if (n > maxBytes - message.size()) {
                    throw new Failure(1009, "a message is longer than " + maxBytes + " bytes");
                }
                message.write(buffer, 0, n);
                if (inflater.finished()) {
                    int left = inflater.getRemaining();
                    inflater.reset();
                    inflater.setInput(input, input.length - left, left);
                } else if (n == 0) {
                    return message.toByteArray();
                }
            }
        } catch (DataFormatException e) {
            throw new Failure(1007, "a compressed message is not DEFLATE: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
