package com.example.polling.exercise;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** One answer to exercise 2.4. */
public final class ConditionalGet {

    public record Answer(int status, Map<String, String> fields, byte[] body) {
    }

    private static final byte[] NO_BODY = {};

    private ConditionalGet() {
    }

    public static String entityTag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public static Answer answer(String method, String ifNoneMatch, byte[] content) {
        String tag = entityTag(content);
        if (ifNoneMatch != null && matches(ifNoneMatch, tag)) {
            return new Answer(304, Map.of("ETag", tag), NO_BODY);
        }
        Map<String, String> fields = Map.of("ETag", tag, "Content-Length", String.valueOf(content.length));
        return new Answer(200, fields, method.equals("HEAD") ? NO_BODY : content);
    }

    private static boolean matches(String ifNoneMatch, String tag) {
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        // A foreign tag may have a comma inside its quotes; its pieces are then no tags, and match nothing.
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .map(candidate -> candidate.startsWith("W/") ? candidate.substring(2) : candidate)
                .anyMatch(tag::equals);
    }
}
