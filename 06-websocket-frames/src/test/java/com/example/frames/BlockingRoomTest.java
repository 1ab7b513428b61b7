package com.example.frames;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** What the event loops have to show, the threads have to show too. */
@DisplayName("The same with blocking sockets: the room")
class BlockingRoomTest {

    @BeforeAll
    static void threads() {
        System.setProperty("io", "threads");
    }

    @AfterAll
    static void selector() {
        System.clearProperty("io");
    }

    @Nested
    class Room extends ChatServerTest {
    }

    @Nested
    class RoomContract extends RoomContractTest {
    }

    @Nested
    class ConnectionStorm extends ConnectionStormTest {
    }
}
