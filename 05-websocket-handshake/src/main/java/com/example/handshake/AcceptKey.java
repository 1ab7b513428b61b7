package com.example.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * How a server proves that it has read the handshake (RFC 6455, sections 1.3 and 4.2.2). It is no secret and protects
 * nothing: it only shows that the answer comes from a server that knows WebSocket, and was made for this request.
 */
public final class AcceptKey {

    // tag::of[]
    /** What makes an accept key of a key: a fixed text, from the standard and not from memory. */
    public static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    // end::of[]

    private static final int NONCE_BYTES = 16;

    private AcceptKey() {
    }

    // tag::of[]
    /** The accept key for a key: Base64 of the SHA-1 of the key, as the text that it is, and the GUID behind it. */
    public static String of(String key) {
        return Base64.getEncoder().encodeToString(sha1(key + GUID));
    }

    // end::of[]

    // tag::is-key[]
    /**
     * Whether this is Base64 of 16 bytes, in its one canonical form. {@code ...ZR==} decodes to the same bytes as
     * {@code ...ZQ==}; only the second comes out again when they are encoded.
     */
    public static boolean isKey(String text) {
        try {
            byte[] nonce = Base64.getDecoder().decode(text);
            return nonce.length == NONCE_BYTES && Base64.getEncoder().encodeToString(nonce).equals(text);
        } catch (IllegalArgumentException e) {
            return false;                                 // not Base64 at all
        }
    }
    // end::is-key[]

    // tag::of[]
    /** The 20 bytes of the digest. */
    static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
    // end::of[]
}
