package com.example.jetty;

import java.util.ArrayList;
import java.util.List;

/** The rules of HTTP's grammar that the handshake needs, under the names that RFC 9110 gives them. */
final class Syntax {

    /** What names, methods and subprotocols are made of. */
    private static final String TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~0123456789"
            + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private Syntax() {
    }

    /** Section 5.6.2. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (TOKEN_CHARACTERS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The text between the delimiters, trimmed. One inside a quoted string (section 5.6.4) does not delimit. */
    static List<String> split(String text, char delimiter) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c == delimiter) {
                parts.add(trim(text, from, i));
                from = i + 1;
            }
        }
        parts.add(trim(text, from, text.length()));
        return parts;
    }

    /** What a quoted string says; a text without quotation marks says itself. */
    static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    /** Takes the optional white space off both ends: spaces and tabs (section 5.6.3), and nothing else. */
    static String trim(String text) {
        return trim(text, 0, text.length());
    }

    /** The same for the part of a text from one index up to another. */
    static String trim(String text, int from, int to) {
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
