package com.example.several;

import java.util.regex.Pattern;

/**
 * One message of the room. On the wire it is one line: {@code id TAB from TAB text}, in UTF-8.
 *
 * @param id 1, 2, 3 and so on, without holes: a reader that knows the last one it saw comes back and misses nothing
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

    // Spaces, control and format characters, and those of other kinds that have no shape: fillers, variation selectors
    // and whatever else Unicode lists as Default_Ignorable_Code_Point, and U+2800, a Braille cell without a dot.
    private static final Pattern VISIBLE = Pattern.compile("[^\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}\\u034f\\u115f\\u1160\\u17b4"
            + "\\u17b5\\u180b-\\u180f\\u2065\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0\\ufff0-\\ufff8\\x{e0000}-\\x{e0fff}]");
    // Embeddings, overrides and isolates (Unicode Standard Annex 9): what they do outlasts the part that they are in.
    private static final Pattern TURNS = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");

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

    /**
     * @throws IllegalArgumentException if the value is empty or invisible, is too long, would break the line it travels
     *     in, or would turn the direction in which the rest of that line is shown
     */
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
        if (!VISIBLE.matcher(value).find()) {
            throw new IllegalArgumentException("the " + what + " has invisible characters only");
        }
        if (TURNS.matcher(value).find()) {
            throw new IllegalArgumentException("the " + what + " has a character that turns the direction of the line");
        }
        return value;
    }

    private static boolean breaksTheLine(int character) {
        return switch (Character.getType(character)) {
            // A surrogate without its other half is not a character: UTF-8 has no bytes for it.
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                    true;
            default -> false;
        };
    }
}
