package com.example.frames.exercise;

import java.io.IOException;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 6.8 ★: compress messages (RFC 7692, section 7.2).
 *
 * <p>A message's payload is compressed with DEFLATE as it is: "raw", without the header and checksum of zlib. The flush
 * at its end always leaves the four bytes {@code 00 00 ff ff} (an empty block): the sender cuts them off, the receiver
 * puts them back. Both keep what the last 32 KiB were ("context takeover"): a word that came in the last message costs
 * almost nothing in this one.
 *
 * <p>Example (section 7.2.3.2): "Hello" is {@code f2 48 cd c9 c9 07 00}, and a second "Hello" after it is
 * {@code f2 00 11 00 00}.
 *
 * <p>{@link java.util.zip.Deflater} and {@link java.util.zip.Inflater} do the compressing. One object serves one side
 * of one connection: it compresses what is sent, and decompresses what is received.
 */
public final class PermessageDeflate implements AutoCloseable {

    /** The connection has failed (RFC 6455, section 7.1.7). */
    public static final class Failure extends IOException {

        private final int code;

        /**
         * @param code     what the peer is told in the Close frame
         * @param sentence what was wrong
         */
        public Failure(int code, String sentence) {
            super(sentence);
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /** @param maxBytes the longest message that {@link #decompress} accepts, in bytes, decompressed */
    public PermessageDeflate(int maxBytes) {
        throw new TestAbortedException("6.8 PermessageDeflate: not started");
    }

    /**
     * Compresses one message, with the help of those before it (section 7.2.1).
     *
     * @return the payload to send, without {@code 00 00 ff ff} at its end; {@code 00} for an empty message (section
     *     7.2.3.6). An empty payload would be no DEFLATE at all. The array is the caller's, a new one each time
     */
    public byte[] compress(byte[] message) {
        throw new TestAbortedException("6.8 PermessageDeflate.compress: not started");
    }

    /**
     * Decompresses one message, with the help of those before it (section 7.2.2).
     *
     * <p>A sender may end a message with a final block (BFINAL, section 7.2.3.4). DEFLATE ends there, and starts again
     * with the next byte; the connection goes on.
     *
     * @param payload the payloads of all frames of the message, joined
     * @throws Failure with 1009, if the message gets longer than the limit. It may be a bomb: 16 KiB can become 16 MiB,
     *     so that the limit must be noticed on the way, not at the end. With 1007, if the payload is not DEFLATE; one
     *     that is cut short need not be noticed
     */
    public byte[] decompress(byte[] payload) throws Failure {
        throw new TestAbortedException("6.8 PermessageDeflate.decompress: not started");
    }

    /**
     * Gives back the memory that is held outside the Java heap. A second call does nothing. From now on the other two
     * methods throw a {@link RuntimeException}, at least for a message that is not empty.
     */
    @Override
    public void close() {
        throw new TestAbortedException("6.8 PermessageDeflate.close: not started");
    }
}
