package com.example.frames.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The head of an HTTP request or response (RFC 9112): a start line and fields, up to the empty line. Bytes in, cut
 * anywhere; not a byte beyond the empty line is touched, since the first frame may stand right behind it. Lesson 05
 * takes this apart.
 */
public final class HttpHead {

    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_FIELDS = 100;
    private static final boolean[] TOKEN = new boolean[128];

    static {
        String characters = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        characters.chars().forEach(character -> TOKEN[character] = true);
    }

    private byte[] bytes = new byte[256];
    private int size;
    /** All of it, once it is complete; the fields are looked up where they stand. */
    private String head;
    private int fieldsFrom;

    /**
     * Reads on.
     *
     * @return true when the head is complete
     * @throws HandshakeException 400 for what is no head, 431 for one that is too long
     */
    public boolean read(ByteBuffer in) throws HandshakeException {
        boolean complete = readLines(in);
        if (complete) {
            head = new String(bytes, 0, size, ISO_8859_1);
            bytes = null;
            check();
        }
        return complete;
    }

    /** Up to the empty line. */
    private boolean readLines(ByteBuffer in) throws HandshakeException {
        while (in.hasRemaining()) {
            byte next = in.get();
            if (size == MAX_BYTES) {
                throw new HandshakeException(431, "the head is longer than " + MAX_BYTES + " bytes");
            }
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * size);
            }
            bytes[size++] = next;
            if (next == '\n') {
                if (size == 1 || bytes[size - 2] != '\r') {
                    throw new HandshakeException(400, "a line of the head must end in CR LF");
                }
                if (size >= 4 && bytes[size - 3] == '\n') {
                    return true;
                }
            }
        }
        return false;
    }

    public String startLine() {
        return head.substring(0, fieldsFrom - 2);
    }

    /** The value of a field that must stand there once; empty if it does not. */
    public String one(String name) throws HandshakeException {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new HandshakeException(400, "the field " + name + " stands there " + values.size() + " times");
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    /** The elements of a field that is a list: several lines of it are one (RFC 9110, section 5.3). */
    public List<String> list(String name) {
        List<String> elements = new ArrayList<>(2);
        for (String line : all(name)) {
            for (String element : line.split(",")) {
                if (!element.isBlank()) {
                    elements.add(element.strip());
                }
            }
        }
        return elements;
    }

    /** Whether a list has this element, in upper or lower case. */
    public boolean lists(String name, String element) {
        for (String line : all(name)) {
            for (String listed : line.split(",")) {
                if (listed.strip().equalsIgnoreCase(element)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The values of all lines of a field; its name may stand there in upper or lower case. */
    public List<String> all(String name) {
        List<String> values = List.of();
        for (int at = fieldsFrom, end = end(at); end > at; at = end + 2, end = end(at)) {
            int colon = at + name.length();
            if (head.regionMatches(true, at, name, 0, name.length()) && head.charAt(colon) == ':') {
                if (values.isEmpty()) {
                    values = new ArrayList<>(1);
                }
                values.add(value(colon + 1, end));
            }
        }
        return values;
    }

    /** Without the blanks around it. */
    private String value(int from, int to) {
        while (from < to && isBlank(head.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(head.charAt(to - 1))) {
            to--;
        }
        return head.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whether a text is what HTTP calls a token (RFC 9110, section 5.6.2). */
    public static boolean isToken(String text) {
        return isToken(text, 0, text.length());
    }

    private static boolean isToken(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= TOKEN.length || !TOKEN[text.charAt(i)]) {
                return false;
            }
        }
        return from < to;
    }

    private void check() throws HandshakeException {
        fieldsFrom = end(0) + 2;
        if (fieldsFrom == 2 || hasControl(0, end(0))) {
            throw new HandshakeException(400, "the start line has a control character, or is missing");
        }
        int fields = 0;
        for (int at = fieldsFrom, end = end(at); end > at; at = end + 2, end = end(at)) {
            if (++fields > MAX_FIELDS) {
                throw new HandshakeException(431, "the head has more than " + MAX_FIELDS + " fields");
            }
            // A name with a blank before the colon, or a line that starts with one (an obsolete fold), is no token.
            int colon = head.indexOf(':', at);
            if (colon < 0 || !isToken(head, at, colon) || hasControl(colon, end)) {
                throw new HandshakeException(400, "line " + (fields + 1) + " of the head is not a field");
            }
        }
    }

    /** Where the line that starts here ends. */
    private int end(int at) {
        return head.indexOf("\r\n", at);
    }

    private boolean hasControl(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = head.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F) {
                return true;
            }
        }
        return false;
    }
}
