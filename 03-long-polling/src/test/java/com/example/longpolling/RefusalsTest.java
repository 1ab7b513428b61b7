package com.example.longpolling;

import static com.example.longpolling.Wire.PLAIN;
import static com.example.longpolling.Wire.body;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server does not take: each time a status, and one sentence. */
class RefusalsTest {

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET     | /nothing             | 404",
        "GET     | /messages/           | 404",
        "GET     | /messagesx           | 404",
        "GET     | /messages?after=abc  | 400",
        "GET     | /messages?after=     | 400",
        "GET     | /messages?after      | 400",
        "GET     | /messages?after=-1   | 400",
        "GET     | /messages?after=+1   | 400",
        "GET     | /messages?after=1.0  | 400",
        "GET     | /messages?after=%D9%A1 | 400",
        "GET     | /messages?after=1    | 400",
        "GET     | /messages?after=99999999999999999999 | 400",
        "GET     | /messages?after=0&after=0 | 400",
        "GET     | /messages?%61fter=x  | 400",
        "GET     | /messages?after=0&wait=abc | 400",
        "GET     | /messages?wait=-1    | 400",
        "GET     | /messages?wait=61    | 400",
        "GET     | /messages?wait=0&wait=0 | 400",
        "GET     | /messages?x=1&after=0&wait=0 | 204",
        "GET     | /messages?wait=0     | 204",
        "HEAD    | /messages?wait=0     | 204",
        "HEAD    | /                    | 200",
        "DELETE  | /messages            | 405",
        "PUT     | /messages            | 405",
        "OPTIONS | /messages            | 405",
        "POST    | /                    | 405",
    })
    void a_request_gets_its_status(String method, String target, int status) throws IOException {
        String answer = ask(method + " " + target + " HTTP/1.1\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains("Cache-control: no-store\r\n"), answer);
        if (status >= 400) {
            assertTrue(body(answer).matches("[^\n]+\n"), "one sentence: " + answer);
        }
        if (status == 405) {
            assertTrue(answer.contains(target.equals("/") ? "Allow: GET, HEAD\r\n" : "Allow: GET, HEAD, POST\r\n"),
                    answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "ann\t", "\thello", "ann\thello\n", "ann\thel\rlo", "ann\thello\tthere",
            "ann\ta\u2028b"})
    void what_is_not_one_name_and_one_text_is_refused(String body) throws IOException {
        assertTrue(post(PLAIN, body).startsWith("HTTP/1.1 400 "), body);
        assertEquals(0, history.lastId());
    }

    @Test
    void a_length_with_a_sign_is_no_length() throws IOException {
        String answer = Wire.ask(server.uri(),
                "POST /messages HTTP/1.1\r\n" + PLAIN + "Content-Length: +7\r\n\r\nann\thel");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
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
        try (Wire http = new Wire(server.uri())) {
            http.send("POST /messages HTTP/1.1\r\nHost: localhost\r\n" + PLAIN + "Content-Length: 5000000\r\n\r\n");
            String answer = http.answer(" bytes\n");
            assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.endsWith(" bytes\n"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: application/json\r\n", "Content-Type: text/plain; charset=iso-8859-1\r\n",
            "",
            "Content-Type: text/plainer\r\n", PLAIN + "Content-Encoding: gzip\r\n"})
    void what_is_not_plain_text_in_utf_8_by_its_own_account_is_refused(String fields) throws IOException {
        assertTrue(post(fields, "ann\thello").startsWith("HTTP/1.1 415 "), fields);
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused_and_never_repaired() throws IOException {
        try (Wire http = new Wire(server.uri())) {
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
            try (Wire http = new Wire(server.uri())) {
                http.send("POST /messages HTTP/1.1\r\nHost: localhost\r\n" + PLAIN + half);
                http.end();
                assertTrue(http.answer().startsWith("HTTP/1.1 400 "), half);
            }
        }
        assertEquals(0, history.lastId());
    }

    @ParameterizedTest
    @CsvSource({"localhost, 204", "LOCALHOST:1, 204", "127.0.0.1:80, 204", "[::1]:8003, 204", "evil.example, 421",
        "localhost.evil.example, 421", "127.0.0.1.evil.example:80, 421", "'', 421"})
    void it_answers_for_names_of_this_machine_only(String host, int status) throws IOException {
        assertTrue(send("GET /messages?wait=0 HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n")
                .startsWith("HTTP/1.1 " + status + " "));
    }

    @Test
    void a_request_has_one_host() throws IOException {
        assertTrue(send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 400 "));
        assertTrue(send("GET / HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\nHost: localhost\r\n\r\n")
                .startsWith("HTTP/1.1 400 "));
        assertTrue(send("GET / HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 200 "), "HTTP/1.0 had no Host yet");
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
        return Wire.ask(server.uri(), request);
    }

    private String send(String request) throws IOException {
        try (Wire http = new Wire(server.uri())) {
            http.send(request);
            return http.answer();
        }
    }

    private String post(String fields, String body) throws IOException {
        return Wire.post(server.uri(), fields, body);
    }
}
