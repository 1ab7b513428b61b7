package com.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.protocol.Utf8Validator;
import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455, section 8.1: text is UTF-8")
class Rfc6455TextTest {

    @ParameterizedTest
    @ValueSource(strings = {"c3a4", "e282ac", "f09f9880", "c280", "dfbf", "e0a080", "efbfbf", "ed9fbf", "ee8080",
        "f0908080", "f48fbfbf", "00", "7f", "efbbbf", "efbfbe", "61c3a4e282acf09f988062"})
    void valid_text_is_echoed_wherever_it_is_cut_into_reads_and_fragments(String hex) {
        byte[] text = Core.bytes(hex);
        String expected = Core.hex((byte) 0x81, (byte) text.length) + " " + Core.hex(text);
        Core.everyCut("", Core.hex(Core.clientFrame(0x81, text)), expected);
        for (int cut = 0; cut <= text.length; cut++) {
            Core core = Core.server();
            core.in(Core.clientFrame(0x01, Arrays.copyOf(text, cut)));
            core.in(Core.clientFrame(0x89, new byte[] {(byte) 0xFF}));
            core.in(Core.clientFrame(0x80, Arrays.copyOfRange(text, cut, text.length)));
            assertEquals("8a 01 ff " + expected, core.out(), "cut into two fragments after byte " + cut);
        }
    }

    /** The second column says how many bytes of it can still be right: the next one is the first wrong byte. */
    @ParameterizedTest
    @CsvSource({"80, 0", "bf, 0", "c080, 0", "c1bf, 0", "e08080, 1", "e09fbf, 1", "f0808080, 1", "f08fbfbf, 1",
        "eda080, 1", "edbfbf, 1", "f4908080, 1", "f5808080, 0", "f8888080, 0", "fe, 0", "ff, 0", "c341, 1", "e28241, 2",
        "e228a1, 1", "f09f9841, 3", "f0288cbc, 1", "f09028bc, 2", "c3c3a9, 1", "6162ff, 2", "c3a4ff, 2"})
    void invalid_text_fails_at_its_first_wrong_byte(String hex, int right) {
        byte[] text = Core.bytes(hex);
        byte[] frame = Core.clientFrame(0x81, Arrays.copyOf(text, text.length + 3));
        Core core = Core.server().in(Arrays.copyOf(frame, 6 + right));
        assertEquals("", core.out(), "so far the text can still become valid");
        core.in(frame[6 + right]);
        String wrong = "the text is not UTF-8: " + Core.hex(text[right]) + " is not allowed here";
        Core.same(Core.serverClose(1007, wrong), core.out(), "before the frame is complete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "e2", "e282", "f0", "f09f", "f09f98"})
    void a_text_must_not_end_inside_a_character(String hex) {
        for (String frames : new String[] {
            Core.hex(Core.clientFrame(0x81, Core.bytes("61" + hex))),
            Core.hex(Core.clientFrame(0x01, Core.bytes(hex))) + Core.hex(Core.clientFrame(0x80, new byte[0])),
        }) {
            Core core = Core.server().in(frames);
            Core.same(Core.serverClose(1007, "the text ends inside a character"), core.out(), frames);
        }
    }

    @Test
    void a_character_does_not_go_on_in_the_next_message() {
        Core core = Core.server().in(Core.clientFrame(0x81, Core.bytes("61"))).in(Core.clientFrame(0x81,
                Core.bytes("e282")));
        assertTrue(core.out().startsWith("81 01 61 88"));
        assertTrue(core.events.get(2).startsWith("close 1007"), core.events.toString());
    }

    @Test
    void section_5_6_bytes_are_not_checked() {
        Core.everyCut("", Core.hex(Core.clientFrame(0x82, Core.bytes("ff80c0"))), "82 03 ff 80 c0");
    }

    @Test
    void the_validator_agrees_with_the_decoder_of_the_JDK() {
        Random random = new Random(3629);
        // Bytes near the borders of the table, between stretches of ASCII.
        int[] borders = {0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5};
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(3) == 0 ? 'a' : borders[random.nextInt(borders.length)]);
            }
            if (round % 2 == 0) {
                bytes = new String(bytes, UTF_8).getBytes(UTF_8);
            }
            byte[] tried = bytes;
            assertEquals(validForTheJdk(tried), valid(tried, random.nextInt(tried.length + 1)), () -> Core.hex(tried));
        }
    }

    private static boolean valid(byte[] bytes, int cut) {
        Utf8Validator validator = new Utf8Validator();
        try {
            validator.accept(ByteBuffer.wrap(bytes), 0, cut);
            validator.accept(ByteBuffer.wrap(bytes), cut, bytes.length);
            validator.end();
            return true;
        } catch (WebSocketException e) {
            assertEquals(1007, e.closeCode());
            return false;
        }
    }

    private static boolean validForTheJdk(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
