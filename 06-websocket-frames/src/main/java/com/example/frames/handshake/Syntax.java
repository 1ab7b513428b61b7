package com.example.frames.handshake;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of HTTP's grammar that the handshake needs, under the names that RFC 9110 gives them. */
final class Syntax {

    /** Section 5.6.2: the characters of names, methods and subprotocols. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private Syntax() {
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
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
                parts.add(trim(text.substring(from, i)));
                from = i + 1;
            }
        }
        parts.add(trim(text.substring(from)));
        return parts;
    }

    /** What a quoted string says; a text without quotation marks says itself. */
    static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    /** Takes the optional white space off both ends: spaces and tabs (section 5.6.3), and nothing else. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
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
