package com.example.frames.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the lines of a head up to its empty line, and not a byte more: the first frame may follow at once. Lesson
 * 05's waits for its bytes; this one is handed them, cut anywhere. The limits are the same.
 */
final class HeadReader {

    /** The longest line, in bytes, its CRLF not counted. */
    static final int MAX_LINE = 8_192;
    /** How many header fields a head may have. */
    static final int MAX_FIELDS = 100;
    /** The longest head, in bytes, from its first to its empty line. */
    static final int MAX_HEAD = 16_384;

    private final List<String> lines = new ArrayList<>();
    private byte[] line = new byte[128];
    private int length;
    private boolean afterCr;
    private int read;

    // tag::read[]
    /**
     * Goes on reading a head, out of bytes that are cut anywhere.
     *
     * @return null as long as the head is not complete; then its lines without their ends: the start line, and each
     *     field line; the empty line is left out
     * @throws RefusedException 400 for a line that does not end in CRLF, and for a control character; 414 for a
     *     start line over {@link #MAX_LINE}; 431 for a field line over it, for more than {@link #MAX_FIELDS} fields,
     *     and for a head over {@link #MAX_HEAD}
     */
    List<String> read(ByteBuffer in) throws RefusedException {
        while (in.hasRemaining()) {
            if (read == MAX_HEAD) {
                throw new RefusedException(431, "A head is at most 16384 bytes long.");
            }
            byte b = in.get();
            read++;
            if (!afterCr) {
                add(b);
            } else if (b != '\n') {
                throw RefusedException.badRequest("A line of the head must end in CR LF, not in CR alone.");
            } else if (length > 0) {
                endLine();
            } else if (!lines.isEmpty()) {
                return lines;
            } else if (read > 2) {
                throw RefusedException.badRequest("The request line is missing.");
            } else {
                afterCr = false;        // one empty line before the first is forgiven (RFC 9112, section 2.2)
            }
        }
        return null;
    }
    // end::read[]

    /** Whether the method is HEAD, as far as it has come: then even a refusal has no body. */
    boolean isForHead() {
        String first = lines.isEmpty() ? new String(line, 0, length, ISO_8859_1) : lines.get(0);
        return first.startsWith("HEAD ");
    }

    /** Whether nothing at all has come. */
    boolean isEmpty() {
        return read == 0;
    }

    private void add(byte b) throws RefusedException {
        if (b == '\r') {
            afterCr = true;
            return;
        }
        if (b >= 0 && b < ' ' && b != '\t' || b == 0x7f) {
            throw RefusedException.badRequest(b == '\n' ? "A line of the head must end in CR LF, not in LF alone."
                    : "A head must not contain control characters.");
        }
        if (length == MAX_LINE) {
            throw lines.isEmpty() ? new RefusedException(414, "The request line is longer than 8192 bytes.")
                    : new RefusedException(431, "A header field is at most 8192 bytes long.");
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = b;
    }

    private void endLine() throws RefusedException {
        if (lines.size() > MAX_FIELDS) {
            throw new RefusedException(431, "A head has at most " + MAX_FIELDS + " header fields.");
        }
        lines.add(new String(line, 0, length, ISO_8859_1));
        length = 0;
        afterCr = false;
    }
}
