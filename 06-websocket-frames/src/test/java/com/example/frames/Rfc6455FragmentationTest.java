package com.example.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455, section 5.4: fragmentation")
class Rfc6455FragmentationTest {

    @Test
    void section_5_4_fragments_make_one_message_with_a_ping_between_them() {
        Core.everyCut("", "01 83 00000000 48656c  89 82 00000000 6869  00 80 00000000  80 82 00000000 6c6f",
                "8a 02 68 69 81 05 48 65 6c 6c 6f");
    }

    @Test
    void section_5_4_empty_fragments_make_an_empty_message() {
        Core.everyCut("", "01 80 00000000  00 80 00000000  80 80 00000000", "81 00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80 81 00000000 78", "00 81 00000000 78", "80 80 00000000",
        "81 81 00000000 78  80 81 00000000 78", "01 81 00000000 78 80 80 00000000  80 80 00000000"})
    void section_5_4_a_continuation_of_nothing_is_refused(String frames) {
        Core core = Core.server().in(frames);
        String close = Core.serverClose(1002, "a continuation without a message to go on with");
        assertTrue(core.out().endsWith(close), "a Close 1002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 81 00000000 78  81 81 00000000 78", "01 80 00000000  82 80 00000000",
        "02 81 00000000 78 00 81 00000000 78  01 80 00000000"})
    void section_5_4_a_message_inside_a_message_is_refused(String frames) {
        Core core = Core.server().in(frames);
        Core.same(Core.serverClose(1002, "a new message before the last one has ended"), core.out(), "the answer");
    }

    @Test
    void section_5_4_a_thousand_frames_in_one_read_are_answered_in_order() {
        StringBuilder in = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            String number = String.format("%04x", i);
            in.append("82 82 00000000").append(number);
            expected.append("8202").append(number);
        }
        Core core = Core.server().in(in.toString());
        assertEquals(expected.toString(), HexFormat.of().formatHex(core.take()));
    }

    @Test
    void any_valid_stream_gives_the_same_messages_however_it_is_cut() {
        Random random = new Random(6455);
        for (int round = 0; round < 100; round++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            for (int i = 0; i < 6; i++) {
                randomMessage(random, stream);
            }
            byte[] bytes = stream.toByteArray();
            Core whole = Core.server().in(bytes);
            String expected = whole.out();
            Core cut = Core.server();
            StringBuilder out = new StringBuilder();
            for (int at = 0; at < bytes.length; ) {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
                cut.in(Arrays.copyOfRange(bytes, at, to));
                at = to;
                String more = cut.out();
                out.append(out.length() > 0 && !more.isEmpty() ? " " : "").append(more);
            }
            assertEquals(whole.events, cut.events, "round " + round);
            Core.same(expected, out.toString(), "round " + round);
        }
    }

    private static void randomMessage(Random random, ByteArrayOutputStream stream) {
        int fragments = 1 + random.nextInt(4);
        for (int i = 0; i < fragments; i++) {
            byte[] payload = new byte[random.nextInt(4) == 0 ? random.nextInt(400) : random.nextInt(20)];
            random.nextBytes(payload);
            stream.writeBytes(Core.clientFrame((i == fragments - 1 ? 0x80 : 0) | (i == 0 ? 2 : 0), payload));
            if (random.nextInt(3) == 0) {
                stream.writeBytes(Core.clientFrame(0x89, new byte[random.nextInt(126)]));
            }
        }
    }
}
