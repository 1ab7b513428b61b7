package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which handshakes are accepted, and what the others are told. The same file is in lessons 06, 07 and 08. */
@DisplayName("The contract of the opening handshake")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpeningContractTest {

    private ContractServer server;

    @BeforeAll
    void start() throws IOException {
        server = start(new History());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    ContractServer start(History history) throws IOException {
        return ContractServer.start(history);
    }

    @Test
    void compression_is_agreed_on_when_it_is_offered_and_only_then() throws Exception {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            assertFalse(peer.handshake("/echo").toLowerCase(Locale.ROOT).contains("sec-websocket-extensions"));
        }
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String answer = peer.handshake("/echo", "Sec-WebSocket-Extensions: permessage-deflate");
            String extensions = "sec-websocket-extensions: permessage-deflate";
            assertTrue(answer.toLowerCase(Locale.ROOT).contains(extensions), answer);
            // "Hello", as RFC 7692 has it in section 7.2.3.1.
            peer.send(0xC1, HexFormat.of().parseHex("f248cdc9c90700"));
            ContractPeer.Received echo = peer.read();
            if ((echo.first() & 0x40) == 0) {
                assertEquals("Hello", echo.text());
                return;
            }
            Inflater inflater = new Inflater(true);
            inflater.setInput(echo.payload());
            byte[] inflated = new byte[100];
            int size = inflater.inflate(inflated);
            inflater.end();
            assertEquals("Hello", new String(inflated, 0, size, UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/nothing | Host: localhost                 | 404",
        "/echo    | Sec-WebSocket-Version: 8        | 426",
        "/echo    | Origin: http://evil.example     | 403",
        "/echo    | Origin: null                    | 403",
        "/echo    | Upgrade: h2c                    | 426",
        "/echo    | Sec-WebSocket-Key: AAAA         | 400",
        "/echo    | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ!! | 400",
    })
    void a_handshake_that_cannot_be_is_refused_with_a_status(String target, String field, int status)
            throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String answer = peer.handshake(target, field);
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            if (status == 426) {
                assertTrue(answer.toLowerCase(Locale.ROOT).contains("\r\nsec-websocket-version: 13\r\n"), answer);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat", "/chat?name=", "/chat?name=%20", "/chat?name=a%09b", "/chat?name=a%0Ab",
        "/chat?name=123456789012345678901234567890123", "/chat?name=a&after=x", "/chat?name=a&after=-1"})
    void a_name_or_a_cursor_that_cannot_be_is_refused_with_400(String target) throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String answer = peer.handshake(target);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Origin: http://evil.example        | 403",
        "Origin: http://127.0.0.1.example   | 403",
        "Sec-WebSocket-Version: 8           | 426",
        "Upgrade: h2c                       | 426",
    })
    void a_stranger_is_refused_with_a_status(String field, int status) throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String answer = peer.handshake("/chat?name=eve", field);
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        }
        assertEquals(0, server.readers());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' |", "chat | chat", "superchat, chat | chat", "superchat |"})
    void the_subprotocol_chat_is_chosen_if_it_is_offered(String offer, String chosen) throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String answer = offer.isEmpty() ? peer.handshake("/chat?name=a")
                    : peer.handshake("/chat?name=a", "Sec-WebSocket-Protocol: " + offer);
            assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
            String field = "\r\nsec-websocket-protocol: " + (chosen == null ? "" : chosen + "\r\n");
            assertEquals(chosen != null, answer.toLowerCase(Locale.ROOT).contains(field), answer);
        }
    }

    /** Its name has the address 127.0.0.1 by now, so that the browser takes this server for the page's own. */
    @Test
    void a_page_whose_host_name_leads_here_is_refused_all_the_same() throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String host = "evil.example:" + server.uri().getPort();
            String answer = peer.handshake("/chat?name=eve", "Host: " + host, "Origin: http://" + host);
            assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
        }
        for (String host : new String[] {"localhost", "LocalHost:8000", "127.0.0.1:1", "[::1]:8000"}) {
            try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo", "Host: " + host)) {
                peer.close(1000);
            }
        }
    }

    @Test
    void a_page_of_our_own_may_connect_and_it_is_at_the_root() throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String answer = peer.handshake("/echo", "Origin: http://" + server.uri().getAuthority());
            assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        }
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            peer.write(("GET / HTTP/1.1\r\nHost: " + server.uri().getAuthority() + "\r\n\r\n").getBytes(ISO_8859_1));
            String answer = peer.head().toLowerCase(Locale.ROOT);
            assertTrue(answer.startsWith("http/1.1 200 ok\r\n") && answer.contains("content-type: text/html"), answer);
        }
    }
}
