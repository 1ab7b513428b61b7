package com.example.frames.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.protocol.Lifecycle.Due;
import com.example.frames.protocol.Lifecycle.State;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The states of a connection, and how long each may last")
class LifecycleTest {

    private static final long SECOND = 1_000_000_000;

    /** The clock may begin anywhere, and may overflow: a moment before that is as good a start as any. */
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
    void what_arrives_is_looked_at_while_a_message_may_come() {
        assertEquals(List.of(State.OPEN, State.CLOSING), Stream.of(State.values()).filter(state -> {
            Lifecycle one = new Lifecycle(() -> now);
            one.become(state);
            return one.isListening();
        }).toList());
    }
}
