package com.example.polling;

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
    @ValueSource(strings = {"\u00a0", "\u3000 ", "\u200b", "\u200d\u200c", "\ufeff", "\u00ad", "\u2060", "\u200e\u061c",
            "\u034f", "\u115f", "\u3164", "\uffa0", "\u2800", "\ufe0f", "\udb40\udc41", "\udb40\udd00"})
    void what_no_reader_can_see_is_no_name_and_no_text(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> new Message(1, wrong, "text"));
        assertThrows(IllegalArgumentException.class, () -> new Message(1, "Ann", wrong));
        assertEquals(wrong + "x", new Message(1, wrong + "x", "text").from());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"})
    void what_turns_the_direction_of_the_line_is_refused(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> new Message(1, "nna" + wrong, "text"));
        assertThrows(IllegalArgumentException.class, () -> new Message(1, "Ann", wrong + "txet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0634\u064a\u0645\u0627\u0621", "\u05d0\u05df \u200eAnn", "\u0645\u06cc\u200c\u062e",
            "\ud83d\udc69\u200d\ud83d\udcbb", "\u2764\ufe0f", "-", "\u0378"})
    void what_can_be_seen_is_welcome_in_every_script(String name) {
        assertEquals(new Message(1, name, name), Message.parse("1\t" + name + "\t" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1\tAnn", "1\tAnn\thi\t", "x\tAnn\thi", "-1\tAnn\thi", "+1\tAnn\thi", "0\tAnn\thi",
            "1\t\thi", "\u0661\tAnn\thi", "12345678901234567890\tAnn\thi"})
    void what_is_not_a_line_is_refused(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> Message.parse(wrong));
    }
}
