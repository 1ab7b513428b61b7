package com.example.frames.exercise;

import java.util.function.Supplier;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 6.3: write a frame (RFC 6455, sections 5.2, 5.3 and 5.5), as a server does and as a client does.
 *
 * <p>The length has the shortest of three forms: up to 125 it is in the second byte; up to 65,535 the second byte
 * says 126 and two bytes follow; from 65,536 on it says 127 and eight bytes follow, the most significant first.
 *
 * <p>A client masks every frame: the MASK bit (80) of the second byte is set, the key's four bytes follow the length,
 * and byte i of the payload is combined by XOR with byte (i modulo 4) of the key. A server masks none: a browser closes
 * the connection to a server that does.
 *
 * <p>Examples, all of the text "Hello" (section 5.7): {@code 81 05 48 65 6c 6c 6f} from a server,
 * {@code 81 85 37 fa 21 3d 7f 9f 4d 51 58} from a client whose key is {@code 37 fa 21 3d}.
 *
 * <p>Both methods refuse, with an {@link IllegalArgumentException}, what must never be sent: a reserved opcode
 * (anything but 0, 1, 2, 8, 9 and 10), and a control frame (8 and up) that is not final or has more than 125 bytes.
 */
public final class FrameEncoder {

    private FrameEncoder() {
    }

    /**
     * One frame as a server sends it: not masked.
     *
     * @param fin     this is the last frame of its message
     * @param opcode  0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong
     * @param payload the payload; it stays as it is
     * @return the header and the payload: all bytes of the frame
     * @throws IllegalArgumentException if such a frame must not be sent; see above
     */
    public static byte[] server(boolean fin, int opcode, byte[] payload) {
        throw new TestAbortedException("6.3 FrameEncoder.server: not started");
    }

    /**
     * One frame as a client sends it: masked with a fresh key.
     *
     * @param fin     this is the last frame of its message
     * @param opcode  0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong
     * @param payload the payload in clear; it stays as it is, because the caller may send it to others too
     * @param keys    gives four new random bytes each time it is asked (with a {@code SecureRandom} behind it). Each
     *                frame has a key of its own: a stranger must not be able to foretell what your bytes will be on the
     *                wire (sections 5.3 and 10.3)
     * @return the header, the key and the masked payload: all bytes of the frame
     * @throws IllegalArgumentException if such a frame must not be sent; see above
     */
    public static byte[] client(boolean fin, int opcode, byte[] payload, Supplier<byte[]> keys) {
        throw new TestAbortedException("6.3 FrameEncoder.client: not started");
    }
}
