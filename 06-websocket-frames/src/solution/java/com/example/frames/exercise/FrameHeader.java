package com.example.frames.exercise;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One answer to exercise 6.1. */
public record FrameHeader(boolean fin, int rsv, int opcode, boolean masked, long length, int maskingKey) {

    private static final int FIN = 0b1000_0000;
    private static final int RSV = 0b0111_0000;
    private static final int OPCODE = 0b0000_1111;
    private static final int MASK = 0b1000_0000;
    private static final int LENGTH = 0b0111_1111;

    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    public static Optional<FrameHeader> decode(ByteBuffer in) throws ProtocolException {
        // A second view of the same bytes: reading from it leaves the position of `in` alone.
        ByteBuffer header = in.duplicate();
        if (header.remaining() < 2) {
            return Optional.empty();
        }
        int first = header.get();
        int second = header.get();
        boolean masked = (second & MASK) != 0;
        int number = second & LENGTH;
        int missing = (number == TWO_BYTES ? 2 : number == EIGHT_BYTES ? 8 : 0) + (masked ? 4 : 0);
        if (header.remaining() < missing) {
            return Optional.empty();
        }
        long length = switch (number) {
            case TWO_BYTES -> Short.toUnsignedLong(header.getShort());
            case EIGHT_BYTES -> header.getLong();
            default -> number;
        };
        int maskingKey = masked ? header.getInt() : 0;

        FrameHeader decoded = new FrameHeader(
                (first & FIN) != 0, (first & RSV) >> 4, first & OPCODE, masked, length, maskingKey);
        decoded.check(number);
        in.position(header.position());
        return Optional.of(decoded);
    }

    private void check(int number) throws ProtocolException {
        boolean control = opcode >= 8;
        if (opcode > 10 || opcode > 2 && !control) {
            throw new ProtocolException("opcode " + opcode + " is reserved");
        }
        if (control && !fin) {
            throw new ProtocolException("a control frame must not be fragmented");
        }
        if (control && number > 125) {
            throw new ProtocolException("a control frame has at most 125 bytes");
        }
        if (length < 0) {
            throw new ProtocolException("the top bit of a length must be 0");
        }
        if (number == TWO_BYTES && length < 126 || number == EIGHT_BYTES && length < 65_536) {
            throw new ProtocolException("a length of " + length + " must be written in its shortest form");
        }
    }
}
