package com.example.tools.learn.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrapTest {

    @Test
    void a_line_that_fits_stays() {
        assertEquals(List.of("  as it is", "", "two"), Wrap.lines("  as it is\n\ntwo", 20));
    }

    @Test
    void a_story_goes_on_below_its_own_words() {
        assertEquals(List.of("  The rule  A message may", "            be cut", "            anywhere."),
                Wrap.lines("  The rule  A message may be cut anywhere.", 26));
    }

    @Test
    void a_word_that_is_too_long_is_cut() {
        assertEquals(List.of("abcdefghijklmnopqrst", "uvwxyz"), Wrap.lines("abcdefghijklmnopqrstuvwxyz", 20));
    }

    @Test
    void a_wide_character_counts_twice() {
        Wrap.lines("한국어 ".repeat(20), 21).forEach(line ->
                assertTrue(Wrap.columns(line) <= 21, line + " has " + Wrap.columns(line) + " columns"));
    }

    @Test
    void a_mark_still_points_at_its_byte_when_the_line_is_too_wide() {
        for (int at = 0; at < 40; at++) {
            StringBuilder hex = new StringBuilder("  ");
            for (int i = 0; i < 40; i++) {
                hex.append(i == at ? "ff " : "00 ");
            }
            String mark = " ".repeat(2 + 3 * at) + "^^ here";
            List<String> lines = Wrap.lines(hex + "\n" + mark, 60);
            int column = lines.get(1).indexOf("^^");
            assertEquals("ff", lines.get(0).substring(column, column + 2), "byte " + at + ": " + lines);
            lines.forEach(line -> assertTrue(line.length() <= 60, line));
        }
    }

    @Test
    void what_a_program_printed_cannot_steer_the_terminal() {
        assertEquals(List.of("a?[2Jb?"), Wrap.lines("a\u001B[2Jb\u0007", 20));
    }
}
