package com.example.handshake.exercise;

import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 5.1: the proof that a server has read the handshake, from both sides.
 *
 * <p>The client sends 16 random bytes, encoded in Base64 (RFC 4648, section 4): the key. The server puts the text
 * {@code 258EAFA5-E914-47DA-95CA-C5AB0DC85B11} behind the key, as it came, takes the SHA-1 of these 60 ASCII
 * characters, and responds with the Base64 of the 20 bytes of the digest (RFC 6455, sections 1.3 and 4.2.2).
 *
 * <p>Example: the key {@code dGhlIHNhbXBsZSBub25jZQ==} is answered with {@code s3pPLMBiTxaQ9kYGzzhZRbK+xOo=}.
 */
public final class AcceptKey {

    private AcceptKey() {
    }

    /**
     * The server's side: the accept key for a key.
     *
     * @throws IllegalArgumentException if the key is not the Base64 of exactly 16 bytes, in the one form that an
     *     encoder gives: {@code jZR==} for {@code jZQ==} decodes to the same bytes, but no encoder writes it
     */
    public static String of(String key) {
        throw new TestAbortedException("5.1 AcceptKey.of: not started");
    }

    /**
     * The client's side: whether this response proves that the server has read this key (section 4.1, point 4).
     *
     * @param key the key that the client has sent
     * @param accept the values of all {@code Sec-WebSocket-Accept} lines of the response: none, one, or more. Spaces
     *     and tabs around a value do not count; upper and lower case do
     * @return true if there is exactly one, and it is the accept key for the key
     * @throws IllegalArgumentException if {@code key} is no key, as above
     */
    public static boolean proves(String key, List<String> accept) {
        throw new TestAbortedException("5.1 AcceptKey.proves: not started");
    }
}
