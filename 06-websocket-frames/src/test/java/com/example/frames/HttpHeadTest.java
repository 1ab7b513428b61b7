package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.handshake.HandshakeException;
import com.example.frames.handshake.HttpHead;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 9112: the head of a request or a response")
class HttpHeadTest {

    @Test
    void section_5_1_blanks_around_a_value_do_not_belong_to_it() throws HandshakeException {
        HttpHead head = read("A:b\r\nC: \t d e\t \r\nF:\r\nG: \t \r\n");
        assertEquals("GET / HTTP/1.1", head.startLine());
        assertEquals("b", head.one("a"));
        assertEquals("d e", head.one("c"));
        assertEquals("", head.one("f"));
        assertEquals("", head.one("g"));
        assertEquals(List.of(), head.all("b"));
    }

    @Test
    void section_5_3_of_RFC_9110_several_lines_are_one_list() throws HandshakeException {
        HttpHead head = read("Connection: keep-alive ,, Upgrade\r\nconnection:a\r\n");
        assertEquals(List.of("keep-alive", "Upgrade", "a"), head.list("Connection"));
        assertTrue(head.lists("CONNECTION", "upgrade"));
        assertFalse(head.lists("Connection", "keep"));
        assertThrows(HandshakeException.class, () -> head.one("Connection"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nonsense           | line 3 of the head is not a field",
        ": nonsense         | line 3 of the head is not a field",
        "Na me: a           | line 3 of the head is not a field",
        "N\u0080: a         | line 3 of the head is not a field",
        "N\u00e4: a         | line 3 of the head is not a field",
        "Name: a\u0001b     | line 3 of the head is not a field",
        "Name: a\u007fb     | line 3 of the head is not a field",
    })
    void section_5_what_is_no_field_is_told_with_its_line(String line, String sentence) {
        HandshakeException e = assertThrows(HandshakeException.class, () -> read("A: b\r\n" + line + "\r\n"));
        assertEquals(sentence, e.getMessage());
        assertEquals(400, e.status());
    }

    @Test
    void section_5_5_letters_beyond_ASCII_may_stand_in_a_value() throws HandshakeException {
        assertEquals("gr\u00fc\u00dfe\t!", read("A: gr\u00fc\u00dfe\t!\r\n").one("A"));
    }

    @Test
    void a_hundred_fields_are_accepted_and_one_more_is_431() throws HandshakeException {
        assertEquals(100, read("A: b\r\n".repeat(100)).all("A").size());
        HandshakeException e = assertThrows(HandshakeException.class, () -> read("A: b\r\n".repeat(101)));
        assertEquals(431, e.status());
    }

    private static HttpHead read(String fields) throws HandshakeException {
        HttpHead head = new HttpHead();
        ByteBuffer in = ByteBuffer.wrap(("GET / HTTP/1.1\r\n" + fields + "\r\n\u0081\u0080").getBytes(ISO_8859_1));
        assertTrue(head.read(in), "the head is complete");
        assertEquals(2, in.remaining(), "not a byte behind it is touched");
        return head;
    }
}
