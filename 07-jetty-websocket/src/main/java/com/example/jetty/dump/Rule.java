package com.example.jetty.dump;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which section of the standard a Close is about. Servers word their reasons as they like; what they all name is the
 * thing that was wrong. The same file is in lessons 06, 07 and 08.
 */
record Rule(Pattern reason, String section) {

    private static final List<Rule> BY_REASON = List.of(
            rule("utf-?8|not text|inside a character", "section 8.1: a text, and a reason, is UTF-8"),
            rule("half a code|body of one byte|payload length 1\\b", "section 5.5.1: the body of a Close begins with a"
                    + " code of two bytes"),
            rule("close code|status code|must not be sent", "section 7.4: which codes may be in a Close"),
            rule("mask", "section 5.1: a client masks its frames, a server does not"),
            rule("reserved bit|\\brsv", "section 5.2: RSV1 to RSV3 are 0, unless an extension uses them"),
            rule("opcode", "section 5.2: opcodes 3 to 7 and b to f are reserved"),
            rule("control|ping|pong", "section 5.5: a control frame has at most 125 bytes, and no fragments"),
            rule("shortest|minimal|top bit|negative", "section 5.2: a length is in its shortest form, and its top bit"
                    + " is 0"),
            rule("continu|go on with|inside another|before the last|fragment", "section 5.4: the first frame of a"
                    + " message has its opcode, the others have 0"));

    private static Rule rule(String words, String section) {
        return new Rule(Pattern.compile(words), section);
    }

    /** One line: the section of RFC 6455, and what it says. */
    static String of(int code, String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        String section = switch (code) {
            case 1002, 1007 -> BY_REASON.stream().filter(rule -> rule.reason.matcher(words).find())
                    .map(Rule::section).findFirst().orElse("section 7.4.1: what the code means");
            case 1009 -> "section 10.4: an endpoint limits what it takes";
            case 1000, 1001, 1005 -> "section 5.5.1: a Close is answered with a Close";
            default -> "section 7.4.1: what the code means";
        };
        return "RFC 6455, " + section;
    }
}
