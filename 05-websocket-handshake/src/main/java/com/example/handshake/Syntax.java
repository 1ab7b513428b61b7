package com.example.handshake;

import java.util.regex.Pattern;

/** The rules of HTTP's grammar that the handshake needs, under the names that RFC 9110 gives them. */
final class Syntax {

    private static final String TOKEN_CHARACTERS = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String OWS = "[ \t]*";

    /** Section 5.6.2: the characters of names, methods and subprotocols. */
    private static final Pattern TOKEN = Pattern.compile(TOKEN_CHARACTERS);

    /** Section 4.2.1: a host, which is not empty, and a port. */
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(:[0-9]{0,5})?");

    /** RFC 6455, section 9.1: one extension and its parameters; a quoted value holds a token, too. */
    private static final String EXTENSION = TOKEN_CHARACTERS + "(?:" + OWS + ";" + OWS + TOKEN_CHARACTERS
            + "(?:" + OWS + "=" + OWS + "(?:" + TOKEN_CHARACTERS + "|\"" + TOKEN_CHARACTERS + "\"))?+)*+";
    private static final Pattern EXTENSIONS =
            Pattern.compile(EXTENSION + "(?:" + OWS + "," + OWS + EXTENSION + ")*+");

    private Syntax() {
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    static boolean isExtensionList(String text) {
        return EXTENSIONS.matcher(text).matches();
    }

    /** Takes the optional white space off both ends: blanks and tabs (section 5.6.3), and nothing else. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
