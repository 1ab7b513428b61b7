package com.example.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The silent one among the others")
class SilenceTest {

    @AfterEach
    void all_threads_end() {
        Await.noThreads();
    }

    @Test
    void a_silent_peer_is_pinged_and_stays_if_it_answers() throws Exception {
        try (ChatServer server = ChatServer.start(0, new History(), Duration.ofSeconds(1))) {
            ContractListener alive = ContractListener.open(server.uri().resolve("/chat?name=alive"), "chat");
            try (ContractPeer dead = ContractPeer.open(server.uri(), "/chat?name=dead")) {
                assertThrows(IOException.class, dead::read, "pinged, and then cut off");
            }
            Await.until("the dead one is gone", () -> server.readers() == 1);
            server.publish("server", "still here?");
            assertEquals("1\tserver\tstill here?", alive.next());
        }
    }
}
