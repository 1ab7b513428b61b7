package com.example.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Message")
class MessageTest {

    @Test
    void is_one_line_and_back() {
        Message message = new Message(7, "ann", "caf\u00e9, \ud83d\ude42");
        assertEquals("7\tann\tcaf\u00e9, \ud83d\ude42", message.line());
        assertEquals(message, Message.parse(message.line()));
    }

    @Test
    void counts_characters_not_char_values() {
        String smile = "\ud83d\ude42";
        assertEquals(2_000, new Message(1, smile.repeat(32), smile.repeat(1_000)).text().length());
        assertThrows(IllegalArgumentException.class, () -> new Message(1, "ann", smile.repeat(1_001)));
        assertThrows(IllegalArgumentException.class, () -> new Message(1, smile.repeat(33), "hi"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\tb", "a\nb", "a\rb", "a\u0000b", "a\u0085b"})
    void refuses_what_would_break_its_line(String bad) {
        assertThrows(IllegalArgumentException.class, () -> new Message(1, bad, "hi"));
        assertThrows(IllegalArgumentException.class, () -> new Message(1, "ann", bad));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1\tann", "1\tann\thi\tmore", "x\tann\thi", "0\tann\thi", "-1\tann\thi"})
    void refuses_a_line_that_is_none(String bad) {
        assertThrows(IllegalArgumentException.class, () -> Message.parse(bad));
    }
}
