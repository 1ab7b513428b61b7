package com.example.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.polling.exercise.MessageLog;
import com.example.polling.exercise.OwnServer;
import com.example.polling.exercise.PollRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Exercises 2.1 and 2.2 as a server, over the wire; aborted while they are not written. */
@DisplayName("Your own server")
class OwnServerTest {

    private OwnServer server;
    private URI uri;

    @BeforeEach
    void start() throws IOException {
        PollRequest.judge("GET", "/messages", 1, 0);
        MessageLog log = new MessageLog(1, 1, () -> 0);
        log.append("");
        log.after(0);
        server = new OwnServer(0);
        uri = URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private String get(String target) throws IOException {
        return Wire.ask(uri, "GET " + target + " HTTP/1.1\r\n\r\n");
    }

    private void status(int expected, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + expected + " "), answer);
    }

    private String post(String body) throws IOException {
        return Wire.post(uri, Wire.PLAIN, body);
    }

    @Test
    void the_page_is_at_the_root() throws IOException {
        String answer = get("/");
        status(200, answer);
        assertTrue(answer.contains("text/html; charset=utf-8") && answer.contains("<!doctype html>"), answer);
    }

    @Test
    void a_message_gets_an_id_and_readers_get_the_message() throws IOException {
        String said = post("ann\thello");
        status(201, said);
        assertEquals("1\n", Wire.body(said));
        post("Bob \u20ac\tgr\u00fc\u00dfe \ud83d\ude00");
        assertEquals("1\tann\thello\n2\tBob \u20ac\tgr\u00fc\u00dfe \ud83d\ude00\n", Wire.body(get("/messages")));
        assertEquals("2\tBob \u20ac\tgr\u00fc\u00dfe \ud83d\ude00\n", Wire.body(get("/messages?after=1")));
    }

    @Test
    void a_reader_that_has_everything_gets_an_empty_answer() throws IOException {
        post("ann\thello");
        String answer = get("/messages?after=1");
        status(200, answer);
        assertEquals("", Wire.body(answer));
    }

    @Test
    void a_cursor_of_the_future_is_400_and_tells_the_last_id() throws IOException {
        post("ann\thello");
        String answer = get("/messages?after=2");
        status(400, answer);
        assertTrue(answer.contains("Last-id: 1\r\n"), answer);
    }

    @Test
    void a_gap_is_410_and_tells_the_oldest_id() throws IOException {
        try (Wire wire = new Wire(uri)) {
            for (int first = 1; first <= 1_002; first += 167) {         // so many at a time: it is quicker
                StringBuilder posts = new StringBuilder();
                for (int i = first; i < first + 167; i++) {
                    String body = "ann\tmessage " + i;
                    posts.append("POST /messages HTTP/1.1\r\nHost: localhost\r\n").append(Wire.PLAIN)
                            .append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
                }
                wire.send(posts.toString());
                String answers = wire.answer("\r\n\r\n" + (first + 166) + "\n");
                assertEquals(167, answers.split("HTTP/1.1 201 ", -1).length - 1, answers);
            }
        }
        String answer = get("/messages?after=1");
        status(410, answer);
        assertTrue(answer.contains("Oldest-id: 3\r\n"), answer);
        assertTrue(Wire.body(get("/messages?after=2")).startsWith("3\tann\tmessage 3\n"));
    }

    @Test
    void a_malformed_cursor_is_400_and_another_path_404() throws IOException {
        status(400, get("/messages?after=x"));
        status(400, get("/messages?after=1&after=1"));
        status(404, get("/nothing"));
        String answer = Wire.ask(uri, "DELETE /messages HTTP/1.1\r\n\r\n");
        status(405, answer);
        assertTrue(answer.contains("Allow: "), answer);
    }

    @Test
    void a_page_of_a_stranger_is_refused() throws IOException {
        status(403, Wire.post(uri, Wire.PLAIN + "Origin: http://evil.example\r\n", "eve\thello"));
        try (Wire wire = new Wire(uri)) {
            wire.send("GET /messages HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
            status(421, wire.answer());
        }
        assertEquals("", Wire.body(get("/messages")));
    }

    @Test
    void what_is_no_line_of_a_name_and_a_text_is_refused() throws IOException {
        for (String body : new String[] {"", "ann", "ann\t", "\ttext", " \ttext", "ann\t ", "a\tb\tc", "a\tb\nc",
            "a".repeat(33) + "\tb", "a\t" + "b".repeat(1_001)}) {
            status(400, post(body));
        }
        status(415, Wire.post(uri, "", "ann\thello"));
        status(413, post("ann\t" + "b".repeat(100_000)));
    }

    @Test
    void head_has_the_fields_and_no_body() throws IOException {
        post("ann\thello");
        String answer = Wire.ask(uri, "HEAD /messages HTTP/1.1\r\n\r\n");
        status(200, answer);
        assertEquals("", Wire.body(answer));
    }

    @Test
    void a_server_that_is_closed_has_freed_its_port() throws IOException {
        int port = server.port();
        server.close();
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
    }
}
