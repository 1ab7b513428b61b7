package com.example.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.streaming.exercise.Slowness;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
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

    /** Says something on a connection of its own; the status line. */
    private static String say(URI room, String fromAndText, String... fields) throws IOException {
        try (Wire wire = new Wire(room)) {
            String[] all = new String[fields.length + 2];
            System.arraycopy(fields, 0, all, 2, fields.length);
            all[0] = "Content-Type: text/plain; charset=utf-8";
            all[1] = "Content-Length: " + fromAndText.length();
            return wire.send("POST", "/messages", fromAndText, all).head().status();
        }
    }

    @Test
    void one_that_comes_back_does_not_hear_what_it_has_missed() throws IOException {
        say(oneFile, "ann\tone");
        try (Wire bob = Wire.events(oneFile, "", "Last-Event-ID: 0")) {
            say(oneFile, "ann\ttwo");
            assertEquals("id: 2\ndata: 2\tann\ttwo\n\n", bob.chunk(), "and nothing of number 1");
        }
        say(server.uri(), "ann\tone");
        try (Wire bob = Wire.events(server.uri(), "", "Last-Event-ID: 0")) {
            String chunk = bob.chunk();
            assertTrue((chunk.contains("1\tann\tone") ? chunk : bob.chunk()).contains("1\tann\tone"));
        }
    }

    /** The lesson's room: {@code BadReadersTest#a_reader_that_does_not_read_is_dropped_and_delays_no_other}. */
    @Test
    void one_that_does_not_read_stops_all_others() throws IOException {
        try (Wire deaf = Wire.events(oneFile, ""); Wire ann = new Wire(oneFile)) {
            String text = "ann\t" + "x".repeat(16 << 20);
            ann.send("POST", "/messages", text, "Content-Length: " + text.length());
            try (Wire bob = new Wire(oneFile)) {
                bob.socket.setSoTimeout(400);
                bob.send("POST", "/messages", "bob\thello", "Content-Length: 9");
                assertThrows(SocketTimeoutException.class, bob::head);
            }
            assertTrue(deaf.socket.isConnected());
        }
    }

    @Test
    void a_text_with_a_line_break_becomes_two_events() throws IOException {
        String forged = "ann\thello\n\nid: 9\ndata: 9\tbob\tI owe ann a thousand";
        try (Wire carl = Wire.events(oneFile, "")) {
            say(oneFile, forged);
            assertTrue(carl.chunk().contains("\n\nid: 9\ndata: 9\tbob\tI owe ann"), "bob has said nothing");
        }
        assertEquals("HTTP/1.1 400 Bad Request", say(server.uri(), forged));
    }

    @Test
    void a_long_message_is_taken_and_goes_to_all() throws IOException {
        assertEquals("HTTP/1.1 204 No Content", say(oneFile, "ann\t" + "x".repeat(1 << 20)));

        assertTrue(say(server.uri(), "ann\t" + "x".repeat(5_000)).startsWith("HTTP/1.1 413 "));
    }

    @Test
    void what_is_no_message_is_passed_on() throws IOException {
        try (Wire carl = Wire.events(oneFile, "")) {
            say(oneFile, "no name here");
            assertEquals("id: 1\ndata: 1\tno name here\n\n", carl.chunk());
        }
        assertEquals("HTTP/1.1 400 Bad Request", say(server.uri(), "no name here"));
    }

    @Test
    void one_that_sends_half_a_request_stops_all_others() throws IOException {
        assertThrows(SocketTimeoutException.class, () -> askBesideHalfARequest(oneFile, 400));

        askBesideHalfARequest(server.uri(), Slowness.millis(5_000));
    }

    /** Asks until it hears nothing: which of two requests that come together is read first, is not said. */
    private static void askBesideHalfARequest(URI room, int millis) throws IOException {
        try (Wire half = new Wire(room)) {
            half.send("POST", "/messages", "bo", "Content-Type: text/plain", "Content-Length: 9");
            for (int i = 1; i <= 10; i++) {
                try (Wire whole = new Wire(room)) {
                    whole.socket.setSoTimeout(millis);
                    assertEquals("HTTP/1.1 200 OK", whole.send("GET", "/events", "").head().status());
                }
            }
        }
    }

    @Test
    void a_page_of_another_site_may_speak() throws IOException {
        String elsewhere = "Origin: http://elsewhere.example";
        assertEquals("HTTP/1.1 204 No Content", say(oneFile, "ann\tI never said that", elsewhere));

        assertEquals("HTTP/1.1 403 Forbidden", say(server.uri(), "ann\tI never said that", elsewhere));
    }

    /** The lesson sends a comment: {@code ChatServerTest#a_quiet_stream_carries_a_comment_now_and_then}. */
    @Test
    void a_quiet_stream_looks_like_a_dead_one() throws IOException {
        try (Wire carl = Wire.events(oneFile, "")) {
            carl.socket.setSoTimeout(300);
            assertThrows(SocketTimeoutException.class, carl::chunk);
        }
    }

    @Test
    void the_end_of_the_server_is_no_end_of_the_stream() throws IOException {
        try (Wire carl = Wire.events(oneFile, "")) {
            http.stop(0);
            assertThrows(EOFException.class, carl::chunk, "without the last chunk, which says that all has come");
        }
    }
}
