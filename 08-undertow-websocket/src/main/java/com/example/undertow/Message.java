package com.example.undertow;

/**
 * One message of the room. On the wire it is one line: {@code id TAB from TAB text}, in UTF-8.
 *
 * @param id 1, 2, 3 and so on, without holes: whoever knows the last one it saw can come back and miss nothing
 * @param from who said it, 1 to 32 characters
 * @param text what was said, 1 to 1,000 characters
 */
public record Message(long id, String from, String text) {

    /** The longest name, in characters (Unicode code points). */
    public static final int MAX_FROM = 32;
    /** The longest text, in characters (Unicode code points). */
    public static final int MAX_TEXT = 1_000;
    /** The longest line, in bytes: the id's digits, two tabs, and at most four bytes per character (RFC 3629). */
    public static final int MAX_LINE_BYTES = 19 + 1 + 4 * MAX_FROM + 1 + 4 * MAX_TEXT;

    /** @throws IllegalArgumentException with one sentence for the peer, if a part breaks the rules above */
    public Message {
        if (id < 1) {
            throw new IllegalArgumentException("the id of a message is 1 or more, not " + id);
        }
        check("name", from, MAX_FROM);
        check("text", text, MAX_TEXT);
    }

    /** The message as one line, without its end. */
    public String line() {
        return id + "\t" + from + "\t" + text;
    }

    /** @throws IllegalArgumentException with one sentence, if the line is not {@code id TAB from TAB text} */
    public static Message parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a message has three parts, this line has " + parts.length);
        }
        if (!parts[0].matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("a message starts with its id, a number");
        }
        return new Message(Long.parseLong(parts[0]), parts[1], parts[2]);
    }

    /** @throws IllegalArgumentException if the value is empty, too long, or would break the line it travels in */
    static String check(String what, String value, int max) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the " + what + " is empty");
        }
        if (value.codePointCount(0, value.length()) > max) {
            throw new IllegalArgumentException("the " + what + " is longer than " + max + " characters");
        }
        if (value.codePoints().anyMatch(Message::breaksTheLine)) {
            throw new IllegalArgumentException("the " + what + " has a tab, a line break or another control character");
        }
        return value;
    }

    private static boolean breaksTheLine(int character) {
        return switch (Character.getType(character)) {
            // A surrogate without its other half is no character: UTF-8 has no bytes for it.
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                    true;
            default -> false;
        };
    }
}
