package com.example.tools.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256, to notice that something has changed. */
public final class Digest {

    private final MessageDigest digest;

    public Digest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** One number for the names and contents of files; a missing one counts as empty. */
    public static String of(List<Path> files) throws IOException {
        Digest digest = new Digest();
        for (Path file : files) {
            digest.add(file.getFileName().toString());
            digest.add(Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0]);
        }
        return digest.hex();
    }

    public Digest add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds some bytes, and where they end. */
    public Digest add(byte[] bytes) {
        digest.update(bytes);
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (bytes.length >> shift));
        }
        return this;
    }

    /** What all of it comes to. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
