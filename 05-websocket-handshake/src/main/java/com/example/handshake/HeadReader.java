package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the lines of a head up to its empty line, and not a byte more: what follows are frames, and they belong to
 * whoever reads next. Give it a buffered stream, and give that same stream to the reader of the frames.
 *
 * <p>A stranger is at the other end. So a line, the number of lines and the head as a whole have limits, which are
 * checked before anything is kept.
 */
final class HeadReader {

    /** The longest line, in bytes, its CRLF not counted. */
    static final int MAX_LINE = 8_192;
    /** How many header fields a head may have. */
    static final int MAX_FIELDS = 100;
    /** The longest head, in bytes, from its first to its empty line. */
    static final int MAX_HEAD = 16_384;

    private final InputStream in;
    private final byte[] line = new byte[MAX_LINE];
    private final List<String> lines = new ArrayList<>();
    private int read;

    HeadReader(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for a head.
     *
     * @return its lines without their ends: the start line, then each field line; the empty line is left out
     * @throws EOFException if the stream ends before the empty line
     * @throws RefusedException 400 for a line that does not end in CRLF, and for a control character; 414 for a
     *     start line over {@link #MAX_LINE}; 431 for a field line over it, for more than {@link #MAX_FIELDS} fields,
     *     and for a head over {@link #MAX_HEAD}
     */
    List<String> read() throws IOException {
        lines.add(startLine());
        for (String field = nextLine(); !field.isEmpty(); field = nextLine()) {
            if (lines.size() > MAX_FIELDS) {
                throw new RefusedException(431, "A head has at most " + MAX_FIELDS + " header fields.");
            }
            lines.add(field);
        }
        return lines;
    }

    /** Whether the method is HEAD, as far as it has come: then even a refusal has no body. */
    boolean isForHead() {
        String first = lines.isEmpty() ? new String(line, 0, 5, ISO_8859_1) : lines.get(0);
        return first.startsWith("HEAD ");
    }

    /** One empty line before the first is forgiven: some clients end a body with it (RFC 9112, section 2.2). */
    private String startLine() throws IOException {
        String first = nextLine();
        return first.isEmpty() ? nextLine() : first;
    }

    // tag::next-line[]
    /** The bytes before the next CRLF. HTTP's lines end in CRLF: a CR alone or an LF alone is no end of a line here. */
    private String nextLine() throws IOException {
        int length = 0;
        for (int b = nextByte(); b != '\r'; b = nextByte()) {
            if (b < ' ' && b != '\t' || b == 0x7f) {
                throw RefusedException.badRequest(b == '\n' ? "A line of the head must end in CR LF, not in LF alone."
                        : "A head must not contain control characters.");
            }
            if (length == MAX_LINE) {
                throw lines.isEmpty() ? new RefusedException(414, "The request line is longer than 8192 bytes.")
                        : new RefusedException(431, "A header field is at most 8192 bytes long.");
            }
            line[length++] = (byte) b;
        }
        if (nextByte() != '\n') {
            throw RefusedException.badRequest("A line of the head must end in CR LF, not in CR alone.");
        }
        return new String(line, 0, length, ISO_8859_1);
    }

    private int nextByte() throws IOException {
        if (read == MAX_HEAD) {
            throw new RefusedException(431, "A head is at most 16384 bytes long.");
        }
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the stream ended after " + read + " bytes of a head");
        }
        read++;
        return b;
    }
    // end::next-line[]
}
