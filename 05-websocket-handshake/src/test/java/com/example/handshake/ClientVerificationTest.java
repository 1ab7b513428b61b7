package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.handshake.FailedHandshakeException.Point;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("ClientHandshake, and the client around it")
@Execution(ExecutionMode.CONCURRENT)
class ClientVerificationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ANSWER = """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
            Sec-WebSocket-Protocol: chat\r
            \r
            """;

    @Test
    void the_request_is_that_of_the_standard() {
        ClientHandshake handshake = new ClientHandshake(URI.create("ws://server.example.com:8005/chat?room=1"),
                List.of("chat", "superchat"), List.of(), KEY);
        assertEquals("""
                GET /chat?room=1 HTTP/1.1\r
                Host: server.example.com:8005\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Protocol: chat, superchat\r
                Sec-WebSocket-Version: 13\r
                \r
                """, new String(handshake.request().bytes(), ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({"ws://a, a, 80, a, /", "WS://a:80, a, 80, a, /", "ws://a:81/?x, a:81, 81, a, /?x",
        "ws://[::1]:9/b, [::1]:9, 9, ::1, /b", "ws://a/%20, a, 80, a, /%20",
        "ws://my_host:8/, my_host:8, 8, my_host, /",
        "ws://a/\u00e9?\u00e9=\ud83d\ude00, a, 80, a, /%C3%A9?%C3%A9=%F0%9F%98%80", "ws://a?x, a, 80, a, /?x"})
    void the_uri_says_where_and_what(String uri, String hostField, int port, String host, String target) {
        ClientHandshake handshake = new ClientHandshake(URI.create(uri), List.of());
        assertEquals(List.of(hostField), handshake.request().fields().all("Host"));
        assertEquals(port, handshake.port());
        assertEquals(host, handshake.host());
        assertEquals(target, handshake.request().target().text());
        assertEquals(List.of(), handshake.request().fields().all("Sec-WebSocket-Protocol"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a/", "wss://a/", "/chat", "ws:a", "ws://a/#part", "ws://a/#",
        "ws://user@a/", "ws://user:secret@a/", "ws://\u00e9.example/", "ws://a:70000/", "ws://a/%ff"})
    void another_uri_is_refused(String uri) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> new ClientHandshake(URI.create(uri), List.of()));
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }

    @Test
    void subprotocols_are_tokens_each_one_once() {
        URI uri = URI.create("ws://a/");
        assertThrows(IllegalArgumentException.class, () -> new ClientHandshake(uri, List.of("a", "a")));
        assertThrows(IllegalArgumentException.class, () -> new ClientHandshake(uri, List.of("a b")));
        assertThrows(IllegalArgumentException.class, () -> new ClientHandshake(uri, List.of("")));
        assertThrows(IllegalArgumentException.class, () -> new ClientHandshake(uri, List.of("a\r\nX: y")));
    }

    @Test
    void every_handshake_has_a_key_of_its_own() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            ClientHandshake handshake = new ClientHandshake(URI.create("ws://a/"), List.of());
            String key = handshake.request().fields().all("Sec-WebSocket-Key").get(0);
            assertTrue(AcceptKey.isKey(key), key);
            keys.add(key);
        }
        assertEquals(1000, keys.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "UPGRADE | Upgrade: websocket | X: y", "UPGRADE | Upgrade: websocket | Upgrade: h2c",
        "UPGRADE | Upgrade: websocket | Upgrade: websocket~Upgrade: h2c",
        "CONNECTION | Connection: Upgrade | X: y", "CONNECTION | Connection: Upgrade | Connection: keep-alive",
        "ACCEPT | Sec-WebSocket-Accept | X", "ACCEPT | s3pP | S3PP", "ACCEPT | s3pPL.*= | x",
        "ACCEPT | Upgrade: | Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=~Upgrade:",
        "EXTENSIONS | Upgrade: | Sec-WebSocket-Extensions: permessage-deflate~Upgrade:",
        "SUBPROTOCOL | chat | superchat", "SUBPROTOCOL | chat | Chat", "SUBPROTOCOL | chat | 'chat, chat'",
        "SUBPROTOCOL | Upgrade: | Sec-WebSocket-Protocol: chat~Upgrade:"})
    void each_point_of_the_answer_is_verified(Point point, String from, String to) throws IOException {
        FailedHandshakeException e = assertThrows(FailedHandshakeException.class,
                () -> verify(ANSWER.replaceFirst(from, to.replace("~", "\r\n"))));
        assertEquals(point, e.point(), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"200, OK", "301, Moved", "403, Forbidden", "100, Continue", "599, x"})
    void another_status_is_a_refusal(int status, String reason) {
        RefusedException e = assertThrows(RefusedException.class,
                () -> verify(ANSWER.replace("101 Switching Protocols", status + " " + reason)));
        assertEquals(status, e.status());
        assertEquals("the server answered " + status + " " + reason, e.getMessage());
        assertEquals(List.of("chat"), e.fields().all("Sec-WebSocket-Protocol"));
    }

    @Test
    void an_extension_is_accepted_if_it_was_offered_once() throws IOException {
        Extension deflate = new Extension("permessage-deflate", List.of(new Extension.Parameter("a", "1")));
        ClientHandshake handshake = new ClientHandshake(URI.create("ws://a/"), List.of(), List.of(deflate), KEY);
        assertEquals(List.of("permessage-deflate; a=1"), handshake.request().fields().all("Sec-WebSocket-Extensions"));
        ResponseHead right = response(ANSWER.replace("Sec-WebSocket-Protocol: chat\r\n", ""));
        handshake.verify(right);
        handshake.verify(right.and("Sec-WebSocket-Extensions", "permessage-deflate; b"));
        for (String wrong : List.of("x", "permessage-deflate, permessage-deflate", "", "permessage-deflate; =")) {
            FailedHandshakeException e = assertThrows(FailedHandshakeException.class,
                    () -> handshake.verify(right.and("Sec-WebSocket-Extensions", wrong)));
            assertEquals(Point.EXTENSIONS, e.point(), wrong);
        }
    }

    @Test
    void what_may_differ_may_differ() throws IOException {
        assertEquals(Optional.of("chat"), verify(ANSWER));
        assertEquals(Optional.of("chat"),
                verify(ANSWER.replace("websocket", "WebSocket").replace(": Upgrade", ": upgrade, x")));
        assertEquals(Optional.of("chat"), verify(ANSWER.replace("Switching Protocols", "")));
        assertEquals(Optional.of("chat"), verify(ANSWER.replace(" Switching Protocols", "")));
        assertEquals(Optional.empty(), verify(ANSWER.replace("Sec-WebSocket-Protocol: chat\r\n", "")));
    }

    @Test
    void interim_responses_may_come_first_and_a_frame_in_one_segment_with_the_response() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Peer peer = Peer.answering(listener,
                        key -> "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                        + "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + AcceptKey.of(key) + "\r\n\r\n\u0081\u0005Hello");
                HandshakeClient client = HandshakeClient.open(peer.uri(), List.of(), PATIENCE)) {
            assertArrayEquals(Connection.HELLO, client.in().readNBytes(7));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HEAD | '' | not a response: the stream ended after 0 bytes of a head",
        "HEAD | 'HTTP/1.1 101' | not a response: the stream ended after 12 bytes of a head",
        "HEAD | '220 mail.example.com ESMTP~~' | not a response: The response does not begin with "
            + "a status line of HTTP/1.1.",
        "HEAD | 'HTTP/1.1 101 x^^' | not a response: A line of the head must end in CR LF, not in LF alone.",
        "HEAD | 'HTTP/1.1 103 x~~HTTP/1.1' | not a response: the stream ended after 8 bytes of a head",
        "UPGRADE | 'HTTP/1.1 101 x~~' | Upgrade is not websocket"})
    void what_is_not_the_answer_fails_with_its_point(Point point, String answer, String sentence) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Peer peer = Peer.answering(listener, key -> answer.replace("~", "\r\n").replace("^", "\n"))) {
            FailedHandshakeException e = assertThrows(FailedHandshakeException.class,
                    () -> HandshakeClient.open(peer.uri(), List.of(), PATIENCE));
            assertEquals(point, e.point());
            assertEquals(sentence, e.getMessage());
        }
    }

    @Test
    void a_server_that_says_nothing_is_not_waited_for() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/");
            FailedHandshakeException e = assertThrows(FailedHandshakeException.class,
                    () -> HandshakeClient.open(uri, List.of(), Duration.ofMillis(100)));
            assertEquals(Point.HEAD, e.point());
        }
    }

    private static Optional<String> verify(String answer) throws IOException {
        URI uri = URI.create("ws://server.example.com/chat");
        ClientHandshake handshake = new ClientHandshake(uri, List.of("chat"), List.of(), KEY);
        return handshake.verify(response(answer));
    }

    private static ResponseHead response(String head) throws IOException {
        return ResponseHead.parse(new HeadReader(new ByteArrayInputStream(head.getBytes(ISO_8859_1))).read());
    }

    /** A server for one client, which answers what the test likes, in one write, and ends its direction. */
    private record Peer(URI uri, CompletableFuture<Void> done) implements AutoCloseable {

        private interface Reply {
            String to(String key);
        }

        static Peer answering(ServerSocket listener, Reply reply) {
            CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {
                try (Socket socket = listener.accept()) {
                    RequestHead request = RequestHead.parse(new HeadReader(socket.getInputStream()).read());
                    String answer = reply.to(request.fields().all("Sec-WebSocket-Key").get(0));
                    socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, task -> new Thread(task, "peer").start());
            return new Peer(URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/"), done);
        }

        @Override
        public void close() {
            done.join();
        }
    }
}
