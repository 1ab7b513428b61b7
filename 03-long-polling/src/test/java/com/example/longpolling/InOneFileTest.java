package com.example.longpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.longpolling.exercise.Slowness;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes wrong in the one file and right in the lesson: each test is a row of the README's table. */
@DisplayName("What the one file lacks")
class InOneFileTest {

    private static final String ALL = "GET /messages?after=0 HTTP/1.1\r\n\r\n";

    private HttpServer http;
    private URI oneFile;
    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        http = new InOneFile().start(0);
        oneFile = URI.create("http:/" + http.getAddress() + "/");
        server = ChatServer.start(0, new History());
    }

    @AfterEach
    void stop() {
        http.stop(0);
        server.close();
    }

    private static String post(URI room, String body) throws IOException {
        return Wire.post(room, Wire.PLAIN, body);
    }

    private static void assertStatus(int status, String response) {
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
    }

    @Test
    void a_text_with_a_line_break_becomes_two_messages() throws IOException {
        String forged = "ann\thello\n2\tbob\tI owe ann a thousand";
        assertStatus(204, post(oneFile, forged));
        assertTrue(Wire.ask(oneFile, ALL).contains("\n2\tbob\tI owe ann a thousand\n"), "bob has said nothing");

        assertStatus(400, post(server.uri(), forged));
    }

    @Test
    void bad_input_gets_no_response() throws IOException {
        String bad = "GET /messages?after=seven HTTP/1.1\r\n\r\n";
        assertEquals("", Wire.ask(oneFile, bad), "the connection is closed, without a word");

        assertStatus(400, Wire.ask(server.uri(), bad));
    }

    @Test
    void a_reader_from_before_a_restart_gets_no_response() throws IOException {
        String before = "GET /messages?after=7 HTTP/1.1\r\n\r\n";
        assertEquals("", Wire.ask(oneFile, before));

        String response = Wire.ask(server.uri(), before);
        assertStatus(400, response);
        assertTrue(response.contains("Last-id: 0\r\n"), response);
    }

    @Test
    void a_long_message_is_taken_and_kept() throws IOException {
        String megabyte = "ann\t" + "x".repeat(1 << 20);
        assertStatus(204, post(oneFile, megabyte));
        assertTrue(Wire.ask(oneFile, ALL).length() > 1 << 20, "and every reader gets it");

        assertStatus(413, post(server.uri(), "ann\t" + "x".repeat(5_000)));
    }

    @Test
    void one_that_sends_half_a_request_stops_all_others() throws IOException {
        assertThrows(SocketTimeoutException.class, () -> askBesideHalfARequest(oneFile, 400));

        askBesideHalfARequest(server.uri(), Slowness.millis(5_000));
    }

    /** Asks until it hears nothing: which of two requests that come together is read first, is not said. */
    private static void askBesideHalfARequest(URI room, int millis) throws IOException {
        post(room, "ann\thello");
        try (Wire half = new Wire(room)) {
            half.send("POST /messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n" + Wire.PLAIN + "\r\nbo");
            for (int i = 1; i <= 10; i++) {
                try (Wire whole = new Wire(room)) {
                    whole.socket.setSoTimeout(millis);
                    whole.send("GET /messages?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
                    assertTrue(whole.answer("hello").endsWith("hello"));
                }
            }
        }
    }

    @Test
    void a_page_of_another_site_may_speak() throws IOException {
        String elsewhere = "Origin: http://elsewhere.example\r\n" + Wire.PLAIN;
        assertStatus(204, Wire.post(oneFile, elsewhere, "ann\tI never said that"));

        assertStatus(403, Wire.post(server.uri(), elsewhere, "ann\tI never said that"));
    }

    @Test
    void any_method_reads_the_room() throws IOException {
        String delete = "DELETE /messages?after=0 HTTP/1.1\r\n\r\n";
        post(oneFile, "ann\thello");
        assertStatus(200, Wire.ask(oneFile, delete));

        assertStatus(405, Wire.ask(server.uri(), delete));
    }

    /**
     * The lesson's room:
     * {@code HeldRequestsTest#readers_that_do_not_read_delay_neither_publishers_nor_those_who_wait}.
     */
    @Test
    void one_that_does_not_read_stops_all_others() throws IOException {
        try (Wire deaf = new Wire(oneFile); Wire ann = new Wire(oneFile)) {
            deaf.send("GET /messages?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            String text = "ann\t" + "x".repeat(16 << 20);
            ann.send("POST /messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + text.length()
                    + "\r\n\r\n" + text);
            try (Wire bob = new Wire(oneFile)) {
                bob.socket.setSoTimeout(400);
                bob.send("GET /messages?after=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
                assertThrows(SocketTimeoutException.class, () -> bob.answer("xxx"));
            }
        }
    }
}
