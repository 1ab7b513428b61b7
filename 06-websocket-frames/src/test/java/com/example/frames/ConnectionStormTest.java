package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A connection storm: clients come, talk, and vanish in every state")
@Tag("long")
class ConnectionStormTest {

    /** How far a client gets before it vanishes. */
    private interface Stage {
        RawClient reach(ChatServer server) throws IOException;
    }

    private static final byte[] LARGE = Core.clientFrame(0x82, new byte[300_000]);
    private static final List<Stage> STAGES = List.of(
            server -> new RawClient(server.uri()),
            server -> said(new RawClient(server.uri()), Core.REQUEST.getBytes(ISO_8859_1)),
            server -> said(new RawClient(server.uri()), (Core.REQUEST + "\r\n").getBytes(ISO_8859_1)),
            server -> RawClient.open(server.uri(), "/echo"),
            server -> said(RawClient.open(server.uri(), "/echo"), (byte) 0x81),
            server -> said(RawClient.open(server.uri(), "/echo"), Core.bytes("82 fe 1000 00000000 ffff")),
            server -> said(RawClient.open(server.uri(), "/echo"), Core.clientFrame(0x01, new byte[1000])),
            server -> said(RawClient.open(server.uri(), "/echo"), LARGE),
            server -> said(RawClient.open(server.uri(), "/echo"), Core.bytes("88 82 00000000 03e8")),
            server -> said(RawClient.open(server.uri(), "/chat?name=storm"), Core.clientFrame(0x81, new byte[] {'x'})));

    private static RawClient said(RawClient client, byte... bytes) throws IOException {
        client.send(bytes);
        return client;
    }

    @Test
    void five_hundred_clients_leave_no_thread_and_no_socket_behind() throws Exception {
        try (ChatServer server = ChatServer.start(0, new History());
                RawClient witness = RawClient.open(server.uri(), "/echo")) {
            for (int round = 0; round < 5; round++) {
                List<RawClient> clients = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    clients.add(STAGES.get(i % STAGES.size()).reach(server));
                }
                for (int i = 0; i < clients.size(); i++) {
                    if (i / STAGES.size() % 2 == 0) {
                        clients.get(i).close();
                    } else {
                        clients.get(i).abort();
                    }
                }
                witness.send(Core.clientFrame(0x81, new byte[] {'x'}));
                assertEquals("81 01 78", Core.hex(witness.read(3)));
            }
            Await.until(() -> "one connection left, there are " + server.connections(),
                    () -> server.connections() == 1);
            assertEquals(0, server.readers());
        }
        Await.noThreads();
    }
}
