package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.protocol.CloseStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Time: what stalls is dropped, what is silent is asked")
class TimeTest {

    @Test
    void a_handshake_has_eight_seconds_however_busily_it_drips() {
        Core core = Core.connecting(Core.LIMITS);
        byte[] request = Core.REQUEST.getBytes(ISO_8859_1);
        for (int second = 0; second < 8; second++) {
            core.in(request[second]).pass(1);
            assertEquals("", core.out());
        }
        core.pass(0.25);
        assertTrue(new String(core.take(), UTF_8).startsWith("HTTP/1.1 408 "));
        assertTrue(core.connection.outputEnds());
        assertTrue(core.woken > 0, "a thread has to write it");
    }

    @Test
    void a_frame_that_stops_half_way_is_given_up_after_eight_seconds() {
        for (String half : new String[] {"81", "81 85 37fa", "81 85 37fa213d 7f9f", "02 ff 00000000"}) {
            Core core = Core.server().in(half);
            assertTrue(core.pass(8));
            assertEquals("", core.out());
            core.pass(0.25);
            Core.same(Core.serverClose(1008, "a frame has begun, and no more of it has come"), core.out(), half);
        }
    }

    @Test
    void a_frame_that_comes_slowly_is_waited_for() {
        Core core = Core.server();
        for (byte one : Core.bytes("81 85 37fa213d 7f9f4d5158")) {
            assertTrue(core.in(one).pass(7));
        }
        assertTrue(core.out().startsWith("81 05 48 65 6c 6c 6f"));
    }

    @Test
    void a_pause_between_fragments_is_no_stall() {
        Core core = Core.server().in("01 81 00000000 61");
        assertTrue(core.pass(14));
        assertEquals("81 02 61 62", core.in("80 81 00000000 62").out());
    }

    @Test
    void a_silent_peer_is_pinged_and_lives_if_it_answers() {
        Core core = Core.server();
        for (int i = 0; i < 5; i++) {
            core.pass(15);
            assertEquals("", core.out());
            core.pass(0.25);
            assertEquals("89 00", core.out(), "one ping");
            assertTrue(core.pass(14));
            assertEquals("", core.out(), "and not another one");
            core.in("8a 80 00000000");
        }
        assertTrue(core.connection.isOpen());
    }

    @Test
    void a_dead_peer_is_found_within_half_a_minute() {
        Core core = Core.server();
        assertTrue(core.pass(30));
        assertFalse(core.pass(0.25));
        core.connection.lost();
        assertEquals("close 1006 the connection was lost", core.events.get(1));
        assertEquals(2, core.events.size());
    }

    @Test
    void a_peer_that_does_not_read_is_not_blamed_for_a_stalled_frame() {
        Core core = Core.server().in("82 85 00000000 48656c6c6f 82 85 0000");
        assertTrue(core.pass(9), "our echo waits in the outbox: it is our turn, not its own");
        assertTrue(core.connection.isOpen());
    }

    @Test
    void a_connection_that_is_lost_has_ended() {
        Core core = Core.server();
        core.connection.lost();
        assertTrue(core.connection.ended());
        assertFalse(core.connection.tick());
    }

    @Test
    void a_connection_that_is_closed_before_its_handshake_only_ends() {
        Core core = Core.connecting(Core.LIMITS);
        core.connection.close(CloseStatus.GOING_AWAY, "going away");
        assertTrue(core.connection.outputEnds());
        core.in((Core.REQUEST + "\r\n").getBytes(ISO_8859_1));
        assertEquals(0, core.connection.outbox().pending());
    }
}
