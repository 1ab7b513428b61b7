package com.example.frames;

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
final class HttpHead {

    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_FIELDS = 100;
    private static final boolean[] TOKEN = new boolean[128];

    static {
        String characters = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        characters.chars().forEach(character -> TOKEN[character] = true);
    }

    private byte[] bytes = new byte[256];
    private int size;
    private String startLine;
    private final List<String[]> fields = new ArrayList<>();

    /**
     * Reads on.
     *
     * @return true when the head is complete
     * @throws HandshakeException 400 for what is no head, 431 for one that is too long
     */
    boolean read(ByteBuffer in) throws HandshakeException {
        boolean complete = readLines(in);
        if (complete) {
            parse(new String(bytes, 0, size, ISO_8859_1));
            bytes = null;
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

    String startLine() {
        return startLine;
    }

    /** The value of a field that must stand there once; empty if it does not. */
    String one(String name) throws HandshakeException {
        String value = null;
        for (String[] field : fields) {
            if (field[0].equalsIgnoreCase(name)) {
                if (value != null) {
                    throw new HandshakeException(400, "the field " + name + " stands there more than once");
                }
                value = field[1];
            }
        }
        return value == null ? "" : value;
    }

    /** The elements of a field that is a list: several lines of it are one (RFC 9110, section 5.3). */
    List<String> list(String name) {
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
    boolean lists(String name, String element) {
        for (String listed : list(name)) {
            if (listed.equalsIgnoreCase(element)) {
                return true;
            }
        }
        return false;
    }

    List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (String[] field : fields) {
            if (field[0].equalsIgnoreCase(name)) {
                values.add(field[1]);
            }
        }
        return values;
    }

    /** Whether a text is what HTTP calls a token (RFC 9110, section 5.6.2). */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= TOKEN.length || !TOKEN[text.charAt(i)]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private void parse(String head) throws HandshakeException {
        startLine = head.substring(0, head.indexOf("\r\n"));
        if (startLine.isEmpty() || hasControl(startLine)) {
            throw new HandshakeException(400, "the start line has a control character, or is missing");
        }
        int at = startLine.length() + 2;
        for (int end = head.indexOf("\r\n", at); end > at; end = head.indexOf("\r\n", at)) {
            if (fields.size() == MAX_FIELDS) {
                throw new HandshakeException(431, "the head has more than " + MAX_FIELDS + " fields");
            }
            int colon = head.indexOf(':', at);
            String name = colon < 0 || colon > end ? "" : head.substring(at, colon);
            // A name with a blank before the colon, or a line that starts with one (an obsolete fold), is no token.
            if (!isToken(name)) {
                throw notField();
            }
            String value = head.substring(colon + 1, end);
            if (hasControl(value)) {
                throw notField();
            }
            fields.add(new String[] {name, value.strip()});
            at = end + 2;
        }
    }

    private HandshakeException notField() {
        return new HandshakeException(400, "line " + (fields.size() + 2) + " of the head is not a field");
    }

    private static boolean hasControl(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F) {
                return true;
            }
        }
        return false;
    }
}
