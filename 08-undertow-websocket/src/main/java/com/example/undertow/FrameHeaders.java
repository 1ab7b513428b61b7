package com.example.undertow;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Looks at the headers of a client's frames, byte by byte as they come, for what must not be (RFC 6455, section 5).
 * It takes nothing out of the buffer: Undertow parses the same bytes afterwards.
 */
final class FrameHeaders {

    private static final int FIN = 0b1000_0000;
    private static final int RSV1 = 0b0100_0000;
    private static final int RSV2_AND_RSV3 = 0b0011_0000;
    private static final int MASK = 0b1000_0000;
    private static final int LONGEST = 2 + 8;            // the masking key behind it is not looked at

    /** What is wrong: a close code and a sentence for the peer. */
    record Fault(int code, String sentence) {
    }

    private final boolean deflate;
    private final long limit;
    private final byte[] header = new byte[LONGEST];
    private int seen;
    /** The bytes of the message so far; -1 between two messages. */
    private long message = -1;

    /**
     * @param deflate whether compression was agreed on
     * @param limit the longest message, in bytes as they travel
     */
    FrameHeaders(boolean deflate, long limit) {
        this.deflate = deflate;
        this.limit = limit;
    }

    /** Looks at what has come of a header; call it before Undertow's parser takes it away. */
    Optional<Fault> look(ByteBuffer arrived) {
        for (int i = arrived.position(); i < arrived.limit() && seen < LONGEST; i++) {
            header[seen++] = arrived.get(i);
        }
        return Optional.ofNullable(seen < 2 ? null : fault());
    }

    /** The header is complete, and was without fault: the next byte that is looked at belongs to the next one. */
    void complete() {
        boolean data = (header[0] & 8) == 0;
        if (data) {
            message = (header[0] & FIN) != 0 ? -1 : Math.max(0, message) + length();
        }
        seen = 0;
    }

    // tag::fault[]
    /** What is wrong with a frame's header (RFC 6455, section 5). */
    private Fault fault() {
        int opcode = header[0] & 0x0F;
        boolean control = opcode >= 8;
        int rsv = header[0] & (RSV1 | RSV2_AND_RSV3);
        int first = header[1] & 0x7F;
        if ((header[1] & MASK) == 0) {
            return wrong("a client must mask its frames");
        }
        if (rsv != 0 && !(deflate && rsv == RSV1 && (opcode == 1 || opcode == 2))) {
            return wrong("a reserved bit is set that was not agreed on");
        }
        if (opcode > 2 && opcode != 8 && opcode != 9 && opcode != 10) {
            return wrong("opcode " + opcode + " is reserved");
        }
        if (control && ((header[0] & FIN) == 0 || first > 125)) {
            return wrong("a control frame has at most 125 bytes, and no fragments");
        }
        if (opcode == 8 && first == 1) {
            return wrong("a Close frame with a body of one byte has half a code");
        }
        if (!control && (opcode == 0) != (message >= 0)) {
            return wrong(opcode == 0 ? "there is no message to go on with" : "a message began inside another one");
        }
        return control ? null : lengthFault(first);
    }
    // end::fault[]

    private Fault lengthFault(int first) {
        if (seen < (first < 126 ? 2 : first == 126 ? 4 : 10)) {
            return null;                                                        // not all of it is here yet
        }
        long length = length();
        if (length < (first < 126 ? 0 : first == 126 ? 126 : 65_536)) {
            return wrong("a length must be in the shortest form, and not negative");
        }
        return Math.max(0, message) + length <= limit ? null
                : new Fault(CloseStatus.TOO_BIG, "a message has at most " + limit + " bytes");
    }

    private long length() {
        ByteBuffer bytes = ByteBuffer.wrap(header);
        int first = header[1] & 0x7F;
        return first < 126 ? first : first == 126 ? bytes.getShort(2) & 0xFFFF : bytes.getLong(2);
    }

    private static Fault wrong(String sentence) {
        return new Fault(CloseStatus.PROTOCOL_ERROR, sentence);
    }
}
