package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.Socket;
import java.net.SocketTimeoutException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("HandshakeServer, over real sockets")
class HandshakeServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
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

    /** name, status line, sentence, and the fields that belong to the status. */
    static Stream<List<String>> refusals() {
        String upgrade = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
        return Stream.of(
                List.of("plain-get", "426 Upgrade Required",
                        "This address speaks WebSocket: ask for it with Upgrade: websocket.", upgrade),
                List.of("post", "405 Method Not Allowed", "A WebSocket begins with GET.", "Allow: GET\r\n"),
                List.of("lower-case", "405 Method Not Allowed", "A WebSocket begins with GET.", "Allow: GET\r\n"),
                List.of("version-8", "426 Upgrade Required", "The Sec-WebSocket-Version field must be 13.", upgrade),
                List.of("no-version", "426 Upgrade Required", "The Sec-WebSocket-Version field must be 13.", upgrade),
                bad("two-versions", "There must be only one Sec-WebSocket-Version field."),
                bad("no-upgrade", "The Connection field must list Upgrade."),
                bad("no-key", "The Sec-WebSocket-Key field must be the Base64 of 16 bytes."),
                bad("short-key", "The Sec-WebSocket-Key field must be the Base64 of 16 bytes."),
                bad("loose-key", "The Sec-WebSocket-Key field must be the Base64 of 16 bytes."),
                bad("two-keys", "There must be only one Sec-WebSocket-Key field."),
                List.of("foreign-page", "403 Forbidden", "Pages of this origin may not connect.", ""),
                bad("no-host", "A request needs a Host field."),
                bad("two-hosts", "There must be only one Host field."),
                bad("body", "A handshake has no body."),
                bad("same-twice", "The Sec-WebSocket-Protocol field must list tokens, each one once."),
                bad("extension", "The Sec-WebSocket-Extensions field is malformed."),
                bad("asterisk", "The request target must be a path, or an http address with a path."),
                bad("bare-lf", "A line of the head must end in CR LF, not in LF alone."),
                bad("folded", "A header field must not be folded onto a second line."),
                bad("space", "The name of a header field must be a token, up to its colon."),
                bad("control", "A head must not contain control characters."),
                List.of("http-1.0", "505 HTTP Version Not Supported",
                        "A WebSocket begins with HTTP/1.1, not with HTTP/1.0.", ""),
                List.of("http-2", "505 HTTP Version Not Supported",
                        "A WebSocket begins with HTTP/1.1, not with HTTP/2.0.", ""),
                List.of("long-target", "414 URI Too Long", "The request line is longer than 8192 bytes.", ""),
                List.of("long-field", "431 Request Header Fields Too Large",
                        "A header field is at most 8192 bytes long.", ""),
                List.of("many-fields", "431 Request Header Fields Too Large",
                        "A head has at most 100 header fields.", ""),
                List.of("long-head", "431 Request Header Fields Too Large", "A head is at most 16384 bytes long.", ""));
    }

    private static List<String> bad(String name, String sentence) {
        return List.of(name, "400 Bad Request", sentence, "");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void every_refusal_byte_for_byte(List<String> refusal) throws IOException {
        byte[] request = Attempt.named(refusal.get(0)).orElseThrow().request();
        byte[] answer = Wire.exchange(server.address(), request, PATIENCE);
        assertEquals(refused(refusal.get(1), refusal.get(2), refusal.get(3)), new String(answer, ISO_8859_1));
    }

    @Test
    void every_attempt_of_the_page_is_among_them() {
        List<String> tested = new ArrayList<>(refusals().map(refusal -> refusal.get(0)).toList());
        tested.add(0, "example");
        tested.add("half");
        assertEquals(tested, Attempt.ALL.stream().map(Attempt::name).toList());
    }

    @Test
    void half_a_head_and_silence_is_answered_when_the_time_is_over() throws IOException {
        try (HandshakeServer hasty = HandshakeServer.start(0, Lesson.ORIGINS, Duration.ofMillis(200), PAUSE)) {
            byte[] half = Attempt.named("half").orElseThrow().request();
            String answer = new String(Wire.exchange(hasty.address(), half, PATIENCE), ISO_8859_1);
            assertEquals(refused("408 Request Timeout", "The handshake was not complete within 200 ms.", ""), answer);
        }
    }

    @Test
    void a_byte_now_and_then_does_not_buy_more_time() throws IOException {
        try (HandshakeServer hasty = HandshakeServer.start(0, Lesson.ORIGINS, Duration.ofMillis(300), PAUSE);
                Socket socket = connect(hasty)) {
            long start = System.nanoTime();
            socket.setSoTimeout(10);
            int sent = 0;
            int answered = -1;
            while (answered < 0) {
                assertTrue(sent < Attempt.EXAMPLE.length() - 1, "the server waits for as long as bytes come");
                socket.getOutputStream().write(Attempt.EXAMPLE.charAt(sent++));
                answered = readOne(socket.getInputStream());
            }
            assertEquals('H', answered);
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis >= 295, "cut off too early: after " + millis + " ms");
            socket.setSoTimeout(5_000);
            String answer = "H" + new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertEquals(refused("408 Request Timeout", "The handshake was not complete within 300 ms.", ""), answer);
        }
    }

    @Test
    void a_head_that_ends_too_early_is_told_so_and_a_silent_farewell_is_not() throws IOException {
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write("GET /chat".getBytes(ISO_8859_1));
            socket.shutdownOutput();
            assertEquals(refused("400 Bad Request", "The request ended before its empty line.", ""),
                    new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        }
        try (Socket socket = connect(server)) {
            socket.shutdownOutput();
            assertEquals(0, socket.getInputStream().readAllBytes().length);
        }
    }

    @Test
    void a_refusal_arrives_although_the_client_is_still_sending() throws IOException {
        String request = Attempt.EXAMPLE.replace("Origin", "X: " + "x".repeat(100_000) + "\r\nOrigin");
        assertEquals(refused("431 Request Header Fields Too Large", "A header field is at most 8192 bytes long.", ""),
                exchange(request));
    }

    @Test
    void the_handshake_may_come_byte_by_byte() throws IOException {
        try (Socket socket = connect(server)) {
            socket.setTcpNoDelay(true);
            for (byte b : Attempt.EXAMPLE.getBytes(ISO_8859_1)) {
                socket.getOutputStream().write(b);
            }
            ResponseHead answer = ResponseHead.read(socket.getInputStream());
            assertEquals(101, answer.status());
        }
    }

    @Test
    void plain_http_has_its_answers_too() throws IOException {
        String page = exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(page.startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"), page);
        String head = exchange("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertEquals(page.substring(0, page.indexOf("\r\n\r\n") + 4), head);
        assertEquals(refused("404 Not Found", "There is nothing at this address.", ""),
                exchange("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertEquals(refused("405 Method Not Allowed", "This address can be read with GET.", "Allow: GET, HEAD\r\n"),
                exchange("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n"));
        String refused = refused("405 Method Not Allowed", "A WebSocket begins with GET.", "Allow: GET\r\n");
        assertEquals(refused.substring(0, refused.indexOf("\r\n\r\n") + 4),
                exchange("HEAD /chat HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    @Test
    void the_page_can_have_a_handshake_of_the_list_tried_and_nothing_else() throws IOException {
        String tried = exchange("POST /try/no-host HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        assertTrue(tried.contains("\r\n\r\nGET /chat HTTP/1.1\\r\\n\nUpgrade: websocket\\r\\n\n"), tried);
        assertTrue(tried.contains("\\r\\n\n\nHTTP/1.1 400 Bad Request\\r\\n\n"), tried);
        assertTrue(tried.endsWith("\nA request needs a Host field.\\n\n"), tried);
        assertTrue(exchange("POST /try/other HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 404 "));
        assertTrue(exchange("GET /try/no-host HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 405 "));
        assertTrue(exchange("POST /try/no-host HTTP/1.1\r\nHost: a\r\nOrigin: http://b\r\n\r\n").startsWith("HTTP/1.1 403 "));
        assertTrue(exchange("GET /try HTTP/1.1\r\nHost: a\r\n\r\n").contains("\r\nexample\tThe example of RFC 6455\n"));
    }

    @Test
    void the_page_can_see_what_its_browser_sent() throws IOException {
        exchange(Attempt.EXAMPLE.replace("/chat", "/chat?12345"));
        String seen = exchange("GET /seen?12345 HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(seen.contains("GET /chat?12345 HTTP/1.1\\r\\n\nHost: server.example.com\\r\\n\n"), seen);
        assertTrue(seen.contains("\\r\\n\n\nHTTP/1.1 101 Switching Protocols\\r\\n\n"), seen);
        assertTrue(exchange("GET /seen?54321 HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 404 "));
    }

    @Test
    void the_client_of_the_JDK_connects_and_hears_three_hellos_and_a_goodbye() throws Exception {
        CompletableFuture<List<String>> heard = new CompletableFuture<>();
        WebSocket webSocket = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("superchat", "chat")
                .buildAsync(server.chat(), listener(heard)).get(10, TimeUnit.SECONDS);
        assertEquals("chat", webSocket.getSubprotocol());
        assertEquals(List.of("Hello", "Hello", "Hello", "close 1000"), heard.get(10, TimeUnit.SECONDS));
    }

    @Test
    void the_client_of_the_JDK_is_refused_with_a_foreign_origin() {
        CompletableFuture<WebSocket> refused = HttpClient.newHttpClient().newWebSocketBuilder()
                .header("Origin", "http://evil.test").buildAsync(server.chat(), listener(new CompletableFuture<>()));
        CompletionException e = assertThrows(CompletionException.class,
                () -> refused.orTimeout(10, TimeUnit.SECONDS).join());
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
        FailedHandshakeException e = assertThrows(FailedHandshakeException.class,
                () -> HandshakeClient.open(elsewhere, List.of(), PATIENCE));
        assertEquals("the server answered 404 Not Found", e.getMessage());
    }

    @Test
    void closing_the_server_ends_every_connection_and_every_thread() throws IOException {
        try (HandshakeServer other = HandshakeServer.start(0, Lesson.ORIGINS, PATIENCE, Duration.ofMinutes(1));
                Socket silent = connect(other);
                HandshakeClient open = HandshakeClient.open(other.chat(), List.of(), PATIENCE)) {
            silent.getOutputStream().write('G');
            other.close();
            assertEquals(0, other.connections());
            assertThrows(IOException.class, () -> connect(other).close());
            String ours = "handshake-";
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith(ours)).count() <= 1, "only the acceptor of this test's server");
        }
    }

    @Test
    void a_taken_port_is_told_in_one_sentence() {
        String port = String.valueOf(server.address().getPort());
        BindException e = assertThrows(BindException.class, () -> Lesson.main(new String[] {"serve", port}));
        assertEquals("port " + port + " is taken: try another one with -Dserve=PORT", e.getMessage());
    }

    private static String refused(String status, String sentence, String fields) {
        return "HTTP/1.1 " + status + "\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: " + (sentence.length() + 1) + "\r\n"
                + "Connection: close" + (fields.contains("Upgrade") ? ", Upgrade" : "") + "\r\n"
                + fields + "\r\n" + sentence + "\n";
    }

    private String exchange(String request) throws IOException {
        return new String(Wire.exchange(server.address(), request.getBytes(ISO_8859_1), PATIENCE), ISO_8859_1);
    }

    private static Socket connect(HandshakeServer server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server.address(), 5_000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int readOne(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (SocketTimeoutException e) {
            return -1;
        }
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
