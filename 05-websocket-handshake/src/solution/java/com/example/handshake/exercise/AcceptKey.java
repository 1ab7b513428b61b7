package com.example.handshake.exercise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** One answer to exercise 5.1. */
public final class AcceptKey {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int NONCE_BYTES = 16;
    // strip() would take away other white space, too.
    private static final String AROUND = "^[ \t]+|[ \t]+$";

    private AcceptKey() {
    }

    public static String of(String key) {
        byte[] nonce = Base64.getDecoder().decode(key);
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("a key is 16 bytes long, not " + nonce.length);
        }
        if (!Base64.getEncoder().encodeToString(nonce).equals(key)) {
            throw new IllegalArgumentException("not the canonical Base64 of its bytes");
        }
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + GUID).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    public static boolean proves(String key, List<String> accept) {
        String right = of(key);
        return accept.size() == 1 && accept.get(0).replaceAll(AROUND, "").equals(right);
    }
}
