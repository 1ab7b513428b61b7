package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.handshake.exercise.Slowness;
import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@DisplayName("HandshakeServer, over real sockets")
@Isolated("it counts threads")
class HandshakeServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private HandshakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = HandshakeServer.start(0, Lesson.ORIGINS, PATIENCE, PAUSE);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        assertEquals(0, server.connections());
    }

    @Test
    void the_example_gets_its_answer_and_then_a_frame() throws IOException {
        assertEquals("""
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
                Sec-WebSocket-Protocol: chat\r
                \r
                \u0081\u0005Hello""", exchange(Attempt.EXAMPLE));
    }

    @Test
    void the_handshake_may_come_byte_by_byte() throws IOException {
        try (Socket socket = connect(server)) {
            socket.setTcpNoDelay(true);
            for (byte b : Attempt.EXAMPLE.getBytes(ISO_8859_1)) {
                socket.getOutputStream().write(b);
            }
            ResponseHead answer = ResponseHead.parse(new HeadReader(socket.getInputStream()).read());
            assertEquals(101, answer.status());
        }
    }

    @Test
    void plain_http_has_its_answers_too() throws IOException {
        String page = exchange("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertTrue(page.startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"), page);
        String head = exchange("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals(page.substring(0, page.indexOf("\r\n\r\n") + 4), head);
        assertEquals(RefusalTest.refused("404 Not Found", "There is nothing at this address.", ""),
                exchange("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        assertEquals(RefusalTest.refused("405 Method Not Allowed", "This address can be read with GET.",
                "Allow: GET, HEAD\r\n"),
                exchange("DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        String refused = RefusalTest.refused("405 Method Not Allowed", "A WebSocket begins with GET.",
                "Allow: GET\r\n");
        assertEquals(refused.substring(0, refused.indexOf("\r\n\r\n") + 4),
                exchange("HEAD /chat HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    @Test
    void the_page_can_have_a_handshake_of_the_list_tried_and_nothing_else() throws IOException {
        String tried = exchange("POST /try/no-host HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        assertTrue(tried.contains("\r\n\r\nGET /chat HTTP/1.1\\r\\n\nUpgrade: websocket\\r\\n\n"), tried);
        assertTrue(tried.contains("\\r\\n\n\nHTTP/1.1 400 Bad Request\\r\\n\n"), tried);
        assertTrue(tried.endsWith("\nA request needs a Host field.\\n\n"), tried);
        assertTrue(exchange("POST /try/other HTTP/1.1\r\nHost: localhost\r\n\r\n").startsWith("HTTP/1.1 404 "));
        assertTrue(exchange("GET /try/no-host HTTP/1.1\r\nHost: localhost\r\n\r\n").startsWith("HTTP/1.1 405 "));
        String foreign = exchange("POST /try/no-host HTTP/1.1\r\nHost: localhost\r\nOrigin: http://b\r\n\r\n");
        assertTrue(foreign.startsWith("HTTP/1.1 403 "), foreign);
        assertTrue(exchange("GET /try HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .contains("\r\nexample\tThe example of RFC 6455\n"));
    }

    @Test
    void the_page_can_see_what_its_browser_sent() throws IOException {
        exchange(Attempt.EXAMPLE.replace("/chat", "/chat?12345"));
        String seen = exchange("GET /seen?12345 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertTrue(seen.contains("GET /chat?12345 HTTP/1.1\\r\\n\nHost: server.example.com\\r\\n\n"), seen);
        assertTrue(seen.contains("\\r\\n\n\nHTTP/1.1 101 Switching Protocols\\r\\n\n"), seen);
        assertTrue(exchange("GET /seen?54321 HTTP/1.1\r\nHost: localhost\r\n\r\n").startsWith("HTTP/1.1 404 "));
    }

    @Test
    void the_client_of_the_JDK_connects_and_hears_three_hellos_and_a_goodbye() throws Exception {
        CompletableFuture<List<String>> heard = new CompletableFuture<>();
        WebSocket webSocket = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("superchat", "chat")
                .buildAsync(server.chat(), listener(heard)).get(60, TimeUnit.SECONDS);
        assertEquals("chat", webSocket.getSubprotocol());
        assertEquals(List.of("Hello", "Hello", "Hello", "close 1000"), heard.get(60, TimeUnit.SECONDS));
    }

    @Test
    void the_client_of_the_JDK_is_refused_with_a_foreign_origin() {
        CompletableFuture<WebSocket> refused = HttpClient.newHttpClient().newWebSocketBuilder()
                .header("Origin", "http://evil.test").buildAsync(server.chat(), listener(new CompletableFuture<>()));
        CompletionException e = assertThrows(CompletionException.class,
                () -> refused.orTimeout(60, TimeUnit.SECONDS).join());
        assertEquals(403, ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode());
    }

    @Test
    void our_own_client_connects_and_hears_the_same() throws IOException {
        try (HandshakeClient client = HandshakeClient.open(server.chat(), List.of("superchat", "chat"), PATIENCE)) {
            assertEquals(Optional.of("chat"), client.subprotocol());
            assertEquals("\u0081\u0005Hello".repeat(3) + "\u0088\u0002\u0003\u00e8",
                    new String(client.in().readAllBytes(), ISO_8859_1));
        }
    }

    @Test
    void our_own_client_says_with_which_status_it_was_refused() {
        URI elsewhere = URI.create("ws://127.0.0.1:" + server.address().getPort() + "/elsewhere");
        RefusedException e = assertThrows(RefusedException.class,
                () -> HandshakeClient.open(elsewhere, List.of(), PATIENCE));
        assertEquals(404, e.status());
        assertEquals("the server answered 404 Not Found", e.getMessage());
    }

    @Test
    @Tag("long")
    void closing_the_server_ends_every_connection_and_every_thread() throws IOException {
        try (HandshakeServer other = HandshakeServer.start(0, Lesson.ORIGINS, PATIENCE, Duration.ofMinutes(1));
                Socket silent = connect(other);
                HandshakeClient open = HandshakeClient.open(other.chat(), List.of(), PATIENCE)) {
            silent.getOutputStream().write('G');
            other.close();
            assertEquals(0, other.connections());
            assertThrows(IOException.class, () -> connect(other).close());
            long ours = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("handshake-")).count();
            assertEquals(1, ours, "threads: only the acceptor of the server that this test has not closed");
        }
    }

    @Test
    @Tag("long")
    void a_server_that_stops_says_goodbye_to_each_client_in_its_protocol() throws Exception {
        HandshakeServer other = HandshakeServer.start(0, Lesson.ORIGINS, PATIENCE, Duration.ofMinutes(1));
        try (Socket silent = connect(other); Socket half = connect(other);
                HandshakeClient open = HandshakeClient.open(other.chat(), List.of(), PATIENCE)) {
            half.getOutputStream().write("GET /chat".getBytes(ISO_8859_1));
            assertArrayEquals(Connection.HELLO, open.in().readNBytes(Connection.HELLO.length));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (other.heard() < 2) {
                assertTrue(System.nanoTime() < deadline, "the beginning of a request has not arrived");
                Thread.onSpinWait();
            }
            CompletableFuture<Void> closed = CompletableFuture.runAsync(other::close);
            assertArrayEquals(Connection.GOING_AWAY, open.in().readAllBytes());
            assertEquals(RefusalTest.refused("503 Service Unavailable", "The server stops. Try again in a second.",
                    "Retry-After: 1\r\n"), new String(half.getInputStream().readAllBytes(), ISO_8859_1));
            assertEquals("", new String(silent.getInputStream().readAllBytes(), ISO_8859_1));
            closed.get(60, TimeUnit.SECONDS);
        }
        other.close();                                    // once more does nothing
    }

    @Test
    @Tag("long")
    void a_client_that_stays_after_the_goodbye_holds_up_nothing_for_long() throws Exception {
        HandshakeServer other = HandshakeServer.start(0, Lesson.ORIGINS, PATIENCE, Duration.ofMinutes(1));
        try (Socket stubborn = connect(other)) {
            stubborn.getOutputStream().write(Attempt.EXAMPLE.getBytes(ISO_8859_1));
            stubborn.getInputStream().readNBytes(10);
            long start = System.nanoTime();
            other.close();
            assertTrue(Slowness.isWithin(start, 5_000), "it takes two seconds");
            assertEquals(0, other.connections());
        }
    }

    @Test
    void a_taken_port_is_told_in_one_sentence() {
        String port = String.valueOf(server.address().getPort());
        BindException e = assertThrows(BindException.class, () -> Lesson.main(new String[] {"serve", port}));
        assertEquals("port " + port + " is taken: try another one with -Dserve=PORT", e.getMessage());
    }

    private String exchange(String request) throws IOException {
        return new String(RawHttp.exchange(server.address(), request.getBytes(ISO_8859_1), PATIENCE), ISO_8859_1);
    }

    static Socket connect(HandshakeServer server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server.address(), Slowness.millis(5_000));
        socket.setSoTimeout(Slowness.millis(10_000));
        return socket;
    }

    private static WebSocket.Listener listener(CompletableFuture<List<String>> heard) {
        List<String> events = new ArrayList<>();
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
                events.add(text.toString());
                webSocket.request(1);
                return null;
            }

            @Override
            public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
                events.add("close " + status);
                heard.complete(events);
                return null;
            }

            @Override
            public void onError(WebSocket webSocket, Throwable error) {
                heard.completeExceptionally(error);
            }
        };
    }
}
