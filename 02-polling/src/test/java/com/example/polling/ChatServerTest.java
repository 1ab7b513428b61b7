package com.example.polling;

import static com.example.polling.Wire.PLAIN;
import static com.example.polling.Wire.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.polling.exercise.Slowness;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server answers, as bytes on the wire. */
class ChatServerTest {

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
    void a_poll_gets_the_messages_after_its_cursor_byte_for_byte() throws IOException {
        server.publish("ann", "one");
        server.publish("bob", "zwei \u20ac");
        server.publish("ann", "three");
        assertEquals("""
                HTTP/1.1 200 OK
                Content-type: text/plain; charset=utf-8
                Content-length: 27
                X-content-type-options: nosniff
                Cache-control: no-store

                2\tbob\tzwei \u20ac
                3\tann\tthree
                """, lf(ask("GET /messages?after=1 HTTP/1.1\r\n\r\n")));
    }

    @Test
    void a_poll_without_news_is_answered_at_once_with_an_empty_body() throws IOException {
        server.publish("ann", "one");
        assertEquals("""
                HTTP/1.1 200 OK
                Content-type: text/plain; charset=utf-8
                Content-length: 0
                X-content-type-options: nosniff
                Cache-control: no-store

                """, lf(ask("GET /messages?after=1 HTTP/1.1\r\n\r\n")));
    }

    @Test
    void reading_takes_nothing_away() throws IOException {
        server.publish("ann", "one");
        for (int reader = 1; reader <= 3; reader++) {
            assertEquals("1\tann\tone\n", body(ask("GET /messages HTTP/1.1\r\n\r\n")));
        }
    }

