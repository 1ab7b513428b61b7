package com.example.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Connection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455, section 7: closing")
class Rfc6455ClosingTest {

    @Test
    void section_5_5_1_a_Close_is_answered_with_its_code_and_then_the_server_ends_TCP() {
        Core core = Core.server().in("88 82 00000000 03e8");
        assertEquals("88 02 03 e8", core.out());
        assertEquals(List.of("open", "close 1000 "), core.events);
        assertTrue(core.connection.outputEnds(), "the server closes TCP first (7.1.1)");
        assertFalse(core.connection.ended(), "it still listens until the peer has closed as well");
        core.connection.inputEnded();
        assertTrue(core.connection.ended());
    }

    @Test
    void section_5_5_1_a_Close_without_a_body_is_answered_with_one_without_a_body() {
        Core core = Core.server().in("88 80 00000000");
        assertEquals("88 00", core.out());
        assertEquals(List.of("open", "close 1005 "), core.events);
    }

    @Test
    void section_7_1_1_a_client_answers_a_Close_and_leaves_the_end_of_TCP_to_the_server() {
        Core client = Core.client("").in("88 06 03e9 6279653b");
        byte[] out = client.take();
        assertEquals("88 82", Core.hex(out[0], out[1]));
        assertEquals(List.of("open", "close 1001 bye;"), client.events);
        assertFalse(client.connection.outputEnds());
        assertTrue(client.pass(2), "it waits for the server to end TCP");
        assertFalse(client.pass(1), "but not forever");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
            4999})
    void section_7_4_these_codes_may_be_sent(int code) {
        Core core = Core.server().in("88 82 00000000" + String.format("%04x", code));
        assertEquals(String.format("88 02 %02x %02x", code >> 8, code & 0xFF), core.out());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
    void section_7_4_these_codes_may_not(int code) {
        Core core = Core.server().in("88 82 00000000" + String.format("%04x", code));
        Core.same(Core.serverClose(1002, "the close code " + code + " must not be sent"), core.out(), "the answer");
        if (code != CloseStatus.NO_STATUS) {
            assertThrows(IllegalArgumentException.class, () -> new CloseStatus(code, "").body(), "nor by us");
        }
    }

    @ParameterizedTest
    @CsvSource({"88 81 00000000 03, 1002", "88 83 00000000 03e8ff, 1007", "88 84 00000000 03e8 c080, 1007",
        "88 85 00000000 03e8 eda080, 1007", "88 84 00000000 03e8 e282, 1007"})
    void section_5_5_1_half_a_code_or_a_reason_that_is_not_UTF_8(String frame, int code) {
        Core core = Core.server().in(frame);
        assertTrue(core.events.get(1).startsWith("close " + code), core.events.toString());
        assertTrue(core.out().startsWith("88"), "a Close");
    }

    @Test
    void section_5_5_a_reason_of_123_bytes_is_the_longest() {
        Core core = Core.server();
        assertThrows(IllegalArgumentException.class, () -> core.connection.close(1000, "x".repeat(124)));
        core.connection.close(1000, "x".repeat(123));
        assertEquals(Core.serverClose(1000, "x".repeat(123)), core.out());
    }

    @Test
    void section_5_5_1_nothing_is_sent_after_a_Close() {
        Core core = Core.server();
        core.connection.close(1000, "bye");
        assertEquals(Core.serverClose(1000, "bye"), core.out());
        assertFalse(core.connection.send("late"));
        assertFalse(core.connection.ping(ByteBuffer.allocate(0)));
        core.connection.close(1001, "again");
        core.in("89 80 00000000  81 81 00000000 78");
        assertEquals("", core.out(), "no pong, no echo, no second Close");
        assertEquals(List.of("open"), core.events, "and no message either");
        core.in("88 82 00000000 03e8");
        assertEquals("", core.out());
        assertEquals(List.of("open", "close 1000 "), core.events);
        assertTrue(core.connection.outputEnds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 81 00000000 78", "89 80 00000000", "88 82 00000000 03e9", "ffffffffffffffff"})
    void section_5_5_1_what_follows_a_Close_is_ignored(String late) {
        Core core = Core.server().in("88 82 00000000 03e8" + late);
        assertEquals("88 02 03 e8", core.out());
        assertEquals(List.of("open", "close 1000 "), core.events);
    }

    @Test
    void section_5_5_1_a_Close_inside_a_fragmented_message() {
        Core.everyCut("", "01 81 00000000 78  88 82 00000000 03e8  80 81 00000000 78", "88 02 03 e8");
    }

    @Test
    void section_5_5_1_messages_before_the_Close_are_answered_before_it() {
        Core.everyCut("", "81 81 00000000 61 81 81 00000000 62 88 82 00000000 03e8", "81 01 61 81 01 62 88 02 03 e8");
    }

    @Test
    void section_7_1_5_the_end_of_TCP_without_a_Close_is_1006() {
        Core core = Core.server().in("81 85 00000000 4865");
        core.connection.inputEnded();
        assertEquals(List.of("open", "close 1006 the connection ended without a Close"), core.events);
        assertTrue(core.connection.ended());
    }

    @Test
    void section_7_1_7_a_failed_connection_hears_nothing_more_but_its_input_is_drained() {
        Core core = Core.server().in("83 80");
        assertTrue(core.out().startsWith("88"));
        core.in(new byte[70_000]);
        assertEquals("", core.out());
        assertFalse(core.connection.ended(), "a reset would eat the Close: read on until the peer ends");
        assertTrue(core.pass(2));
        assertFalse(core.pass(0.5), "but not forever");
    }

    @Test
    void the_peer_has_two_seconds_to_answer_a_Close() {
        Core core = Core.server();
        core.connection.close(1001, "");
        assertEquals(1, core.woken, "a thread has to write it");
        assertTrue(core.pass(2));
        assertFalse(core.pass(0.5));
    }

    @Test
    void an_endpoint_that_throws_is_closed_with_1011_and_no_detail() {
        Core core = Core.server();
        core.onNextMessage = () -> {
            throw new IllegalStateException("secret detail");
        };
        Logger log = Logger.getLogger(Connection.class.getName());
        log.setLevel(Level.OFF);
        core.in("81 80 00000000");
        log.setLevel(null);
        Core.same(Core.serverClose(1011, "the other side made a mistake"), core.out(), "the answer");
    }
}
