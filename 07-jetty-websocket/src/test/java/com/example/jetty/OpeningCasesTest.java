package com.example.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server of this lesson, judged by the table that lessons 05 to 08 share; the same file is in all of them. */
@DisplayName("One table of opening handshakes for lessons 05 to 08")
class OpeningCasesTest {

    private static final int MILLIS = 60_000;

    private static OpeningServer server;

    @BeforeAll
    static void start() throws IOException {
        server = OpeningServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<OpeningCases.Case> cases() {
        return OpeningCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_request_gets_its_status(OpeningCases.Case one) throws IOException {
        OpeningServer.Difference difference = OpeningServer.DIFFERENCES.get(one.name());
        int status = difference == null ? one.status() : difference.status();
        String rule = difference == null ? one.rule() : difference.reason();
        try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
            socket.setSoTimeout(MILLIS);
            send(socket, one);
            String head = head(socket.getInputStream(), one);
            String told = one.request() + "\n" + rule + "\n" + head;
            assertTrue(head.startsWith("HTTP/1.1 " + status + " "), told);
            checkFields(status, head.toLowerCase(Locale.ROOT), head);
            if (one.request().startsWith("HEAD ")) {
                assertEquals(0, socket.getInputStream().readAllBytes().length, "bytes after the head: " + told);
            }
        }
    }

    /** What a status obliges a response to carry. */
    private static void checkFields(int status, String lower, String head) {
        switch (status) {
            case 101 -> assertTrue(head.contains(": " + OpeningCases.ACCEPT + "\r\n"), head);
            case 405 -> assertTrue(lower.contains("\r\nallow: get"), head);
            case 426 -> assertTrue(lower.contains("\r\nsec-websocket-version: 13\r\n")
                    && lower.contains("\r\nupgrade: websocket\r\n"), head);
            default -> { }
        }
    }

    @Test
    void a_difference_is_one_and_says_why() {
        Map<String, Integer> table = new HashMap<>();
        OpeningCases.all().forEach(one -> assertEquals(null, table.put(one.name(), one.status()), one.name()));
        OpeningServer.DIFFERENCES.forEach((name, difference) -> {
            assertTrue(table.containsKey(name), "there is no case \"" + name + "\"");
            assertNotEquals(table.get(name), difference.status(), name + " is no difference any more");
            assertTrue(difference.reason().length() > 20, name + ": why?");
        });
    }

    /** A server may refuse, and hang up, before it has read all: its response is what counts. */
    private static void send(Socket socket, OpeningCases.Case one) {
        try {
            socket.getOutputStream().write(one.bytes(server.uri(), server.path()));
        } catch (IOException e) {
            // The head shows whether it has answered.
        }
    }

    private static String head(InputStream in, OpeningCases.Case one) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(one + ": the server hung up after \"" + head.toString(ISO_8859_1) + "\"");
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1);
    }
}