    @Test
    void a_message_that_is_said_gets_an_id() throws Exception {
        String answer = post(PLAIN, "ann\thello");
        assertTrue(answer.startsWith("HTTP/1.1 201 Created\r\n"), answer);
        assertEquals("1\n", body(answer));
        assertEquals("2\n", body(post(PLAIN, "\ud83d\udc4b".repeat(32) + "\t" + "\ud83d\udc4b".repeat(1_000))));
        assertEquals(List.of(new Message(1, "ann", "hello")), history.after(0).subList(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text/plain\r\n", "Content-Type: Text/Plain;charset=\"UTF-8\"\r\n"})
    void what_is_plain_text_in_other_words_is_taken(String fields) throws IOException {
        assertTrue(post(fields, "ann\thello").startsWith("HTTP/1.1 201 "), fields);
    }

    @Test
    void a_chunked_body_is_a_body() throws IOException {
        String answer = ask("POST /messages HTTP/1.1\r\n" + PLAIN + "Transfer-Encoding: chunked\r\n\r\n"
                + "4\r\nann\t\r\n2\r\nhi\r\n0\r\n\r\n");
        assertEquals("1\n", body(answer));
    }

    @Test
    void one_connection_carries_one_request_after_the_other() throws IOException {
        server.publish("ann", "one");
        String host = "Host: " + server.uri().getAuthority() + "\r\n";
        try (Wire http = new Wire(server.uri())) {
            http.send("HEAD /messages HTTP/1.1\r\n" + host + "\r\n"
                    + "POST /messages HTTP/1.1\r\n" + host + PLAIN + "Content-Length: 7\r\n\r\nbob\ttwo"
                    + "GET /messages?after=1 HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
            String answers = http.answer();
            assertEquals(3, answers.split("HTTP/1.1 20", -1).length - 1, answers);
            String head = answers.substring(0, answers.indexOf("\r\n\r\n") + 2);
            assertTrue(head.contains("Content-length: 10\r\n"), "HEAD tells the length that GET would have: " + head);
            assertFalse(answers.contains("ann\tone"), "HEAD has no body: " + answers);
            assertTrue(answers.endsWith("\r\n\r\n2\tbob\ttwo\n"), answers);
        }
    }

    @Test
    void the_page_is_one_file_that_loads_nothing() throws IOException {
        String answer = ask("GET / HTTP/1.1\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        assertTrue(answer.contains("Content-type: text/html; charset=utf-8\r\n"), answer);
        assertTrue(body(answer).startsWith("<!doctype html>"), answer);
        assertFalse(body(answer).contains("//cdn") || body(answer).contains("innerHTML"), answer);
    }

    @Test
    void a_reader_who_is_too_late_is_told_where_to_go_on() throws IOException {
        for (int i = 1; i <= History.KEPT + 20; i++) {
            server.publish("ann", "text");
        }
        String answer = ask("GET /messages?after=7 HTTP/1.1\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 410 Gone\r\n"), answer);
        assertTrue(answer.contains("Oldest-id: 21\r\n"), answer);
        assertEquals("messages 8 to 20 are gone: the oldest that is kept is 21\n", body(answer));
        assertTrue(body(ask("GET /messages?after=20 HTTP/1.1\r\n\r\n")).startsWith("21\t"));
    }

    @Test
    void a_reader_from_the_future_is_told_what_the_last_message_is() throws IOException {
        server.publish("ann", "one");
        String answer = ask("GET /messages?after=7 HTTP/1.1\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains("Last-id: 1\r\n"), answer);
        assertEquals("there is no message 7 yet: the last one is 1\n", body(answer));
    }

    @Test
    void half_a_request_holds_up_no_other_client() throws IOException {
        List<Wire> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                slow.add(new Wire(server.uri()));
                slow.get(i).send("GET /messages HT");
            }
            assertTrue(ask("GET /messages HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 200 "));
        } finally {
            for (Wire http : slow) {
                http.close();
            }
        }
    }

    @Test
    void closing_finishes_what_is_in_hand_and_tells_the_others_to_come_back() throws Exception {
        Thread closing = new Thread(server::close, "closing");
        String host = "Host: localhost\r\nConnection: close\r\n";
        try (Wire slow = new Wire(server.uri()); Wire late = new Wire(server.uri())) {
            late.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");      // so that it is connected for certain
            late.answer("\r\n\r\n");
            slow.send("POST /messages HTTP/1.1\r\n" + host + PLAIN + "Content-Length: 9\r\n\r\nann\th");
            Eventually.await("the server reads the half of it", () -> reading(server.uri().getPort()));
            closing.start();
            Eventually.await("the server closes", () -> closing.getState() == Thread.State.TIMED_WAITING);
            late.send("GET /messages HTTP/1.1\r\n" + host + "\r\n");
            String refusal = late.answer();
            assertTrue(refusal.startsWith("HTTP/1.1 503 "), refusal);
            assertTrue(refusal.contains("Retry-after: 1\r\n"), refusal);
            assertTrue(refusal.endsWith("\r\n\r\nthe server is closing\n"), refusal);
            slow.send("ello");
            assertTrue(slow.answer().startsWith("HTTP/1.1 201 "));
        }
        assertTrue(Slowness.ends(closing, 5_000));
        assertEquals(List.of(new Message(1, "ann", "hello")), history.after(0));
    }

    @Test
    void closing_ends_threads_and_connections_and_frees_the_port() throws Exception {
        int port = server.uri().getPort();
        assertThrows(BindException.class, () -> ChatServer.start(port, history));
        try (Wire http = new Wire(server.uri())) {
            http.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals("HTTP/1.1 200", http.answer(12));
            http.send("GET /mess");
            server.close();
            server.close();
            assertEndsOrIsReset(http);
        }
        Eventually.awaitNone("chat-http-" + port, "HTTP-Dispatcher", "idle-timeout-task", "req-rsp-timeout-task",
                "server-timer");
        try (ChatServer next = ChatServer.start(port, history)) {
            assertEquals(port, next.uri().getPort());
        }
    }

    @Test
    void it_cannot_know_who_reads() throws IOException {
        ask("GET /messages HTTP/1.1\r\n\r\n");
        assertEquals(0, server.readers());
        assertEquals(1, server.polls());
        assertEquals(1, server.emptyAnswers());
    }

    private static boolean reading(int port) {
        return Thread.getAllStackTraces().entrySet().stream()
                .anyMatch(thread -> thread.getKey().getName().startsWith("chat-http-" + port)
                        && List.of(thread.getValue()).toString().contains("TextExchange.text"));
    }

    private static void assertEndsOrIsReset(Wire http) {
        try {
            http.answer();
        } catch (IOException reset) {
            assertTrue(reset.getMessage().contains("reset"), reset.toString());
        }
    }

    private String ask(String request) throws IOException {
        return Wire.ask(server.uri(), request);
    }

    private String post(String fields, String body) throws IOException {
        return Wire.post(server.uri(), fields, body);
    }

    /** The answer with the line ends of a text block. */
    private static String lf(String answer) {
        return answer.replace("\r\n", "\n");
    }
}
