package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("ServerHandshake")
class ServerHandshakeTest {

    private final ServerHandshake handshake = new ServerHandshake(
            Set.of("server.example.com", "localhost", "[::1]"), Set.of("http://example.com"), List.of("chat", "v2"));

    @Test
    void the_example_is_answered_with_the_bytes_of_the_standard() throws IOException {
        assertEquals("""
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                Sec-WebSocket-Protocol: chat\r
                \r
                """, new String(answer(Attempt.EXAMPLE).bytes(), ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Upgrade: websocket | Upgrade: WebSocket",
        "Upgrade: websocket | Upgrade: h2c, websocket",
        "Connection: Upgrade | Connection: keep-alive, upgrade",
        "Connection: Upgrade | Connection:UPGRADE",
        "Origin: http://example.com | X: no origin",
        "GET /chat | GET http://server.example.com/chat",
        "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: \t13",
        "Host: server.example.com | Content-Length: 0~Host: [::1]:80",
        "Host: server.example.com | Host: localhost~Sec-WebSocket-Extensions: ,, permessage-deflate; server_max, x",
        "Host: server.example.com | Host: localhost~Sec-WebSocket-Extensions: x; a=\"b\"; c=\"\\d\"",
        "Host: server.example.com | Host: LOCALHOST:", "Origin: http://example.com | Origin: HTTP://EXAMPLE.com",
        "Origin: http://example.com | Origin: https://server.example.com",
        "Origin: http://example.com | Origin: http://server.example.com",
        "GET /chat | GET http://localhost:8/chat", "Upgrade: websocket | Upgrade: a, \"b, c\", websocket",
        "chat, superchat | , chat,,superchat ,"})
    void what_the_standard_allows_is_accepted(String from, String to) throws IOException {
        ResponseHead answer = answer(changed(from, to));
        assertEquals(101, answer.status());
        assertEquals(List.of(), answer.fields().all("Sec-WebSocket-Extensions"));
    }

    /** status | what is replaced in the example | by what; a tilde stands for the end of a line */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "405 | GET | POST", "405 | GET | get", "405 | GET | HEAD", "405 | GET | CONNECT",
        "426 | Upgrade: websocket | X: y", "426 | Upgrade: websocket | Upgrade: h2c", "426 | websocket~ | websockets~",
        "426 | Version: 13 | Version: 8", "426 | Version: 13 | Version: 013", "426 | Version: 13 | Version:",
        "426 | Sec-WebSocket-Version: 13 | X: y", "400 | Version: 13 | Version: 13~Sec-WebSocket-Version: 13",
        "400 | Connection: Upgrade | Connection: close", "400 | Connection: Upgrade | Connection: x-upgrade, upgraded",
        "403 | http://example.com | https://example.com", "403 | http://example.com | http://example.com:81",
        "403 | http://example.com | null",
                "403 | http://example.com |",
        "400 | Origin: | Origin: http://example.com~Origin:",
        "400 | chat, superchat | chat, chat", "400 | chat, superchat | ch@t",
        "400 | Origin: | Content-Length: 1~Origin:", "400 | Origin: | Transfer-Encoding: chunked~Origin:",
        "421 | Host: server.example.com | Host: example.com", "421 | Host: server.example.com | Host: localhost.evil",
        "421 | GET /chat | GET http://evil.test/chat", "421 | GET /chat | GET https://server.example.com/chat",
        "400 | Upgrade~Sec | x, \"y, Upgrade, z\"~Sec", "400 | chat, superchat |", "400 | chat, superchat | ,",
        "400 | Origin: | Sec-WebSocket-Extensions: ,~Origin:",
        "400 | Origin: | Sec-WebSocket-Extensions: a; b=\"c, d\"~Origin:",
        "400 | Origin: | Sec-WebSocket-Extensions: a; b=\"c~Origin:",
        "400 | Origin: | Sec-WebSocket-Extensions: a; b=~Origin:",
        "400 | Origin: | Sec-WebSocket-Extensions:~Origin:", "400 | Origin: | Sec-WebSocket-Extensions: a;~Origin:"})
    void what_it_forbids_is_refused(int status, String from, String to) {
        RefusedException e = assertThrows(RefusedException.class,
                () -> answer(changed(from, to)));
        assertEquals(status, e.status(), e.getMessage());
        assertEquals(status == 405 ? List.of("GET") : List.of(), e.fields().all("Allow"));
        assertEquals(status == 426 ? List.of("13") : List.of(), e.fields().all("Sec-WebSocket-Version"));
        assertEquals(status == 426 ? List.of("websocket") : List.of(), e.fields().all("Upgrade"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25j",
        "dGhlIHNhbXBsZSBub25jZSE=", "dGhlIHNhbXBsZSBub25jZR==", "dGhlIHNhbXBsZSBub25j_Q==", "====",
                "!!!!!!!!!!!!!!!!!!!!!!==",
        "dGhlIHNhbXBsZSBub25jZQ== x"})
    void a_key_is_16_bytes_of_canonical_base64(String key) {
        assertFalse(AcceptKey.isKey(key));
        String request = Attempt.EXAMPLE.replace("dGhlIHNhbXBsZSBub25jZQ==", key);
        assertEquals(400, assertThrows(RefusedException.class, () -> answer(request)).status());
    }

    @Test
    void a_key_of_any_16_bytes_is_one() {
        assertTrue(AcceptKey.isKey("AAAAAAAAAAAAAAAAAAAAAA=="));
        assertTrue(AcceptKey.isKey("/////////////////////w=="));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"chat, v2 | chat", "v2, chat | chat", "v2 | v2", "x,v2 | v2", "Chat | -",
            "x | -",
        ",, v2 ,| v2", "chat2 | -"})
    void the_server_chooses_its_best_one_among_those_offered(String offered, String chosen) throws IOException {
        List<String> answered = answer(Attempt.EXAMPLE.replace("chat, superchat", offered)).fields()
                .all("Sec-WebSocket-Protocol");
        assertEquals(chosen.equals("-") ? List.of() : List.of(chosen), answered);
    }

    @Test
    void nothing_offered_nothing_chosen() throws IOException {
        String request = Attempt.EXAMPLE.replace("Sec-WebSocket-Protocol: chat, superchat\r\n", "");
        assertEquals(List.of(), answer(request).fields().all("Sec-WebSocket-Protocol"));
    }

    /** The example with a difference, in which a tilde stands for the end of a line. */
    private static String changed(String from, String to) {
        return Attempt.EXAMPLE.replace("\r\n", "~").replace(from, to == null ? "" : to).replace("~", "\r\n");
    }

    private ResponseHead answer(String request) throws IOException {
        HeadReader reader = new HeadReader(new ByteArrayInputStream(request.getBytes(ISO_8859_1)));
        return handshake.answer(RequestHead.parse(reader.read()));
    }
}
