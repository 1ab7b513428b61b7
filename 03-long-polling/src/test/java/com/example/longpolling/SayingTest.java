package com.example.longpolling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server takes for a message, and what it refuses, as bytes on the wire. */
class SayingTest {

    private static final String PLAIN = "Content-Type: text/plain; charset=utf-8\r\n";

    private final History history = new History();
    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.start(0, history);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void who_says_something_gets_its_id() throws Exception {
        String answer = post(PLAIN, "ann\thello");
        assertTrue(answer.startsWith("HTTP/1.1 201 Created\r\n"), answer);
        assertEquals("1\n", body(answer));
        assertEquals("2\n", body(post(PLAIN, "\ud83d\udc4b".repeat(32) + "\t" + "\ud83d\udc4b".repeat(1_000))));
        assertEquals(List.of(new Message(1, "ann", "hello")), history.after(0).subList(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "ann\t", "\thello", "ann\thello\n", "ann\thel\rlo", "ann\thello\tthere",
            "ann\ta\u2028b"})
    void what_is_not_one_name_and_one_text_is_refused(String body) throws IOException {
        assertTrue(post(PLAIN, body).startsWith("HTTP/1.1 400 "), body);
        assertEquals(0, history.lastId());
    }

    @Test
    void what_is_too_long_is_refused() throws IOException {
        assertEquals("the name is longer than 32 characters\n", body(post(PLAIN, "a".repeat(33) + "\thello")));
        assertEquals("the text is longer than 1000 characters\n", body(post(PLAIN, "a\t" + "b".repeat(1_001))));
        assertTrue(post(PLAIN, "a\t" + "b".repeat(5_000)).startsWith("HTTP/1.1 413 "));
        assertTrue(post(PLAIN, "a\t" + "b".repeat(60_000)).startsWith("HTTP/1.1 413 "),
                "the answer comes all the same");
        assertTrue(ask("POST /messages HTTP/1.1\r\n" + PLAIN + "Transfer-Encoding: chunked\r\n\r\n"
                + "2000\r\n" + "b".repeat(0x2000) + "\r\n0\r\n\r\n").startsWith("HTTP/1.1 413 "));
        assertEquals(0, history.lastId());
    }

    @Test
    void a_body_that_is_announced_too_long_is_refused_before_it_comes() throws IOException {
        try (RawHttp http = new RawHttp(server.uri())) {
            http.send("POST /messages HTTP/1.1\r\nHost: localhost\r\n" + PLAIN + "Content-Length: 5000000\r\n\r\n");
            String status = "HTTP/1.1 413 ";
            assertEquals(status, http.answer(status.length()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: application/json\r\n", "Content-Type: text/plain; charset=iso-8859-1\r\n",
            "",
            "Content-Type: text/plainer\r\n", PLAIN + "Content-Encoding: gzip\r\n"})
    void what_is_not_plain_text_in_utf_8_by_its_own_account_is_refused(String fields) throws IOException {
        assertTrue(post(fields, "ann\thello").startsWith("HTTP/1.1 415 "), fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text/plain\r\n", "Content-Type: Text/Plain;charset=\"UTF-8\"\r\n"})
    void what_is_plain_text_in_other_words_is_taken(String fields) throws IOException {
        assertTrue(post(fields, "ann\thello").startsWith("HTTP/1.1 201 "), fields);
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused_and_never_repaired() throws IOException {
        try (RawHttp http = new RawHttp(server.uri())) {
            byte[] body = {'a', '\t', (byte) 0xc3, (byte) 0x28};
            http.send("POST /messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + PLAIN
                    + "Content-Length: 4\r\n\r\n");
            http.send(body);
            assertTrue(http.answer().startsWith("HTTP/1.1 400 "), new String(body, ISO_8859_1));
        }
        assertEquals(0, history.lastId());
    }

    @Test
    void a_body_needs_an_end_and_must_come_whole() throws IOException {
        assertTrue(ask("POST /messages HTTP/1.1\r\n" + PLAIN + "\r\n").startsWith("HTTP/1.1 411 "));
        for (String half : List.of("Content-Length: 9\r\n\r\nann\thel",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nann\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\nann\r\n")) {
            try (RawHttp http = new RawHttp(server.uri())) {
                http.send("POST /messages HTTP/1.1\r\nHost: localhost\r\n" + PLAIN + half);
                http.end();
                assertTrue(http.answer().startsWith("HTTP/1.1 400 "), half);
            }
        }
        assertEquals(0, history.lastId());
    }

    @Test
    void a_chunked_body_is_a_body() throws IOException {
        String answer = ask("POST /messages HTTP/1.1\r\n" + PLAIN + "Transfer-Encoding: chunked\r\n\r\n"
                + "4\r\nann\t\r\n2\r\nhi\r\n0\r\n\r\n");
        assertEquals("1\n", body(answer));
    }

    @Test
    void a_page_from_elsewhere_may_not_post() throws IOException {
        for (String origin : List.of("http://evil.example", "null", "http://localhost:1", "http://" + host()
                + ".evil.example")) {
            assertTrue(post(PLAIN + "Origin: " + origin + "\r\n", "ann\thello").startsWith("HTTP/1.1 403 "), origin);
        }
        assertEquals(0, history.lastId());
        assertTrue(post(PLAIN + "Origin: http://" + host() + "\r\n", "ann\thello").startsWith("HTTP/1.1 201 "));
    }

    private String host() {
        return server.uri().getAuthority();
    }

    private String ask(String request) throws IOException {
        return RawHttp.ask(server.uri(), request);
    }

    private String post(String fields, String body) throws IOException {
        return ask("POST /messages HTTP/1.1\r\n" + fields + "Content-Length: " + body.getBytes(UTF_8).length
                + "\r\n\r\n" + body);
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
