package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.handshake.exercise.Slowness;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Refusals, over real sockets, byte for byte")
@Execution(ExecutionMode.CONCURRENT)
class RefusalTest {

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
                List.of("other-host", "421 Misdirected Request", "This server does not answer for this address.", ""),
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
        byte[] answer = RawHttp.exchange(server.address(), request, PATIENCE);
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
        int limit = Slowness.millis(200);
        try (HandshakeServer hasty = HandshakeServer.start(0, Lesson.ORIGINS, Duration.ofMillis(limit), PAUSE)) {
            byte[] half = Attempt.named("half").orElseThrow().request();
            String answer = new String(RawHttp.exchange(hasty.address(), half, PATIENCE), ISO_8859_1);
            assertEquals(refused("408 Request Timeout", "The handshake was not complete within " + limit + " ms.", ""),
                    answer);
        }
    }

    @Test
    void a_byte_now_and_then_does_not_buy_more_time() throws IOException {
        long start = System.nanoTime();
        try (HandshakeServer hasty = HandshakeServer.start(0, Lesson.ORIGINS, Duration.ofMillis(300), PAUSE);
                Socket socket = HandshakeServerTest.connect(hasty)) {
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
            socket.setSoTimeout(Slowness.millis(5_000));
            String answer = "H" + new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertEquals(refused("408 Request Timeout", "The handshake was not complete within 300 ms.", ""), answer);
        }
    }

    @Test
    void a_head_that_ends_too_early_is_told_so_and_a_silent_farewell_is_not() throws IOException {
        try (Socket socket = HandshakeServerTest.connect(server)) {
            socket.getOutputStream().write("GET /chat".getBytes(ISO_8859_1));
            socket.shutdownOutput();
            assertEquals(refused("400 Bad Request", "The request ended before its empty line.", ""),
                    new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        }
        try (Socket socket = HandshakeServerTest.connect(server)) {
            socket.shutdownOutput();
            assertEquals(0, socket.getInputStream().readAllBytes().length);
        }
    }

    @Test
    void a_refusal_arrives_although_the_client_is_still_sending() throws IOException {
        String request = Attempt.EXAMPLE.replace("Origin", "X: " + "x".repeat(100_000) + "\r\nOrigin");
        try (Socket socket = HandshakeServerTest.connect(server)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertEquals(refused("431 Request Header Fields Too Large", "A header field is at most 8192 bytes long.",
                    ""), answer);
            // The server has ended its direction, and still takes what comes: a reset would make this fail.
            for (int i = 0; i < 10; i++) {
                socket.getOutputStream().write(new byte[1000]);
            }
            assertEquals(1, server.connections());
        }
    }

    /** What a refusal is on the wire. */
    static String refused(String status, String sentence, String fields) {
        return "HTTP/1.1 " + status + "\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: " + (sentence.length() + 1) + "\r\n"
                + "Cache-Control: no-store\r\n"
                + "Connection: close" + (fields.contains("Upgrade") ? ", Upgrade" : "") + "\r\n"
                + fields + "\r\n" + sentence + "\n";
    }

    private static int readOne(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (SocketTimeoutException e) {
            return -1;
        }
    }
}
