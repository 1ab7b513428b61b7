package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("6.5 Utf8Validator")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class Utf8ValidatorTest {

    private static final String TABLE =
            "The characters are those of the table in the Javadoc, no others\n"
                    + "(RFC 3629, section 4; Unicode, table 3-7).";
    private static final String PIECES =
            "A text may be cut anywhere, inside a character too: what a piece began, the next one goes on with\n"
                    + "(RFC 6455, sections 5.4 and 8.1).";
    private static final String FIRST =
            "The first wrong byte is the first with which no character can begin or go on, whatever follows:\n"
                    + "a stranger's text is refused there, not at its end (RFC 6455, section 8.1).";

    @Test
    @Order(1)
    void text_of_any_kind_is_right() {
        for (String text : new String[] {"", "Hello", "gr\u00fc\u00df dich", "\u03ba\u1f79\u03c3\u03bc\u03b5",
            "\uc548\ub155", "\u20ac 5", "\ud83d\ude00", "\ufeffa byte order mark", "\ufffd"}) {
            right(TABLE, text.getBytes(UTF_8));
        }
    }

    @Test
    @Order(2)
    void the_first_and_the_last_character_of_each_kind_are_right() {
        for (String hex : new String[] {"00", "7f", "c280", "dfbf", "e0a080", "e0bfbf", "e18080", "ecbfbf", "ed8080",
            "ed9fbf", "ee8080", "efbfbf", "efbfbe", "f0908080", "f0bfbfbf", "f1808080", "f3bfbfbf", "f4808080",
            "f48fbfbf"}) {
            right(TABLE, bytes(hex));
        }
    }

    @Test
    @Order(3)
    void what_cannot_begin_a_character_is_wrong_at_once() {
        String rule = "No character begins with 80..bf (those go on), c0, c1 (overlong) or f5..ff (above U+10FFFF).\n"
                + TABLE;
        for (String hex : new String[] {"80", "bf", "c0", "c1", "f5", "f8", "fe", "ff", "c080", "c1bf", "f5808080",
            "ff41"}) {
            wrong(rule, 0, bytes(hex));
        }
    }

    @Test
    @Order(4)
    void an_overlong_form_is_wrong() {
        String rule = "Each character has one form, the shortest: c0 af, e0 80 af and f0 80 80 af are not a slash.\n"
                + "Overlong forms have carried many an attack past a check (RFC 3629, sections 3 and 10).";
        wrong(rule, 0, bytes("c0af"));
        wrong(rule, 1, bytes("e080af"));
        wrong(rule, 1, bytes("e09fbf"));
        wrong(rule, 1, bytes("f08080af"));
        wrong(rule, 1, bytes("f08fbfbf"));
    }

    @Test
    @Order(5)
    void a_surrogate_is_wrong() {
        String rule = "U+D800 to U+DFFF are halves of UTF-16 pairs, not characters: after ed comes 80..9f "
                + "(RFC 3629, section 3).";
        for (String hex : new String[] {"eda080", "edadbf", "edb080", "edbfbf", "eda0bdedb880"}) {
            wrong(rule, 1, bytes(hex));
        }
    }

    @Test
    @Order(6)
    void a_character_above_the_last_one_is_wrong() {
        String rule = "U+10FFFF is the last character: after f4 comes 80..8f (RFC 3629, section 3).";
        wrong(rule, 1, bytes("f4908080"));
        wrong(rule, 1, bytes("f4bfbfbf"));
    }

    @Test
    @Order(7)
    void a_character_that_is_broken_off_is_wrong_where_it_breaks() {
        wrong(FIRST, 1, bytes("c328"));
        wrong(FIRST, 1, bytes("e228a1"));
        wrong(FIRST, 2, bytes("e28228"));
        wrong(FIRST, 3, bytes("f09f9828"));
        wrong(FIRST, 1, bytes("c3c3a9"));
        wrong(FIRST, 2, bytes("e282c3a9"));
        wrong(FIRST, 3, bytes("e282acac"));
    }

    @Test
    @Order(8)
    void the_first_wrong_byte_is_told_in_the_middle_of_a_text() {
        wrong(FIRST, 12, bytes("cebae1bdb9cf83cebcceb5" + "f4908080" + "656469746564"));
        wrong(FIRST, 12, bytes("cebae1bdb9cf83cebcceb5" + "eda080" + "656469746564"));
        wrong(FIRST, 11, bytes("cebae1bdb9cf83cebcceb5" + "c080" + "80"));
    }

    @Test
    @Order(9)
    void a_text_may_be_cut_anywhere() {
        byte[] text = "\u03ba\u1f79 \u20ac\ud83d\ude00!".getBytes(UTF_8);
        for (int cut = 0; cut <= text.length; cut++) {
            Story story = Story.of(PIECES);
            Utf8Validator validator = new Utf8Validator();
            accept(story, validator, Arrays.copyOf(text, cut), -1);
            accept(story, validator, new byte[0], -1);
            accept(story, validator, Arrays.copyOfRange(text, cut, text.length), -1);
        }
        Story story = Story.of(PIECES);
        Utf8Validator validator = new Utf8Validator();
        for (byte one : text) {
            accept(story, validator, new byte[] {one}, -1);
        }
    }

    @Test
    @Order(10)
    void a_wrong_byte_is_found_wherever_the_text_is_cut() {
        for (String hex : new String[] {"ce80", "e1bd28", "f4908080", "f09f9828", "eda080", "e09f80", "f08f8080"}) {
            byte[] text = bytes("41" + hex);
            int at = hex.equals("ce80") ? text.length : hex.endsWith("28") ? text.length - 1 : 2;
            for (int cut = 1; cut < text.length; cut++) {
                Story story = Story.of(PIECES + "\nThe bounds of the second byte hold in the next piece too.");
                Utf8Validator validator = new Utf8Validator();
                byte[] second = Arrays.copyOfRange(text, cut, text.length);
                accept(story, validator, Arrays.copyOf(text, cut), at < cut ? at : -1);
                accept(story, validator, second, at < cut ? 0 : at < text.length ? at - cut : -1);
            }
        }
    }

    @Test
    @Order(11)
    void a_text_that_was_wrong_stays_wrong() {
        Story story = Story.of("A wrong byte is never forgiven: the text is wrong from there on\n"
                + "(the Javadoc's @return).");
        Utf8Validator validator = new Utf8Validator();
        accept(story, validator, bytes("4180"), 1);
        accept(story, validator, bytes("41"), 0);
        accept(story, validator, bytes(""), -1);
        accept(story, validator, bytes("e282ac"), 0);
    }

    @Test
    @Order(12)
    void a_text_may_end_only_between_two_characters() {
        byte[] text = "a\u00fc\u20ac\ud83d\ude00b".getBytes(UTF_8);
        BitSet borders = BitSet.valueOf(new long[] {0b1100_0100_1011});
        for (int end = 0; end <= text.length; end++) {
            Story story = Story.of("A text that ends inside a character is not UTF-8: the rest will never come\n"
                    + "(RFC 6455, section 8.1).");
            Utf8Validator validator = new Utf8Validator();
            accept(story, validator, Arrays.copyOf(text, end), -1);
            complete(story, validator, borders.get(end));
        }
    }

    @Test
    @Order(13)
    void a_wrong_text_is_never_complete() {
        for (String hex : new String[] {"80", "c328", "e28228", "f490"}) {
            Story story = Story.of("A text with a wrong byte may end nowhere (the Javadoc of isComplete).");
            Utf8Validator validator = new Utf8Validator();
            story.call("accept(" + Story.hex(bytes(hex)) + ")", () -> validator.accept(bytes(hex)));
            complete(story, validator, false);
            story.call("accept(41 \"A\")", () -> validator.accept(bytes("41")));
            complete(story, validator, false);
        }
    }

    @Test
    @Order(14)
    void every_character_is_right_and_nothing_else_is() {
        Utf8Beginnings beginnings = new Utf8Beginnings();
        Story story = Story.of(FIRST + "\n" + TABLE);
        story.step("all pairs of bytes from 80 00 to ff ff are tried, with 41, 7f, 80, bf and c0 behind them");
        byte[] odd = story.call("accept(...) each of them", () -> firstMisjudged(beginnings));
        if (odd != null) {
            accept(story, new Utf8Validator(), odd, beginnings.firstWrong(odd));
        }
    }

    /** Returns the first three bytes that are not judged as they should be; null if there are none. */
    private static byte[] firstMisjudged(Utf8Beginnings beginnings) {
        for (int pair = 0x8000; pair <= 0xffff; pair++) {
            for (int third : new int[] {0x41, 0x7f, 0x80, 0xbf, 0xc0}) {
                byte[] three = {(byte) (pair >> 8), (byte) pair, (byte) third};
                if (new Utf8Validator().accept(three) != beginnings.firstWrong(three)) {
                    return three;
                }
            }
        }
        return null;
    }

    private static void right(String rule, byte[] text) {
        accept(Story.of(rule), new Utf8Validator(), text, -1);
    }

    private static void wrong(String rule, int at, byte[] text) {
        accept(Story.of(rule), new Utf8Validator(), text, at);
    }

    private static void accept(Story story, Utf8Validator validator, byte[] piece, int expected) {
        int found = story.call("accept(" + Story.hex(piece) + ")", () -> validator.accept(piece));
        story.that(found == expected, told(piece, expected), told(piece, found));
    }

    private static void complete(Story story, Utf8Validator validator, boolean expected) {
        story.same("isComplete()", expected, story.call("isComplete()", validator::isComplete));
    }

    private static String told(byte[] piece, int index) {
        if (index < 0 || index >= piece.length) {
            return index + (index == -1 ? ": no byte is wrong" : ": there is no such byte");
        }
        return String.format("%d: the first wrong byte is %s", index, Story.hex(piece[index]));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
