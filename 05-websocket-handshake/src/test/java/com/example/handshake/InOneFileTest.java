package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.handshake.exercise.Slowness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes wrong in the one file and right in the lesson: each test is a row of the README's table. */
@DisplayName("What the one file lacks")
class InOneFileTest {

    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    private ServerSocket listener;
    private InetSocketAddress oneFile;
    private HandshakeServer server;
    private InetSocketAddress lesson;

    @BeforeEach
    void start() throws IOException {
        listener = InOneFile.start(0);
        oneFile = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
        server = HandshakeServer.start(0, Lesson.ORIGINS, Duration.ofSeconds(60), Duration.ofMillis(10));
        lesson = server.address();
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
        server.close();
    }

    /** The status line of the response; empty if the server hangs up without one. */
    private static String ask(InetSocketAddress address, String request) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(Slowness.millis(5_000));
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            StringBuilder line = new StringBuilder();
            for (int b = socket.getInputStream().read(); b >= 0 && b != '\r'; b = socket.getInputStream().read()) {
                line.append((char) b);
            }
            return line.toString();
        }
    }

    private void check(String oneFileSays, String lessonSays, String request) throws IOException {
        assertEquals(oneFileSays, ask(oneFile, request));
        assertEquals(lessonSays, ask(lesson, request));
    }

    private static String but(String from, String to) {
        String request = Attempt.EXAMPLE.replace(from, to);
        assertTrue(!request.equals(Attempt.EXAMPLE), "it differs");
        return request;
    }

    @Test
    void bad_input_gets_no_response() throws IOException {
        check("", "HTTP/1.1 400 Bad Request", but(KEY + "\r\n", ""));
    }

    @Test
    void a_name_in_lower_case_is_not_found() throws IOException {
        check("", "HTTP/1.1 101 Switching Protocols", but("Sec-WebSocket-Key", "sec-websocket-key"));
    }

    @Test
    void what_is_no_handshake_is_accepted() throws IOException {
        check("HTTP/1.1 101 Switching Protocols", "HTTP/1.1 405 Method Not Allowed", but("GET", "DELETE"));
        check("HTTP/1.1 101 Switching Protocols", "HTTP/1.1 400 Bad Request",
                but("Connection: Upgrade", "Connection: keep-alive"));
    }

    @Test
    void a_version_that_it_does_not_speak_is_accepted() throws IOException {
        check("HTTP/1.1 101 Switching Protocols", "HTTP/1.1 426 Upgrade Required", but("Version: 13", "Version: 8"));
    }

    @Test
    void a_key_that_is_none_is_accepted() throws IOException {
        check("HTTP/1.1 101 Switching Protocols", "HTTP/1.1 400 Bad Request",
                but("dGhlIHNhbXBsZSBub25jZQ==", "1234"));
    }

    @Test
    void a_page_of_another_site_may_connect() throws IOException {
        check("HTTP/1.1 101 Switching Protocols", "HTTP/1.1 403 Forbidden",
                but("http://example.com", "http://elsewhere.example"));
    }

    @Test
    void a_long_head_fills_the_memory() throws IOException {
        String field = "X-Long: " + "x".repeat(20_000) + "\r\n";
        assertEquals("HTTP/1.1 101 Switching Protocols", ask(oneFile, but("Host:", field + "Host:")));
        try (Socket socket = new Socket(lesson.getAddress(), lesson.getPort())) {
            socket.setSoTimeout(Slowness.millis(5_000));
            socket.getOutputStream().write(("GET / HTTP/1.1\r\nX-Long: " + "x".repeat(16_000)).getBytes(ISO_8859_1));
            byte[] status = socket.getInputStream().readNBytes(12);
            assertEquals("HTTP/1.1 431", new String(status, ISO_8859_1));
        }
    }

    /** The lesson hangs up in time: {@code RefusalTest}. */
    @Test
    void one_that_sends_half_a_head_keeps_a_thread() throws IOException {
        try (Socket socket = new Socket(oneFile.getAddress(), oneFile.getPort())) {
            socket.getOutputStream().write("GET / HTTP".getBytes(ISO_8859_1));
            socket.setSoTimeout(300);
            assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
        }
    }

    @Test
    void no_subprotocol_is_chosen() throws IOException {
        try (Socket ours = new Socket(oneFile.getAddress(), oneFile.getPort());
                Socket theirs = new Socket(lesson.getAddress(), lesson.getPort())) {
            assertTrue(!head(ours).contains("Sec-WebSocket-Protocol"));
            assertTrue(head(theirs).contains("Sec-WebSocket-Protocol: chat\r\n"));
        }
    }

    private static String head(Socket socket) throws IOException {
        socket.getOutputStream().write(Attempt.EXAMPLE.getBytes(ISO_8859_1));
        return String.join("\r\n", new HeadReader(socket.getInputStream()).read()) + "\r\n";
    }
}
