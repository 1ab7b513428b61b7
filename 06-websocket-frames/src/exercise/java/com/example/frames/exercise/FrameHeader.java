package com.example.frames.exercise;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 6.1: read what is in front of every frame (RFC 6455, section 5.2).
 *
 * <pre>
 *   first byte   F R R R o o o o     FIN, RSV1, RSV2, RSV3, opcode
 *   second byte  M n n n n n n n     MASK, and a number n
 *   then         nothing             if n is 0 to 125: n is the payload length
 *                2 bytes             if n is 126: they are the length
 *                8 bytes             if n is 127: they are the length
 *   then         4 bytes             the masking key, if MASK is set
 * </pre>
 *
 * <p>All numbers have their most significant byte first.
 *
 * <p>Example: {@code 81 85 37 fa 21 3d} is the header of a final text frame with 5 bytes, masked with 0x37fa213d.
 *
 * @param fin        this is the last frame of its message
 * @param rsv        RSV1, RSV2 and RSV3 as one number from 0 to 7; RSV1 alone is 4. Not judged here: whether a bit may
 *                   be set depends on the extensions that were agreed on
 * @param opcode     0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong
 * @param masked     the payload is masked
 * @param length     the length of the payload in bytes, from 0 to 2^63 - 1
 * @param maskingKey the four bytes of the key as one number, the first byte on top; 0 if the frame is not masked
 */
public record FrameHeader(boolean fin, int rsv, int opcode, boolean masked, long length, int maskingKey) {

    /**
     * Reads the header that starts at the position of {@code in}, and moves the position behind it: to the payload.
     *
     * @param in what has arrived so far, from its position to its limit; it may be a part of a header, or a header and
     *     much more. Any buffer, with an array or without; its byte order is {@code BIG_ENDIAN}, as that of a new one
     * @return the header; empty when its last byte has not arrived yet. Then the position is where it was: the caller
     *     comes again with the same bytes and more
     * @throws ProtocolException with one sentence that says why, when the header breaks a rule of section 5 (the peer
     *     is then told close code 1002):
     *     <ul>
     *     <li>the opcode is reserved: 3 to 7, 11 to 15 (section 5.2);
     *     <li>a control frame (opcode 8 and up) has no FIN, or more than 125 bytes (section 5.5);
     *     <li>the length would have fitted into a shorter form, or the top bit of its 8 bytes is set (section 5.2).
     *     </ul>
     *     It may be thrown as soon as the wrong byte is there; at the latest, when the header is complete
     */
    public static Optional<FrameHeader> decode(ByteBuffer in) throws ProtocolException {
        throw new TestAbortedException("6.1 FrameHeader: not started");
    }
}
