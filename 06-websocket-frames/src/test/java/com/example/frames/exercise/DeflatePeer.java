package com.example.frames.exercise;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The other side of permessage-deflate, as it should be (RFC 7692, section 7.2). */
final class DeflatePeer implements AutoCloseable {

    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final Inflater inflater = new Inflater(true);

    /** Reads a payload, with all those before it in mind, and finds the message in it. */
    void reads(Story story, byte[] payload, byte[] message) {
        story.step("a peer reads the payload %s", Story.hex(payload));
        String expected = "the payload is raw DEFLATE, and complete when 00 00 ff ff are appended";
        try {
            story.bytes("the message at the peer", message, inflated(payload));
            story.that(!endsWithTail(payload), "00 00 ff ff is cut off", "it is still there: " + Story.hex(
                    Arrays.copyOfRange(payload, Math.max(0, payload.length - 8), payload.length)));
        } catch (DataFormatException e) {
            story.that(false, expected, "the peer's inflater says: " + e.getMessage());
        }
    }

    private byte[] inflated(byte[] payload) throws DataFormatException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] buffer = new byte[10_000];
        for (byte[] part : new byte[][] {payload, TAIL}) {
            inflater.setInput(part);
            for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                message.write(buffer, 0, n);
            }
            if (inflater.finished()) {
                inflater.reset();
                break;
            }
        }
        return message.toByteArray();
    }

    private static boolean endsWithTail(byte[] payload) {
        return payload.length >= 4
                && Arrays.equals(payload, payload.length - 4, payload.length, TAIL, 0, TAIL.length);
    }

    @Override
    public void close() {
        inflater.end();
    }

    /** What a right sender makes of a message. */
    static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(message);
        byte[] payload = new byte[message.length + 1000];
        int length = deflater.deflate(payload, 0, payload.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(payload, length - 4);
    }
}
