package com.example.frames.protocol;

import java.nio.ByteBuffer;

/**
 * How a frame is laid out (RFC 6455, section 5.2). Two bytes say almost everything:
 *
 * <pre>
 *    7   6    5    4    3  2  1  0       7   6  5  4  3  2  1  0
 *  +---+----+----+----+-----------+    +----+--------------------+
 *  |FIN|RSV1|RSV2|RSV3|  opcode   |    |MASK|  payload length    |
 *  +---+----+----+----+-----------+    +----+--------------------+
 * </pre>
 *
 * <p>Then, if the seven bits of length are 126, the length in two bytes; if they are 127, in eight; then, if MASK is
 * set, the masking key in four; then the payload. Numbers have their most significant byte first.
 */
public final class Frame {

    /** First byte: the last fragment of a message, or its only one. */
    public static final int FIN = 0b1000_0000;
    /** First byte: reserved; permessage-deflate marks a compressed message with it (RFC 7692, section 6). */
    public static final int RSV1 = 0b0100_0000;
    /** First byte: all three reserved bits. They are 0 unless an extension gave them a meaning. */
    public static final int RSV = 0b0111_0000;
    /** First byte: where the opcode is. */
    public static final int OPCODE = 0b0000_1111;
    /** Second byte: the payload is masked, and the key is there. */
    public static final int MASK = 0b1000_0000;
    /** Second byte: where the length is, or which long form it has. */
    public static final int LENGTH = 0b0111_1111;
    /** Length 126: the real one is in the next two bytes. */
    public static final int LENGTH_16 = 126;
    /** Length 127: the real one is in the next eight bytes. */
    public static final int LENGTH_64 = 127;

    /** Opcode: goes on with a fragmented message. */
    public static final int CONTINUATION = 0x0;
    /** Opcode: starts a message of UTF-8 text. */
    public static final int TEXT = 0x1;
    /** Opcode: starts a message of bytes. */
    public static final int BINARY = 0x2;
    /** Opcode: the last frame of its sender. */
    public static final int CLOSE = 0x8;
    /** Opcode: to be answered with a pong of the same payload. */
    public static final int PING = 0x9;
    /** Opcode: the answer, or a sign of life without a ping. */
    public static final int PONG = 0xA;

    /** The longest payload of a control frame, in bytes (section 5.5). */
    public static final int MAX_CONTROL_PAYLOAD = 125;
    /** The longest header: two bytes, eight of length, four of key. */
    public static final int MAX_HEADER = 14;

    private Frame() {
    }

    /** Control frames are those with the top bit of the opcode set; they may come between fragments. */
    public static boolean isControl(int opcode) {
        return (opcode & 0x8) != 0;
    }

    // tag::header[]
    /**
     * Writes a header with the shortest form of the length, as section 5.2 demands; a masking key has to follow it.
     *
     * @param first the first byte: {@link #FIN}, reserved bits, opcode
     * @param length of the payload in bytes
     */
    public static void putHeader(ByteBuffer out, int first, int length, boolean masked) {
        int mask = masked ? MASK : 0;
        out.put((byte) first);
        if (length < LENGTH_16) {
            out.put((byte) (mask | length));
        } else if (length <= 0xFFFF) {
            out.put((byte) (mask | LENGTH_16)).putShort((short) length);
        } else {
            out.put((byte) (mask | LENGTH_64)).putLong(length);
        }
    }
    // end::header[]
}
