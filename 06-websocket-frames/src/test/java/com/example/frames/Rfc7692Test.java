package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7692: permessage-deflate")
class Rfc7692Test {

    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "permessage-deflate | permessage-deflate",
        "permessage-deflate; client_max_window_bits | permessage-deflate",
        "permessage-deflate; client_max_window_bits=10 | permessage-deflate",
        "permessage-deflate; client_max_window_bits=\"10\" | permessage-deflate",
        "permessage-deflate; server_no_context_takeover | permessage-deflate; server_no_context_takeover",
        "permessage-deflate; client_no_context_takeover | permessage-deflate; client_no_context_takeover",
        "permessage-deflate; server_max_window_bits=15 | permessage-deflate; server_max_window_bits=15",
        "permessage-deflate; server_max_window_bits=8 | permessage-deflate; server_max_window_bits=8",
        "x-other; a=b, permessage-deflate; no_such, permessage-deflate | permessage-deflate",
    })
    void section_7_1_an_offer_and_its_answer(String offer, String answer) {
        assertEquals("Sec-WebSocket-Extensions: " + answer, extensions(offer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-webkit-deflate-frame", "permessage-deflate; no_such", "permessage-deflate; no_such=1",
        "permessage-deflate; server_max_window_bits", "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16", "permessage-deflate; server_max_window_bits=08",
        "permessage-deflate; client_max_window_bits=7", "permessage-deflate; client_max_window_bits=010",
        "permessage-deflate; server_no_context_takeover=1", "permessage-deflate; client_no_context_takeover=true",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=10"})
    void section_7_1_an_offer_to_be_declined(String offer) {
        assertEquals("", extensions(offer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate;", "; a", "a b", "a; =", "a; b=\"", "a; b=\"c d\"", "a/b"})
    void section_9_1_of_RFC_6455_a_malformed_field_is_refused(String field) {
        Core core = Core.connecting(Core.LIMITS);
        core.in((Core.REQUEST + "Sec-WebSocket-Extensions: " + field + "\r\n\r\n").getBytes(ISO_8859_1));
        assertTrue(new String(core.take(), UTF_8).startsWith("HTTP/1.1 400 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1 87 00000000 f248cdc9c90700", "41 83 00000000 f248cd  80 84 00000000 c9c90700",
        "c1 8b 00000000 000500faff48656c6c6f00", "c1 88 00000000 f348cdc9c9070000",
        "c1 8d 00000000 f24805000000ffffcac9c90700", "c1 87 00000000 f348cdc9c90700"})
    void section_7_2_3_the_examples_wherever_they_are_cut(String frames) {
        Core.everyCut(OFFER, frames, "c1 07 f2 48 cd c9 c9 07 00");
    }

    @Test
    void section_7_1_2_1_a_window_of_15_bits_is_the_usual_one() {
        byte[] text = Core.clientFrame(0x81, "again and ".repeat(100).getBytes(UTF_8));
        byte[] usual = Core.server(OFFER).in(text).take();
        byte[] agreed = Core.server("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=15\r\n")
                .in(text).take();
        assertTrue(usual.length < 40, usual.length + " bytes for a thousand");
        assertEquals(Core.hex(usual), Core.hex(agreed));
    }

    @Test
    void section_7_2_3_2_the_next_message_may_refer_to_the_last() {
        Core core = Core.server(OFFER).in("c1 87 00000000 f248cdc9c90700").in("c1 85 00000000 f200110000");
        assertEquals(List.of("open", "text Hello", "text Hello"), core.events);
        assertEquals("c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00", core.out());
    }

    @Test
    void section_7_1_1_without_context_takeover_every_message_is_on_its_own() {
        Core core = Core.server("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
                + "client_no_context_takeover\r\n").in("c1 87 00000000 f248cdc9c90700".repeat(2));
        assertEquals("c1 07 f2 48 cd c9 c9 07 00 c1 07 f2 48 cd c9 c9 07 00", core.out());
        core.in("c1 85 00000000 f200110000");
        assertTrue(core.events.get(3).startsWith("close 1007"), "it refers to a window that is gone: " + core.events);
    }

    @Test
    void section_7_2_3_4_a_final_block_ends_the_stream_of_that_message_only() {
        Core core = Core.server(OFFER);
        core.in("c1 88 00000000 f348cdc9c9070000".repeat(3) + "c1 87 00000000 f248cdc9c90700");
        assertEquals(List.of("open", "text Hello", "text Hello", "text Hello", "text Hello"), core.events);
    }

    @Test
    void section_7_2_3_6_an_empty_message_is_one_zero_byte() {
        Core.everyCut(OFFER, "c1 81 00000000 00 c1 81 00000000 00", "c1 01 00 c1 01 00");
    }

    @Test
    void section_6_a_message_without_RSV1_is_not_compressed() {
        Core core = Core.server(OFFER).in("81 85 37fa213d 7f9f4d5158");
        assertEquals(List.of("open", "text Hello"), core.events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"41 83 00000000 f248cd c0 84 00000000 c9c90700", "01 80 00000000 c0 80 00000000",
        "c9 80 00000000", "c8 80 00000000", "a1 80 00000000", "91 80 00000000", "d1 80 00000000", "c3 80 00000000"})
    void section_6_1_RSV1_is_for_the_first_frame_of_a_message_only(String frames) {
        Core core = Core.server(OFFER).in(frames);
        assertTrue(core.events.get(1).startsWith("close 1002"), core.events.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"06ffffff", "000500000048656c6c6f00", "f200110000", "ffffffffffffffff", "f248cdc9",
            "f248cd",
        "0005"})
    void section_7_2_2_what_does_not_inflate_or_is_cut_short_is_1007(String payload) {
        byte[] compressed = Core.bytes(payload);
        Core core = Core.server(OFFER).in(Core.clientFrame(0xC1, compressed));
        assertTrue(core.events.get(1).startsWith("close 1007"), core.events.toString());
    }

    @Test
    void section_8_1_of_RFC_6455_inflated_text_is_checked() {
        Core core = Core.server(OFFER).in(Core.clientFrame(0xC1, deflated(Core.bytes("6162ff6364"))));
        assertTrue(core.events.get(1).startsWith("close 1007 the text is not UTF-8"), core.events.toString());
    }

    @Test
    void a_bomb_ends_in_1009_and_not_in_memory() {
        byte[] bomb = deflated(new byte[20_000_000]);
        Core core = Core.server(OFFER).in(Core.clientFrame(0xC2, bomb));
        Core.same(Core.serverClose(1009, "the message grows to more than 100000 bytes"), core.out(),
                bomb.length + " bytes");
    }

    @Test
    void a_message_that_inflates_to_exactly_the_limit_is_accepted() {
        Core core = Core.server(OFFER).in(Core.clientFrame(0xC2, deflated(new byte[100_000])));
        assertEquals(2, core.events.size());
        core.in(Core.clientFrame(0xC2, deflated(new byte[100_001])));
        assertTrue(core.events.get(2).startsWith("close 1009"), "one byte more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "; server_max_window_bits=9", "; client_max_window_bits=8",
        "; server_no_context_takeover", "; client_no_context_takeover; server_max_window_bits=15"})
    void the_client_and_the_server_understand_each_other(String parameters) {
        Core server = Core.server("Sec-WebSocket-Extensions: permessage-deflate" + parameters + "\r\n");
        Core client = Core.client("Sec-WebSocket-Extensions: permessage-deflate" + parameters + "\r\n");
        Random random = new Random(7692);
        for (int size : new int[] {0, 1, 125, 126, 5_000, 65_536, 99_999, 20, 20}) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            for (byte[] message : List.of(noise, "what repeats, shrinks; ".repeat(size / 23 + 1).getBytes(UTF_8))) {
                byte[] sent = Arrays.copyOf(message, Math.min(message.length, 100_000));
                client.connection.send(false, ByteBuffer.wrap(sent));
                client.in(server.in(client.take()).take());
                assertEquals("binary " + Core.hex(sent), client.events.get(client.events.size() - 1));
            }
        }
        assertFalse(server.events.toString().contains("close"));
    }

    @Test
    void a_smaller_window_is_kept_to() {
        byte[] noise = new byte[3_000];
        new Random(8).nextBytes(noise);
        byte[] twice = Arrays.copyOf(noise, 6_000);
        System.arraycopy(noise, 0, twice, 3_000, 3_000);
        int size = echoed("permessage-deflate", twice);
        assertTrue(size < 4_000, "with the whole window the second half is a reference: " + size);
        size = echoed("permessage-deflate; server_max_window_bits=10", twice);
        assertTrue(size > 5_500, "a window of 1 KiB does not reach back 3,000 bytes: " + size);
    }

    @Test
    void a_client_refuses_what_it_did_not_offer() {
        for (String answer : List.of("permessage-deflate; no_such", "x-other", "permessage-deflate, permessage-deflate",
                "permessage-deflate; client_max_window_bits", "permessage-deflate; server_max_window_bits=16")) {
            Core client = Core.client("Sec-WebSocket-Extensions: " + answer + "\r\n");
            assertTrue(client.connection.refused().getMessage().startsWith("an extension was not offered"), answer);
        }
    }

    private static int echoed(String offer, byte[] message) {
        Core core = Core.server("Sec-WebSocket-Extensions: " + offer + "\r\n");
        return core.in(Core.clientFrame(0x82, message)).take().length;
    }

    private static String extensions(String offer) {
        Core core = Core.connecting(Core.LIMITS);
        core.in((Core.REQUEST + "Sec-WebSocket-Extensions: " + offer + "\r\n\r\n").getBytes(ISO_8859_1));
        return new String(core.take(),
                UTF_8).lines().filter(line -> line.startsWith("Sec-WebSocket-Ext")).findFirst().orElse("");
    }

    private static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(message);
        byte[] out = new byte[message.length + 1000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }
}
