package com.example.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The slow one among the others")
@Tag("long")
class CrowdTest {

    private static final int READERS = 200;

    /**
     * The slow one's outbox is filled almost to its bound first: else all would have to hear a thousand messages. It
     * is dropped for that bound, and not because it answers no ping: for that it has an hour.
     */
    @Test
    void two_hundred_readers_get_everything_while_one_does_not_read() throws Exception {
        try (ChatServer server = new ChatServer.Settings().idle(Duration.ofHours(1)).start(0, new History());
                ContractPeer slow = ContractPeer.openWithSmallBuffer(server.uri(), "/chat?name=slow")) {
            ContractListener.until("it is there", () -> server.readers() == 1);
            String text = "\u20ac".repeat(Message.MAX_TEXT);
            long last = 0;
            while (server.queued() < Room.OUTBOX / 16 * 15) {
                last = server.publish("server", text).id();
            }
            List<ContractListener> all = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                URI uri = server.uri().resolve("/chat?name=reader" + i + "&after=" + last);
                all.add(ContractListener.open(uri, "chat"));
            }
            ContractListener.until("all are there", () -> server.readers() == READERS + 1);
            int said = 0;
            while (server.readers() > READERS && said < 1_000) {
                server.publish("server", text);
                int count = ++said;
                for (ContractListener reader : said % 50 == 0 ? all : List.<ContractListener>of()) {
                    ContractListener.until("it has " + count, () -> reader.texts.size() >= count);
                }
            }
            int count = said;
            for (ContractListener reader : all) {
                ContractListener.until("it has " + count, () -> reader.texts.size() >= count);
            }
            assertEquals(READERS, server.readers(), "one was dropped, after " + said + " messages");
        }
    }
}
