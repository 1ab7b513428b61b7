package com.example.frames.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 9112: the lines of a head, cut anywhere")
class HeadReaderTest {

    private static final String HEAD = "GET / HTTP/1.1\r\nA:b\r\nC: \t d e\t \r\nF: gr\u00fc\u00dfe\t!\r\n\r\n";

    @Test
    void the_lines_are_the_same_wherever_the_bytes_are_cut_and_not_a_byte_behind_them_is_touched() throws Exception {
        List<String> expected = List.of("GET / HTTP/1.1", "A:b", "C: \t d e\t ", "F: gr\u00fc\u00dfe\t!");
        for (int cut = 0; cut < HEAD.length(); cut++) {
            HeadReader head = new HeadReader();
            assertNull(head.read(bytes(HEAD.substring(0, cut))), "cut after byte " + cut);
            ByteBuffer rest = bytes(HEAD.substring(cut) + "\u0081\u0080");
            assertEquals(expected, head.read(rest), "cut after byte " + cut);
            assertEquals(2, rest.remaining(), "not a byte behind it is touched");
        }
    }

    @Test
    void section_2_2_one_empty_line_in_front_is_forgiven_and_a_second_is_not() throws Exception {
        assertEquals(4, new HeadReader().read(bytes("\r\n" + HEAD)).size());
        assertStatus(400, "\r\n\r\n" + HEAD);
    }

    @ParameterizedTest
    @CsvSource({"'GET / HTTP/1.1@', 400", "'GET / HTTP/1.1#x', 400", "'GET / HTTP/1.1#@A: b@', 400",
        "'GET / HTTP/1.1#@A: b#', 0", "'GET / \u0001', 400", "'GET / \u007f', 400", "'GET / HTTP/1.1#@A: \u0000', 400",
        "'GET / \u0080\u00ff', 0"})
    void section_2_2_a_line_ends_in_CR_LF_and_holds_no_control_character(String head, int status) throws Exception {
        String sent = head.replace('#', '\r').replace('@', '\n');
        if (status == 0) {
            assertNull(new HeadReader().read(bytes(sent)));
        } else {
            assertStatus(status, sent);
        }
    }

    @Test
    void the_limits_are_those_of_lesson_05() throws Exception {
        String start = "GET / HTTP/1.1\r\n";
        assertNull(new HeadReader().read(bytes("x".repeat(8_192) + "\r\n")));
        assertStatus(414, "x".repeat(8_193));
        assertNull(new HeadReader().read(bytes(start + "x".repeat(8_192) + "\r\n")));
        assertStatus(431, start + "x".repeat(8_193));
        assertEquals(101, new HeadReader().read(bytes(start + "A: b\r\n".repeat(100) + "\r\n")).size());
        assertStatus(431, start + "A: b\r\n".repeat(101));
        String field = "x".repeat(8_182) + "\r\n";
        assertEquals(16_384, (start + field + field).length());
        assertNull(new HeadReader().read(bytes(start + field + field)));
        assertStatus(431, start + field + field + "\r");
    }

    @Test
    void what_is_for_HEAD_is_seen_as_far_as_it_has_come() throws Exception {
        HeadReader head = new HeadReader();
        assertTrue(head.isEmpty());
        head.read(bytes("HEAD"));
        assertEquals(false, head.isForHead() || head.isEmpty());
        head.read(bytes(" /"));
        assertTrue(head.isForHead());
        head.read(bytes(" HTTP/1.1\r\nA: b"));
        assertTrue(head.isForHead());
    }

    private static void assertStatus(int status, String head) {
        RefusedException e = assertThrows(RefusedException.class, () -> new HeadReader().read(bytes(head)));
        assertEquals(status, e.status(), e.getMessage());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }
}
