package com.example.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The members of the room, without a network")
class MembersTest {

    private final Room room = new Room(new History());
    private final List<String> told = new ArrayList<>();

    @Test
    void a_member_that_is_lost_while_it_gets_what_it_missed_is_not_in_the_room() {
        room.publish("server", "one");
        room.publish("server", "two");
        Endpoint member = room.member("ann", 0);
        member.onWebSocketOpen(SessionOf.remembering(told, SessionOf.Sends.NEVER,
                () -> member.onWebSocketClose(1006, "Broken pipe", Callback.NOOP)));
        assertEquals(0, room.readers(), "Jetty told of the end inside sendText: " + told);
    }

    /** The moment in which Jetty's own stop does not know the session yet: its onWebSocketOpen has not returned. */
    @Test
    void a_member_that_is_still_joining_is_told_that_the_server_goes() {
        room.publish("server", "one");
        Endpoint member = room.member("ann", 0);
        member.onWebSocketOpen(SessionOf.remembering(told, SessionOf.Sends.NEVER, room::goodbye));
        assertEquals("close 1001 the server is stopping", told.get(told.indexOf("sendText") + 1), told::toString);
    }

    @Test
    void a_member_that_is_lost_inside_a_broadcast_is_out_and_the_others_get_it() {
        Endpoint lost = room.member("ann", 0);
        lost.onWebSocketOpen(SessionOf.remembering(new ArrayList<>(), SessionOf.Sends.NEVER,
                () -> lost.onWebSocketClose(1006, "Broken pipe", Callback.NOOP)));
        Endpoint stays = room.member("bob", 0);
        stays.onWebSocketOpen(SessionOf.remembering(told, SessionOf.Sends.NEVER));
        room.publish("server", "one");
        room.publish("server", "two");
        assertEquals(1, room.readers());
        assertEquals(2, told.stream().filter("sendText"::equals).count());
    }
}
