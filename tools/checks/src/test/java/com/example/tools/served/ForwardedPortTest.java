package com.example.tools.served;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rooms behind a forwarded port, as a development container has them: an editor forwards bytes, so that the page is
 * {@code localhost} with whatever port was free there; a service on the web has a name of its own, and is another site.
 */
@DisplayName("The rooms behind a forwarded port")
class ForwardedPortTest {

    private static final String ELSEWHERE = "localhost:49152";
    private static final String SERVICE = "quiet-room-8006.app.github.dev";
    private static final int PATIENCE_MILLIS = 60_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6, 7, 8})
    void localhost_with_another_port_is_served_and_another_name_is_not(int number) throws Exception {
        Course course = Course.here();
        Lesson lesson = course.lessons().stream().filter(one -> one.number() == number).findFirst().orElseThrow();
        boolean webSocket = number >= 6;
        try (LessonServer server = LessonServer.byJava(course, lesson, 1024)) {
            assertEquals(List.of("200", webSocket ? "101" : "201", "421", "403"), List.of(
                    get(server.port(), ELSEWHERE),
                    speak(server.port(), webSocket, ELSEWHERE, "http://" + ELSEWHERE),
                    get(server.port(), SERVICE),
                    speak(server.port(), webSocket, ELSEWHERE, "https://" + SERVICE)),
                    "the page, a message, the page under a name of its own, a message of a page under that name");
        }
    }

    private static String get(int port, String host) throws IOException {
        return status(port, "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static String speak(int port, boolean webSocket, String host, String origin) throws IOException {
        String head = "Host: " + host + "\r\nOrigin: " + origin + "\r\n";
        return status(port, webSocket ? "GET /chat?name=ann HTTP/1.1\r\n" + head + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: chat\r\n\r\n"
                : "POST /messages HTTP/1.1\r\n" + head + "Content-Type: text/plain\r\n"
                + "Content-Length: 9\r\nConnection: close\r\n\r\nann\thello");
    }

    private static String status(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(),
                    StandardCharsets.ISO_8859_1)).readLine();
            return line == null ? "nothing" : line.split(" ")[1];
        }
    }
}
