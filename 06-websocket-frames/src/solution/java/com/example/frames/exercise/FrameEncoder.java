package com.example.frames.exercise;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** One answer to exercise 6.3. */
public final class FrameEncoder {

    private static final int FIN = 0b1000_0000;
    private static final int MASK = 0b1000_0000;
    private static final int LONGEST_HEADER = 2 + 8 + 4;

    private FrameEncoder() {
    }

    public static byte[] server(boolean fin, int opcode, byte[] payload) {
        ByteBuffer header = header(fin, opcode, 0, payload.length);
        return frame(header, payload);
    }

    public static byte[] client(boolean fin, int opcode, byte[] payload, Supplier<byte[]> keys) {
        ByteBuffer header = header(fin, opcode, MASK, payload.length);
        byte[] key = keys.get();
        header.put(key);
        // A copy: the payload is the caller's, who may send it to others too.
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= key[i % 4];
        }
        return frame(header, masked);
    }

    private static ByteBuffer header(boolean fin, int opcode, int mask, int length) {
        boolean control = opcode >= 8;
        if (opcode < 0 || opcode > 10 || opcode > 2 && !control) {
            throw new IllegalArgumentException("opcode " + opcode + " is reserved");
        }
        if (control && !fin) {
            throw new IllegalArgumentException("a control frame must not be fragmented");
        }
        if (control && length > 125) {
            throw new IllegalArgumentException("a control frame has at most 125 bytes, not " + length);
        }
        ByteBuffer header = ByteBuffer.allocate(LONGEST_HEADER);
        header.put((byte) ((fin ? FIN : 0) | opcode));
        if (length <= 125) {
            header.put((byte) (mask | length));
        } else if (length <= 65_535) {
            header.put((byte) (mask | 126)).putShort((short) length);
        } else {
            header.put((byte) (mask | 127)).putLong(length);
        }
        return header;
    }

    private static byte[] frame(ByteBuffer header, byte[] payload) {
        header.flip();
        return ByteBuffer.allocate(header.remaining() + payload.length).put(header).put(payload).array();
    }
}
