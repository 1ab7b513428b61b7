package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.handshake.exercise.OwnServer;
import com.example.handshake.exercise.RequestHead;
import com.example.handshake.exercise.Slowness;
import com.example.handshake.exercise.SubprotocolChoice;
import com.example.handshake.exercise.UpgradeDecision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * Exercises 5.2 and 5.3 as a server, over the wire; aborted while they are not written. What is not written of 5.1, 5.4
 * and 5.5 is left out.
 */
@DisplayName("Your own server")
class OwnServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String HELLO = "\u0081\u0005Hello";
    private static final String GET_PAGE = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Set<String> leftOut = new HashSet<>();
    private OwnServer server;

    @BeforeEach
    void start() throws IOException {
        RequestHead.read(new ByteArrayInputStream(GET_PAGE.getBytes(US_ASCII)), 100);
        UpgradeDecision.decide("GET", "HTTP/1.1", Map.of(), Set.of());
        leaveOut("5.1", () -> com.example.handshake.exercise.AcceptKey.proves(KEY,
                List.of(com.example.handshake.exercise.AcceptKey.of(KEY))));
        leaveOut("5.4", () -> SubprotocolChoice.choose(List.of(), List.of()));
        leaveOut("5.5", () -> {
            var client = new com.example.handshake.exercise.ClientHandshake(URI.create("ws://localhost/"), List.of());
            client.request();
            return client.verify(List.of());
        });
        server = new OwnServer(0, leftOut, PATIENCE, PAUSE);
    }

    /** A stub throws. */
    private void leaveOut(String number, Callable<?> exercise) throws IOException {
        try {
            exercise.call();
        } catch (TestAbortedException e) {
            leftOut.add(number);
        } catch (ProtocolException e) {
            // It is written: there is no response to verify.
        } catch (Exception e) {
            throw new IOException(number + " is written, and throws", e);
        }
    }

    private void waitFor(String number) {
        if (leftOut.contains(number)) {
            throw new TestAbortedException("it waits for " + number);
        }
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static URI chat(OwnServer server) {
        return URI.create("ws://127.0.0.1:" + server.port() + "/chat");
    }

    private static String exchange(OwnServer server, String request) throws IOException {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.port());
        return new String(RawHttp.exchange(address, request.getBytes(ISO_8859_1), PATIENCE), ISO_8859_1);
    }

    private String exchange(String request) throws IOException {
        return exchange(server, request);
    }

    private String tried(String name) throws IOException {
        return exchange("POST /try/" + name + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
    }

    /** The example of the RFC with a difference. */
    private void refused(int status, String from, String to) throws IOException {
        assertTrue(Attempt.EXAMPLE.contains(from), from);
        String answer = exchange(Attempt.EXAMPLE.replace(from, to));
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), to + ": " + answer);
        assertTrue(answer.indexOf("\r\n\r\n") + 5 < answer.length(), "a sentence says why: " + answer);
    }

    private static void has(String field, String answer) {
        assertTrue(answer.contains("\r\n" + field + "\r\n"), answer);
    }

    @Test
    void the_example_of_the_standard_gets_its_accept_key_and_then_a_frame() throws IOException {
        String answer = exchange(Attempt.EXAMPLE);
        assertTrue(answer.startsWith("HTTP/1.1 101 Switching Protocols\r\n"), answer);
        has("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", answer);
        assertEquals(!leftOut.contains("5.4"), answer.contains("\r\nSec-WebSocket-Protocol: chat\r\n"), answer);
        assertTrue(answer.endsWith("\r\n\r\n" + HELLO), answer);
    }

    @Test
    void a_head_may_come_byte_by_byte() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            for (byte one : Attempt.EXAMPLE.getBytes(ISO_8859_1)) {
                socket.getOutputStream().write(one);
            }
            assertEquals(101, ResponseHead.parse(new HeadReader(socket.getInputStream()).read()).status());
        }
    }

    @Test
    void the_server_speaks_first_three_times_and_says_goodbye() throws IOException {
        try (HandshakeClient client = HandshakeClient.open(chat(server), List.of(), PATIENCE)) {
            assertEquals(HELLO.repeat(3) + "\u0088\u0002\u0003\u00e8",
                    new String(client.in().readAllBytes(), ISO_8859_1));
        }
    }

    @Test
    void the_client_of_the_JDK_connects() throws Exception {
        boolean chooses = !leftOut.contains("5.4");
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        WebSocket socket = (chooses ? builder.subprotocols("superchat", "chat") : builder)
                .buildAsync(chat(server), new WebSocket.Listener() { }).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertEquals(chooses ? "chat" : "", socket.getSubprotocol());
        socket.abort();
    }

    @Test
    void a_wrong_handshake_is_refused_with_the_fields_that_help() throws IOException {
        refused(426, "Upgrade: websocket", "Upgrade: h2c");
        refused(400, "Connection: Upgrade", "Connection: keep-alive");
        refused(426, "Version: 13", "Version: 8");
        refused(400, KEY, "dGhlIHNhbXBsZSBub25j");
        refused(405, "GET /", "POST /");
        refused(505, "HTTP/1.1", "HTTP/1.0");
        has("Sec-WebSocket-Version: 13", exchange(Attempt.EXAMPLE.replace("Version: 13", "Version: 8")));
        has("Allow: GET", exchange(Attempt.EXAMPLE.replace("GET /", "POST /")));
    }

    @Test
    void a_head_that_cannot_be_read_is_refused() throws IOException {
        refused(400, "\r\n", "\n");
        refused(400, "Upgrade: websocket", "Upgrade : websocket");
        refused(400, "chat, superchat", "chat,\r\n superchat");
        refused(431, "Upgrade: websocket", ("X: " + "x".repeat(1_000) + "\r\n").repeat(20) + "Upgrade: websocket");
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write("GET /chat HTTP/1.1\r\nHo".getBytes(US_ASCII));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    @Test
    void a_page_of_a_stranger_is_refused() throws IOException {
        refused(403, "http://example.com", "http://example.com.evil.test");
        refused(421, "Host: server.example.com", "Host: evil.test");
        String page = exchange("GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n");
        assertTrue(page.startsWith("HTTP/1.1 421 "), page);
    }

    @Test
    void a_subprotocol_that_is_offered_twice_is_refused() throws IOException {
        waitFor("5.4");
        refused(400, "chat, superchat", "chat, chat");
        String other = exchange(Attempt.EXAMPLE.replace("chat, superchat", "superchat"));
        assertTrue(other.startsWith("HTTP/1.1 101 ") && !other.contains("Sec-WebSocket-Protocol"), other);
    }

    @Test
    void what_is_left_out_is_not_on_the_page() throws IOException {
        try (OwnServer without = new OwnServer(0, Set.of("5.1", "5.4", "5.5"), PATIENCE, PAUSE)) {
            String page = exchange(without, GET_PAGE);
            assertTrue(page.contains("new WebSocket(`${chat}?${id}`)"), page);
            assertFalse(page.contains("[\"chat\", \"superchat\"]"), page);
            String answer = exchange(without, Attempt.EXAMPLE);
            assertTrue(answer.startsWith("HTTP/1.1 101 ") && !answer.contains("Sec-WebSocket-Protocol"), answer);
            String list = exchange(without, GET_PAGE.replace("/ ", "/try "));
            assertTrue(list.contains("\r\n\r\nexample\t") && !list.contains("own\t"), list);
            assertTrue(exchange(without, GET_PAGE.replace("GET / ", "POST /try/own ")).startsWith("HTTP/1.1 404 "));
        }
    }

    @Test
    void the_page_can_try_handshakes_and_see_its_own() throws IOException {
        String page = exchange(GET_PAGE);
        assertTrue(page.startsWith("HTTP/1.1 200 "), page);
        has("Content-Type: text/html; charset=utf-8", page);
        assertTrue(tried("short-key").contains("\\r\\n\n\nHTTP/1.1 400 "), tried("short-key"));
        exchange(Attempt.EXAMPLE.replace("/chat", "/chat?12345"));
        String seen = exchange(GET_PAGE.replace("/ ", "/seen?12345 "));
        assertTrue(seen.contains("GET /chat?12345 HTTP/1.1\\r\\n\nHost: server.example.com\\r\\n\n"), seen);
        assertTrue(seen.contains("\n\nHTTP/1.1 101 Switching Protocols\\r\\n\n"), seen);
    }

    @Test
    void the_proof_is_checked_by_5_1() throws IOException {
        waitFor("5.1");
        assertTrue(tried("example").contains("\\x81\\x05Hello\n(5.1: the accept key is right)"), tried("example"));
    }

    @Test
    void the_clients_side_is_5_5() throws IOException {
        waitFor("5.5");
        String chosen = leftOut.contains("5.4") ? "none" : "chat";
        assertTrue(tried("own").contains("(5.5: right, and the subprotocol is " + chosen + ")"), tried("own"));
    }

    @Test
    void plain_http_is_refused_where_it_is_wrong() throws IOException {
        String head = exchange("HEAD /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertTrue(head.startsWith("HTTP/1.1 404 ") && head.endsWith("\r\n\r\n"), head);
        has("Allow: GET, HEAD", exchange(GET_PAGE.replace("GET", "DELETE")));
        has("Allow: POST", exchange(GET_PAGE.replace("/ ", "/try/example ")));
        String stranger = exchange("POST /try/example HTTP/1.1\r\nHost: localhost\r\n"
                + "Origin: http://evil.test\r\n\r\n");
        assertTrue(stranger.startsWith("HTTP/1.1 403 "), stranger);
    }

    @Test
    void half_a_head_has_its_time() throws IOException {
        try (OwnServer hasty = new OwnServer(0, leftOut, Duration.ofMillis(Slowness.millis(200)), PAUSE)) {
            String answer = exchange(hasty, "GET /chat HTTP/1.1\r\nHo");
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
        }
    }

    @Test
    void a_server_that_stops_says_so_and_frees_its_port() throws Exception {
        try (OwnServer other = new OwnServer(0, leftOut, PATIENCE, PATIENCE);
                HandshakeClient client = HandshakeClient.open(chat(other), List.of(), PATIENCE)) {
            assertArrayEquals(Connection.HELLO, client.in().readNBytes(Connection.HELLO.length));
            Thread closing = new Thread(other::close, "own-server-closes");
            closing.start();
            assertArrayEquals(Connection.GOING_AWAY, client.in().readAllBytes());
            client.close();
            closing.join(PATIENCE.toMillis());
            assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", other.port()).close());
        }
    }
}
