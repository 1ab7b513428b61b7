package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Puts borders into a stream that has none: a line is what comes before a line feed. A carriage return in front of
 * the line feed is dropped, since {@code telnet} sends one.
 *
 * <p>{@code BufferedReader.readLine()} would do the same, but a stranger who never sends a line feed would fill the
 * memory, and it would turn bytes that are not UTF-8 into question marks without a word.
 */
final class LineReader {

    private final BufferedInputStream in;
    private final byte[] line;
    private final int maxCharacters;

    /** @param maxCharacters the longest line, in Unicode code points, its end not counted */
    LineReader(InputStream in, int maxCharacters) {
        this.in = new BufferedInputStream(in, 1024);
        this.maxCharacters = maxCharacters;
        // A character takes at most four bytes in UTF-8 (RFC 3629, section 3); one more for the carriage return.
        this.line = new byte[4 * maxCharacters + 1];
    }

    // tag::read-line[]
    /**
     * Waits for the next line, whose length is checked before anything is stored.
     *
     * @return the line without its end; null when the peer has closed its side between two lines
     * @throws EOFException if the stream ends inside a line: half a line is not a line
     * @throws ProtocolException with a sentence for the peer, if a line is too long or is not UTF-8
     */
    String readLine() throws IOException {
        int length = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (length == 0) {
                    return null;
                }
                throw new EOFException("the stream ended inside a line");
            }
            if (length == line.length) {
                throw tooLong();
            }
            line[length++] = (byte) b;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return decode(length);
    }
    // end::read-line[]

    private String decode(int length) throws ProtocolException {
        String text;
        try {
            // new String(bytes, UTF_8) never fails: it replaces what is wrong. A decoder of one's own reports it.
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length)).toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException("a line must be UTF-8");
        }
        if (text.codePointCount(0, text.length()) > maxCharacters) {
            throw tooLong();
        }
        return text;
    }

    private ProtocolException tooLong() {
        return new ProtocolException("a line is at most " + maxCharacters + " characters");
    }
}
