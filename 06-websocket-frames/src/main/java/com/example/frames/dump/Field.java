package com.example.frames.dump;

/**
 * One field of a frame, as a person reads it.
 *
 * @param part where in the frame it is
 * @param hex its bytes, or the first of them
 * @param meaning what they say; one line without tabs
 */
public record Field(Part part, String hex, String meaning) {

    /** The parts of a frame, in their order (RFC 6455, section 5.2). */
    public enum Part {
        /** FIN, RSV and the opcode. */
        FIRST,
        /** MASK, and seven bits of length. */
        SECOND,
        /** The length, if it is in bytes of its own. */
        LENGTH,
        /** The masking key. */
        KEY,
        /** The payload as it is on the wire. */
        PAYLOAD,
        /** What a masked payload is without its mask. */
        UNMASKED
    }
}
