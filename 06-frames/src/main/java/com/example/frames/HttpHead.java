package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The head of an HTTP request or response (RFC 9112): a start line and fields, up to the empty line. Bytes in, cut
 * anywhere; not a byte beyond the empty line is touched, since the first frame may stand right behind it. Lesson 05
 * takes this apart.
 */
final class HttpHead {

    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_FIELDS = 100;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\t\\x20-\\x7e\\x80-\\xff]*");

    private byte[] bytes = new byte[512];
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
        while (in.hasRemaining()) {
            byte next = in.get();
            if (next == '\n' && (size == 0 || bytes[size - 1] != '\r')) {
                throw new HandshakeException(400, "a line of the head must end in CR LF");
            }
            if (size == MAX_BYTES) {
                throw new HandshakeException(431, "the head is longer than " + MAX_BYTES + " bytes");
            }
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * size);
            }
            bytes[size++] = next;
            if (next == '\n' && size >= 4 && bytes[size - 3] == '\n') {
                parse();
                return true;
            }
        }
        return false;
    }

    String startLine() {
        return startLine;
    }

    /** The value of a field that must stand there once; empty if it does not. */
    String one(String name) throws HandshakeException {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new HandshakeException(400, "the field " + name + " stands there " + values.size() + " times");
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    /** The elements of a field that is a list: several lines of it are one (RFC 9110, section 5.3). */
    List<String> list(String name) {
        return Arrays.stream(String.join(",", all(name)).split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /** Whether a list has this element, in upper or lower case. */
    boolean lists(String name, String element) {
        return list(name).stream().anyMatch(element::equalsIgnoreCase);
    }

    List<String> all(String name) {
        return fields.stream().filter(field -> field[0].equals(name.toLowerCase(Locale.ROOT))).map(field -> field[1]).toList();
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    private void parse() throws HandshakeException {
        String[] lines = new String(bytes, 0, size, ISO_8859_1).split("\r\n");
        bytes = null;
        if (lines.length == 0 || !VALUE.matcher(lines[0]).matches()) {
            throw new HandshakeException(400, "the start line has a control character, or is missing");
        }
        if (lines.length > 1 + MAX_FIELDS) {
            throw new HandshakeException(431, "the head has more than " + MAX_FIELDS + " fields");
        }
        startLine = lines[0];
        for (int i = 1; i < lines.length; i++) {
            // A name with a blank before the colon, or a line that starts with one (an obsolete fold), is no token.
            int colon = lines[i].indexOf(':');
            if (colon < 0 || !isToken(lines[i].substring(0, colon)) || !VALUE.matcher(lines[i]).matches()) {
                throw new HandshakeException(400, "line " + (i + 1) + " of the head is not a field");
            }
            fields.add(new String[] {lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip()});
        }
    }
}
