package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.streaming.Wire.Head;
import com.example.streaming.exercise.Slowness;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The server")
class ChatServerTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final String FIRST_CHUNK = "retry: 250\n\n";

    private final History history = new History();
    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = start(NEVER);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ChatServer start(Duration heartbeat) throws IOException {
        return ChatServer.start(0, history, heartbeat, Duration.ofMillis(250));
    }

    @Test
    void the_header_fields_arrive_before_anything_is_said() throws IOException {
        try (Wire wire = new Wire(server.uri())) {
            Head head = wire.send("GET", "/events", "").head();
            assertEquals("HTTP/1.1 200 OK", head.status());
            assertEquals("text/event-stream; charset=utf-8", head.fields().get("content-type"));
            assertEquals("no-store", head.fields().get("cache-control"));
            assertEquals("nosniff", head.fields().get("x-content-type-options"));
            assertEquals("no", head.fields().get("x-accel-buffering"));
            assertEquals("chunked", head.fields().get("transfer-encoding"));
            assertFalse(head.fields().containsKey("content-encoding"));
        }
    }

    @Test
    void each_message_is_one_event_in_a_chunk_of_its_own() throws IOException {
        try (Wire wire = Wire.events(server.uri(), "")) {
            assertEquals(FIRST_CHUNK, wire.chunk());
            server.publish("ann", "hello");
            assertEquals("id: 1\ndata: 1\tann\thello\n\n", wire.chunk());
            server.publish("bob", "\u20ac data: <b>");
            assertEquals("id: 2\ndata: 2\tbob\t\u20ac data: <b>\n\n", wire.chunk());
        }
    }

    @Test
    void a_message_that_is_posted_reaches_every_stream() throws IOException {
        try (Wire ann = Wire.events(server.uri(), "");
                Wire bob = Wire.events(server.uri(), "");
                Wire post = new Wire(server.uri())) {
            assertEquals(FIRST_CHUNK, ann.chunk());
            assertEquals(FIRST_CHUNK, bob.chunk());
            Head head = post.send("POST", "/messages", "ann\thello", "Content-Type: text/plain; charset=utf-8",
                    "Content-Length: 9").head();
            assertEquals("HTTP/1.1 201 Created", head.status());
            assertEquals("1\n", post.body(head));
            assertEquals("id: 1\ndata: 1\tann\thello\n\n", ann.chunk());
            assertEquals("id: 1\ndata: 1\tann\thello\n\n", bob.chunk());
        }
    }

    @Test
    void a_reader_that_comes_back_gets_what_it_missed() throws IOException {
        say(5);
        try (Wire byQuery = Wire.events(server.uri(), "?after=3");
                Wire byField = Wire.events(server.uri(), "", "Last-Event-ID: 4")) {
            String fifth = "id: 5\ndata: 5\tann\ttext 5\n\n";
            assertEquals(FIRST_CHUNK + "id: 4\ndata: 4\tann\ttext 4\n\n" + fifth, byQuery.chunk());
            assertEquals(FIRST_CHUNK + fifth, byField.chunk());
            say(6);
            assertEquals("id: 6\ndata: 6\tann\ttext 6\n\n", byQuery.chunk());
            assertEquals("id: 6\ndata: 6\tann\ttext 6\n\n", byField.chunk());
        }
    }

    @Test
    void the_last_event_id_is_newer_than_the_address() throws IOException {
        say(5);
        try (Wire wire = Wire.events(server.uri(), "?after=1", "Last-Event-ID: 4")) {
            assertEquals(FIRST_CHUNK + "id: 5\ndata: 5\tann\ttext 5\n\n", wire.chunk());
        }
    }

    @Test
    void a_bad_address_does_not_matter_to_one_that_comes_back() throws IOException {
        say(5);
        for (String query : List.of("?after=abc", "?after=-1", "?after=99", "?after=1&after=2", "?after=")) {
            try (Wire wire = Wire.events(server.uri(), query, "last-event-id: 4")) {
                assertEquals(FIRST_CHUNK + "id: 5\ndata: 5\tann\ttext 5\n\n", wire.chunk());
            }
        }
    }

    @Test
    void a_HEAD_gets_the_fields_of_a_stream_and_no_stream() throws IOException {
        say(5);
        Head get;
        try (Wire wire = new Wire(server.uri())) {
            get = wire.send("GET", "/events?after=5", "").head();
        }
        try (Wire wire = new Wire(server.uri())) {
            Head head = wire.send("HEAD", "/events?after=5", "").head();
            assertEquals("HTTP/1.1 200 OK", head.status());
            assertEquals(without("date", get), without("date", head));
            wire.send("HEAD", "/events?after=99", "");
            assertEquals("HTTP/1.1 400 Bad Request", wire.head().status());
            wire.send("HEAD", "/", "");
            assertEquals("HTTP/1.1 200 OK", wire.head().status());
            assertEquals(1, server.readers(), "the GET alone, and the server has not noticed yet that it has gone");
        }
    }

    @Test
    void a_quiet_stream_carries_a_comment_now_and_then() throws IOException {
        server.close();
        server = start(Duration.ofMillis(20));
        try (Wire wire = Wire.events(server.uri(), "")) {
            assertEquals(FIRST_CHUNK, wire.chunk());
            assertEquals(":\n\n", wire.chunk());
            assertEquals(":\n\n", wire.chunk());
        }
    }

    @Test
    void a_history_outlives_its_server() throws IOException {
        say(3);
        server.close();
        history.append("ann", "text 4");
        server = start(NEVER);
        try (Wire wire = Wire.events(server.uri(), "", "Last-Event-ID: 3")) {
            assertEquals(FIRST_CHUNK + "id: 4\ndata: 4\tann\ttext 4\n\n", wire.chunk());
        }
    }

    @Test
    void closing_ends_each_stream_behind_its_last_event() throws Exception {
        try (Wire wire = Wire.events(server.uri(), ""); Wire other = Wire.events(server.uri(), "")) {
            assertEquals(FIRST_CHUNK, wire.chunk());
            server.publish("ann", "the last words");
            server.close();
            for (Wire reader : List.of(wire, other)) {
                StringBuilder events = new StringBuilder();
                for (String chunk = reader.chunk(); !chunk.isEmpty(); chunk = reader.chunk()) {
                    events.append(chunk);                       // the chunk without length is the end
                }
                assertTrue(events.toString().endsWith("id: 1\ndata: 1\tann\tthe last words\n\n"), events.toString());
                assertEquals(0, reader.toTheEnd());
            }
        }
    }

    @Test
    void closing_tells_those_who_still_come_when_to_come_back() throws Exception {
        Thread closing = new Thread(server::close, "closing");
        try (Wire slow = new Wire(server.uri()); Wire late = new Wire(server.uri())) {
            late.send("GET", "/nothing", "");                   // so that it is connected for certain
            Head nothing = late.head();
            late.body(nothing);
            slow.send("POST", "/messages", "ann\th", "Content-Type: text/plain", "Content-Length: 9");
            Await.until("the server reads the half of it", () -> Thread.getAllStackTraces().values().stream()
                    .anyMatch(stack -> List.of(stack).toString().contains("TextExchange.text")));
            closing.start();
            Await.until("the server closes", () -> closing.getState() == Thread.State.TIMED_WAITING);
            late.send("GET", "/events", "");
            Head refusal = late.head();
            assertTrue(refusal.status().startsWith("HTTP/1.1 503 "), refusal.status());
            assertEquals("1", refusal.fields().get("retry-after"));
            assertEquals("the server is closing\n", late.body(refusal));
            slow.socket.getOutputStream().write("ello".getBytes(UTF_8));
            assertEquals("HTTP/1.1 201 Created", slow.head().status());
        }
        assertTrue(Slowness.ends(closing, 5_000));
    }

    @Test
    void what_is_gone_is_told_with_the_oldest_that_is_left() throws IOException {
        for (int i = 0; i < History.KEPT + 5; i++) {
            server.publish("ann", "x");
        }
        Head head = refusedGet("410", "/events", "Last-Event-ID: 4");
        assertEquals("6", head.fields().get("oldest-id"));
        Wire.events(server.uri(), "?after=5").close();
    }

    @Test
    void a_cursor_that_is_none_is_refused() throws IOException {
        say(3);
        for (String after : List.of("abc", "-1", "1.5", "", "+1", "99999999999999999999", "1&after=2")) {
            refusedGet("400", "/events?after=" + after);
        }
        refusedGet("400", "/events", "Last-Event-ID: abc");
        refusedGet("400", "/events", "Last-Event-ID: -1");
        assertEquals("3", refusedGet("400", "/events?after=4").fields().get("last-id"));
    }

    @Test
    void other_requests_are_refused_with_a_sentence() throws IOException {
        assertEquals("GET, HEAD", refused("405", "POST", "/events", "", "Content-Length: 0").fields().get("allow"));
        assertEquals("POST", refusedGet("405", "/messages").fields().get("allow"));
        assertEquals("GET, HEAD", refused("405", "DELETE", "/", "").fields().get("allow"));
        refusedGet("404", "/nothing");
        refused("415", "POST", "/messages", "a\tb", "Content-Length: 3");
        refused("411", "POST", "/messages", "", "Content-Type: text/plain");
        refused("400", "POST", "/messages", "a\tb", "Content-Type: text/plain", "Content-Length: +3");
        refused("400", "POST", "/messages", "ann", "Content-Type: text/plain", "Content-Length: 3");
        refused("400", "POST", "/messages", "a\tb\nc", "Content-Type: text/plain", "Content-Length: 5");
        refused("413", "POST", "/messages", "x".repeat(9_000), "Content-Type: text/plain", "Content-Length: 9000");
        refusedGet("403", "/events", "Origin: http://evil.example");
    }

    private static Map<String, String> without(String name, Head head) {
        Map<String, String> fields = new TreeMap<>(head.fields());
        fields.remove(name);
        return fields;
    }

    private Head refusedGet(String status, String target, String... fields) throws IOException {
        return refused(status, "GET", target, "", fields);
    }

    private Head refused(String status, String method, String target, String body, String... fields)
            throws IOException {
        try (Wire wire = new Wire(server.uri())) {
            Head head = wire.send(method, target, body, fields).head();
            assertTrue(head.status().contains(" " + status + " "), target + ": " + head);
            assertTrue(wire.body(head).strip().length() > 10, "a sentence");
            assertEquals("no-store", head.fields().get("cache-control"));
            assertEquals(0, server.readers());
            return head;
        }
    }

    @Test
    void the_page_is_there() throws IOException {
        try (Wire wire = new Wire(server.uri())) {
            Head head = wire.send("GET", "/", "").head();
            assertEquals("text/html; charset=utf-8", head.fields().get("content-type"));
            assertTrue(wire.body(head).contains("new EventSource("));
        }
    }

    @Test
    void a_port_that_is_taken_is_told() {
        assertThrows(BindException.class, () -> ChatServer.start(server.uri().getPort(), new History()));
    }

    private void say(int upTo) {
        while (history.lastId() < upTo) {
            server.publish("ann", "text " + (history.lastId() + 1));
        }
    }
}
