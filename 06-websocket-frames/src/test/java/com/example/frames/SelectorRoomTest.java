package com.example.frames;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** What holds for the threads holds for the event loops too. */
@DisplayName("The same with event loops: the room")
class SelectorRoomTest {

    @BeforeAll
    static void selector() {
        System.setProperty("io", "selector");
    }

    @AfterAll
    static void threads() {
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
