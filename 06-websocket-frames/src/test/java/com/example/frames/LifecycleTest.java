package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.Lifecycle.Due;
import com.example.frames.Lifecycle.State;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The states of a connection, and how long each may last")
class LifecycleTest {

    private static final long SECOND = 1_000_000_000;

    /** The clock may stand anywhere, and may overflow: a moment before that is as good a start as any. */
    private long now = Long.MAX_VALUE - SECOND;
    private final Lifecycle lifecycle = new Lifecycle(() -> now);

    @Test
    void a_handshake_has_eight_seconds() {
        now += 8 * SECOND;
        assertEquals(Due.NOTHING, lifecycle.due(false));
        now++;
        assertEquals(Due.REFUSE_HANDSHAKE, lifecycle.due(false));
    }

    @Test
    void a_Close_has_two_seconds_from_the_first_time_it_is_sent() {
        lifecycle.become(State.OPEN);
        now += 5 * SECOND;
        lifecycle.become(State.CLOSING);
        now += SECOND;
        lifecycle.become(State.CLOSING);
        now += SECOND;
        assertEquals(Due.NOTHING, lifecycle.due(false));
        now++;
        assertEquals(Due.CUT, lifecycle.due(false));
    }

    @Test
    void there_is_no_way_back() {
        lifecycle.become(State.ENDING);
        lifecycle.become(State.OPEN);
        assertEquals(State.ENDING, lifecycle.state());
        lifecycle.become(State.ENDED);
        assertEquals(Due.CUT, lifecycle.due(false));
    }

    @Test
    void when_the_peer_has_ended_its_side_of_TCP_ours_ends_too() {
        lifecycle.become(State.OPEN);
        lifecycle.inputEnded();
        assertTrue(lifecycle.isInputEnded());
        assertEquals(State.ENDING, lifecycle.state());
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

    @Test
    void what_arrives_is_looked_at_while_a_message_may_come() {
        assertEquals(List.of(State.OPEN, State.CLOSING), Stream.of(State.values()).filter(state -> {
            Lifecycle one = new Lifecycle(() -> now);
            one.become(state);
            return one.isListening();
        }).toList());
    }
}
