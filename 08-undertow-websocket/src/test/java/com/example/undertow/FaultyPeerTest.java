package com.example.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A peer that broke a rule, and does not stop")
class FaultyPeerTest {

    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.start(0, new History());
    }

    @AfterEach
    void stop() {
        server.close();
        Await.noThreads();
    }

    @Test
    void no_reset_eats_the_Close_when_a_peer_goes_on_sending() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
                byte[] bytes = new byte[200_000];
                bytes[0] = (byte) 0x82;
                bytes[1] = 5;
                peer.write(bytes);
                assertEquals("a client must mask its frames", peer.read().reason());
            }
        }
    }

    @Test
    void after_a_fault_the_server_reads_on_and_has_time_for_others() throws IOException {
        try (ContractPeer faulty = ContractPeer.open(server.uri(), "/echo")) {
            long began = System.nanoTime();
            faulty.write((byte) 0x82, (byte) 5);
            assertEquals("a client must mask its frames", faulty.read().reason());
            for (int i = 0; i < 8 && !isOver(began); i++) {
                try {
                    faulty.write(new byte[10_000]);     // is reset, if the server has closed its socket
                } catch (IOException reset) {
                    assertTrue(isOver(began), "it was cut off before its time");
                }
                try (ContractPeer other = ContractPeer.open(server.uri(), "/echo")) {
                    other.send(ContractPeer.TEXT, "Hello");
                    assertEquals("Hello", other.read().text());
                }
            }
        }
    }

    /** Whether the time that a peer has after its fault may be over: a busy machine cannot do all of this in it. */
    private static boolean isOver(long began) {
        return System.nanoTime() - began >= TimeUnit.MILLISECONDS.toNanos(Endpoint.CLOSING_MILLIS);
    }

    /** On a machine that is busy one try may take longer than the time-out; not each of them. */
    @Test
    void a_client_that_ends_TCP_after_a_fault_is_gone_before_the_time_out() throws IOException {
        boolean soon = false;
        for (int tries = 0; tries < 5 && !soon; tries++) {
            long began;
            try (ContractPeer faulty = ContractPeer.open(server.uri(), "/chat?name=faulty")) {
                Await.until("it has joined", () -> server.readers() == 1);
                began = System.nanoTime();
                faulty.write((byte) 0x82, (byte) 5);
                assertEquals("a client must mask its frames", faulty.read().reason());
            }
            Await.until("it is gone", () -> server.readers() == 0);
            soon = !isOver(began);
        }
        assertTrue(soon, "it was cut off by the time-out each time");
    }
}
