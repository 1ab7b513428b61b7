package com.example.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What stands in front of Undertow's handshake")
class GateTest {

    private static final String COMPRESSION = "Sec-WebSocket-Extensions: permessage-deflate";

    private final History history = new History();
    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.start(0, history);
    }

    @AfterEach
    void stop() {
        server.close();
        Await.noThreads();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET             | POST            | 405 | only GET is answered here",
        "HTTP/1.1        | HTTP/1.0        | 400 | only HTTP/1.1 is spoken here, with one Host",
        "Host: 127       | Host: evil.127  | 421 | this server answers for localhost only",
        "Version: 13     | Version: 12     | 426 | the version of WebSocket that is spoken here is 13",
        "Upgrade: websocket | Upgrade: h2c | 426 | only WebSocket is spoken here",
        "ZQ==            | ZQ!!            | 400 | Sec-WebSocket-Key must be 16 bytes in Base64",
    })
    void a_refusal_is_a_status_and_one_sentence(String part, String wrong, int status, String sentence)
            throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            peer.write(peer.request("/echo").replace(part, wrong).getBytes(ISO_8859_1));
            String head = peer.head();
            assertEquals(" " + status + " ", head.substring("HTTP/1.1".length(), "HTTP/1.1 400 ".length()), head);
            assertEquals(status == 405, head.contains("\r\nAllow: GET\r\n"), head);
            assertEquals(status == 426, head.contains("\r\nSec-WebSocket-Version: 13\r\n"), head);
            String length = "\r\ncontent-length: " + (sentence.length() + 1) + "\r\n";
            assertTrue(head.toLowerCase(Locale.ROOT).contains(length), head);
            assertEquals(sentence + "\n", peer.text(sentence.length() + 1));
        }
    }

    @Test
    void a_list_may_stand_in_several_fields() throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String head = peer.handshake("/chat?name=a", "Sec-WebSocket-Protocol: superchat",
                    "Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Extensions: x-unknown", COMPRESSION);
            assertTrue(head.contains("\r\nSec-WebSocket-Protocol: chat\r\n"), head);
            assertTrue(head.contains("\r\n" + COMPRESSION + "\r\n"), head);
        }
    }

    @Test
    void context_takeover_is_as_agreed() throws IOException {
        byte[] hello = "Hello".getBytes(StandardCharsets.UTF_8);
        for (boolean takeover : new boolean[] {true, false}) {
            String offer = COMPRESSION + (takeover ? "" : "; server_no_context_takeover");
            try (ContractPeer peer = ContractPeer.connect(server.uri())) {
                String head = peer.handshake("/echo", offer);
                assertTrue(head.contains("\r\n" + offer + "\r\n"), head);
                peer.send(ContractPeer.TEXT, hello);
                int first = peer.read().payload().length;
                peer.send(ContractPeer.TEXT, hello);
                int second = peer.read().payload().length;
                assertEquals(takeover, second < first, "the same text took " + first + " bytes, then " + second);
            }
        }
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String head = peer.handshake("/echo", COMPRESSION + "; server_no_context_takeover=1");
            assertTrue(!head.contains("Sec-WebSocket-Extensions"), head);
        }
    }

    @Test
    void what_follows_a_good_message_is_looked_at_too() throws IOException {
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            peer.send(ContractPeer.TEXT, "Hello");
            assertEquals("Hello", peer.read().text());
            peer.write((byte) 0x82, (byte) 0xFE, (byte) 0, (byte) 1);
            assertEquals("a length must be in the shortest form, and not negative", peer.read().reason());
        }
    }

    @Test
    void the_history_knows_what_was_said() throws IOException {
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/chat?name=a")) {
            peer.send(ContractPeer.TEXT, "one");
            peer.send(ContractPeer.TEXT, "two");
            assertEquals("1\ta\tone", peer.read().text());
            assertEquals("2\ta\ttwo", peer.read().text());
            assertEquals(2, history.lastId());
        }
    }
}
