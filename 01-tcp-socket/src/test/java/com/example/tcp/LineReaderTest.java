package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("LineReader")
class LineReaderTest {

    @Test
    void reads_the_same_lines_wherever_the_stream_is_cut() throws IOException {
        byte[] bytes = "one\ntwo\r\n\ncaf\u00e9\n".getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            InputStream in = new SequenceInputStream(new ByteArrayInputStream(bytes, 0, cut),
                    new ByteArrayInputStream(bytes, cut, bytes.length - cut));
            LineReader lines = new LineReader(in, 10);
            assertEquals("one", lines.readLine());
            assertEquals("two", lines.readLine());
            assertEquals("", lines.readLine());
            assertEquals("caf\u00e9", lines.readLine());
            assertNull(lines.readLine());
        }
    }

    @Test
    void a_zero_byte_is_a_character_and_not_the_end() throws IOException {
        assertEquals("a\0b", lines(new byte[] {'a', 0, 'b', '\n'}).readLine());
    }

    @Test
    void takes_a_line_of_the_limit_and_refuses_a_longer_one() throws IOException {
        for (String character : new String[] {"a", "\u00e9", "\u20ac", "\ud83d\ude42"}) {
            assertEquals(character.repeat(10), lines((character.repeat(10) + "\r\n").getBytes(UTF_8)).readLine());
            ProtocolException e = assertThrows(ProtocolException.class,
                    () -> lines((character.repeat(11) + "\n").getBytes(UTF_8)).readLine());
            assertEquals("a line is at most 10 characters", e.getMessage());
        }
    }

    @Test
    void refuses_an_endless_line_before_it_ends() {
        InputStream endless = new InputStream() {
            private int given;

            @Override
            public int read() {
                if (++given > 10_000) {
                    throw new AssertionError("10,000 bytes were read for a line of at most 10 characters");
                }
                return 'a';
            }
        };
        assertThrows(ProtocolException.class, () -> new LineReader(endless, 10).readLine());
    }

    @Test
    void refuses_what_is_not_utf_8() {
        byte[][] wrong = {{(byte) 0xff, '\n'}, {(byte) 0xc3, '\n'}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80, '\n'}};
        for (byte[] bytes : wrong) {
            ProtocolException e = assertThrows(ProtocolException.class, () -> lines(bytes).readLine());
            assertEquals("a line must be UTF-8", e.getMessage(), Arrays.toString(bytes));
        }
    }

    @Test
    void tells_an_end_inside_a_line_from_an_end_between_two() throws IOException {
        assertNull(lines(new byte[0]).readLine());
        assertThrows(EOFException.class, () -> lines("half a li".getBytes(UTF_8)).readLine());
    }

    private static LineReader lines(byte[] bytes) {
        return new LineReader(new ByteArrayInputStream(bytes), 10);
    }
}
