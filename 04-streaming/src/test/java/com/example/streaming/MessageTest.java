package com.example.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    @Test
    void a_line_goes_out_and_comes_back() {
        Message message = new Message(7, "Ann", "one  <b>two</b> \u20ac \uc548\ub155 \ud83d\udc4b");
        assertEquals("7\tAnn\tone  <b>two</b> \u20ac \uc548\ub155 \ud83d\udc4b", message.line());
        assertEquals(message, Message.parse(message.line()));
    }

    @Test
    void limits_count_characters_not_bytes_or_halves_of_surrogate_pairs() {
        String wave = "\ud83d\udc4b";
        assertEquals(1_000, new Message(1, wave.repeat(32), wave.repeat(1_000)).text().codePoints().count());
        assertThrows(IllegalArgumentException.class, () -> new Message(1, wave.repeat(33), "text"));
        assertThrows(IllegalArgumentException.class, () -> new Message(1, "Ann", wave.repeat(1_001)));
    }

    @Test
    void the_longest_line_has_the_length_that_buffers_allow_for() {
        String longest = new Message(Long.MAX_VALUE, "\ud83d\udc4b".repeat(32), "\ud83d\udc4b".repeat(1_000)).line();
        assertEquals(Message.MAX_LINE_BYTES, longest.getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\tb", "a\nb", "a\rb", "a\u0000b", "a\u0085b", "a\u2028b", "a\u2029b",
            "a\ud83d", "\udc4b"})
    void what_would_break_a_line_is_no_name_and_no_text(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> new Message(1, wrong, "text"));
        assertThrows(IllegalArgumentException.class, () -> new Message(1, "Ann", wrong));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1\tAnn", "1\tAnn\thi\t", "x\tAnn\thi", "-1\tAnn\thi", "+1\tAnn\thi", "0\tAnn\thi",
            "1\t\thi",
            "\u0661\tAnn\thi", "12345678901234567890\tAnn\thi"})
    void what_is_not_a_line_is_refused(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> Message.parse(wrong));
    }
}
