package com.example.polling.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.regex.Pattern;

/** One answer to exercise 2.2. */
public final class PollRequest {

    public record Verdict(int status, long after) {
    }

    /** Looked for, and not "all is well" matched: a group that repeats needs a stack as deep as the text is long. */
    private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private PollRequest() {
    }

    public static Verdict judge(String method, String target, long oldest, long last) {
        String[] pathAndQuery = target.split("\\?", 2);
        if (!pathAndQuery[0].equals("/messages")) {
            return new Verdict(404, 0);
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return new Verdict(405, 0);
        }
        long after;
        try {
            after = after(pathAndQuery.length == 1 ? "" : pathAndQuery[1]);
        } catch (IllegalArgumentException e) {
            return new Verdict(400, 0);
        }
        if (after > last) {
            return new Verdict(400, 0);
        }
        // The next one after 10 is 11: a reader who has seen 10 misses nothing when 11 is the oldest.
        if (after + 1 < oldest) {
            return new Verdict(410, 0);
        }
        return new Verdict(200, after);
    }

    private static long after(String query) {
        String found = null;
        for (String pair : query.split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            String name = decode(nameAndValue[0]);
            String value = nameAndValue.length == 1 ? "" : decode(nameAndValue[1]);
            if (name.equals("after")) {
                if (found != null) {
                    throw new IllegalArgumentException("after is given twice");
                }
                found = value;
            }
        }
        if (found == null) {
            return 0;
        }
        // Long.parseLong would also take a sign, and the digits of every script.
        if (!found.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("after is not a number");
        }
        return Long.parseLong(found);
    }

    private static String decode(String text) {
        if (BROKEN.matcher(text).find()) {
            throw new IllegalArgumentException("a percent sign without two hexadecimal digits");
        }
        return URLDecoder.decode(text, UTF_8);
    }
}
