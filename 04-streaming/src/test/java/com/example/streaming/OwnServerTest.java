package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.streaming.exercise.EventEncoder;
import com.example.streaming.exercise.OwnServer;
import com.example.streaming.exercise.Replay;
import com.example.streaming.exercise.Slowness;
import com.example.streaming.exercise.Subscribers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Exercises 4.1, 4.3 and 4.4 as a server, over the wire; aborted while they are not written. */
@DisplayName("Your own server")
class OwnServerTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String PLAIN = "Content-Type: text/plain; charset=utf-8";

    private OwnServer server;
    private URI uri;

    @BeforeEach
    void start() throws Exception {
        EventEncoder.event("", "", "");
        EventEncoder.comment("");
        Subscribers subscribers = new Subscribers(1, LONG);
        subscribers.publish(new byte[0]);
        subscribers.count();
        Replay replay = new Replay(new Replay.Journal() {
            @Override
            public Replay.Event append(String text) {
                return new Replay.Event(1, text);
            }

            @Override
            public List<Replay.Event> after(long id) {
                return List.of();
            }

            @Override
            public long lastId() {
                return 0;
            }
        });
        replay.publish("");
        replay.subscribe(0, event -> { });
        server = new OwnServer(0, LONG);
        uri = uri(server);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static URI uri(OwnServer server) {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    private void status(int expected, String method, String target, String body, String... fields) throws IOException {
        try (Wire wire = new Wire(uri)) {
            Wire.Head head = wire.send(method, target, body, fields).head();
            assertTrue(head.status().startsWith("HTTP/1.1 " + expected + " "), target + ": " + head);
        }
    }

    private String post(String body) throws IOException {
        try (Wire wire = new Wire(uri)) {
            Wire.Head head = wire.send("POST", "/messages", body, PLAIN,
                    "Content-Length: " + body.getBytes(UTF_8).length).head();
            return head.status().split(" ")[1] + " " + wire.body(head);
        }
    }

    /** What comes, until it ends so; without comments. */
    private static String until(String end, Wire wire) throws IOException {
        StringBuilder come = new StringBuilder();
        String events = "";
        while (!events.endsWith(end)) {
            events = come.append(wire.chunk()).toString().replaceAll("(?m)^:.*\n\n?", "");
        }
        return events;
    }

    /** Fields of an event may come in any order: their lines are put into one. */
    private static List<String> lines(String events) {
        return events.lines().filter(line -> !line.isEmpty()).sorted().toList();
    }

    @Test
    void the_page_is_at_the_root() throws IOException {
        try (Wire wire = new Wire(uri)) {
            Wire.Head head = wire.send("GET", "/", "").head();
            assertEquals("text/html; charset=utf-8", head.fields().get("content-type"));
            assertTrue(wire.body(head).contains("<!doctype html>"));
        }
    }

    @Test
    void a_reader_gets_what_it_has_missed_and_then_what_is_said() throws IOException {
        assertEquals("201 1\n", post("ann\thello"));
        try (Wire wire = Wire.events(uri, "?after=0")) {
            assertEquals(List.of("data: 1\tann\thello", "id: 1"), lines(until("\n\n", wire)));
            assertEquals("201 2\n", post("Bob \u20ac\tgr\u00fc\u00dfe \ud83d\ude00"));
            assertEquals(List.of("data: 2\tBob \u20ac\tgr\u00fc\u00dfe \ud83d\ude00", "id: 2"),
                    lines(until("\n\n", wire)));
        }
    }

    @Test
    void a_reader_that_has_missed_nothing_is_let_in_at_once() throws Exception {
        try (Wire wire = new Wire(uri)) {
            Wire.Head head = wire.send("GET", "/events?after=0", "").head();
            assertEquals("HTTP/1.1 200 OK", head.status());
            assertEquals("text/event-stream; charset=utf-8", head.fields().get("content-type"));
            Await.until("one reader", () -> server.readers() == 1);
        }
    }

    @Test
    void all_readers_hear_it_in_one_order() throws IOException {
        try (Wire one = Wire.events(uri, "?after=0"); Wire other = Wire.events(uri, "?after=0")) {
            for (int i = 1; i <= 20; i++) {
                server.publish("ann\tmessage " + i);
            }
            String heard = until("20\n\n", one);
            assertEquals(20, heard.lines().filter(line -> line.startsWith("id: ")).count(), heard);
            assertEquals(heard, until("20\n\n", other));
        }
    }

    @Test
    void a_reader_that_comes_back_misses_nothing_and_gets_nothing_twice() throws IOException {
        for (int i = 1; i <= 5; i++) {
            server.publish("ann\tmessage " + i);
        }
        try (Wire wire = Wire.events(uri, "?after=1", "Last-Event-ID: 3")) {    // the header is newer
            server.publish("ann\tmessage 6");
            assertEquals(List.of("id: 4", "id: 5", "id: 6"), lines(until("6\n\n", wire)).stream()
                    .filter(line -> line.startsWith("id")).toList());
        }
    }

    @Test
    void a_gap_is_410_and_a_cursor_of_the_future_400() throws IOException {
        for (int i = 1; i <= 1_002; i++) {
            server.publish("ann\tmessage " + i);
        }
        try (Wire wire = new Wire(uri)) {
            Wire.Head head = wire.send("GET", "/events?after=1", "").head();
            assertEquals("410", head.status().split(" ")[1]);
            assertEquals("3", head.fields().get("oldest-id"));
        }
        try (Wire wire = new Wire(uri)) {
            Wire.Head head = wire.send("GET", "/events?after=1003", "").head();
            assertEquals("400", head.status().split(" ")[1]);
            assertEquals("1002", head.fields().get("last-id"));
        }
        try (Wire wire = Wire.events(uri, "?after=2")) {
            assertEquals(1_000, until("1002\n\n", wire).lines().filter(line -> line.startsWith("id: ")).count());
        }
    }

    @Test
    void a_malformed_cursor_is_400_another_path_404_another_method_405() throws IOException {
        status(400, "GET", "/events?after=x", "");
        status(400, "GET", "/events?after=-1", "");
        status(400, "GET", "/events?after=0", "", "Last-Event-ID: 1.5");
        status(404, "GET", "/nothing", "");
        status(405, "GET", "/messages", "");
        status(405, "DELETE", "/events", "");
    }

    @Test
    void a_page_of_a_stranger_is_refused() throws IOException {
        status(403, "GET", "/events", "", "Origin: http://evil.example");
        status(403, "POST", "/messages", "eve\thello", PLAIN, "Content-Length: 9", "Origin: http://evil.example");
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(Slowness.millis(Wire.WITHIN_MILLIS));
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes(UTF_8));
            assertEquals("HTTP/1.1 421", new String(socket.getInputStream().readNBytes(12), UTF_8));
        }
    }

    @Test
    void what_is_no_line_of_a_name_and_a_text_is_refused() throws IOException {
        for (String body : new String[] {"", "ann", "ann\t", "\ttext", " \ttext", "ann\t ", "a\tb\tc", "a\tb\nid: 9",
            "a".repeat(33) + "\tb", "a\t" + "b".repeat(1_001)}) {
            assertTrue(post(body).startsWith("400 "), body);
        }
        assertTrue(post("ann\t" + "b".repeat(100_000)).startsWith("413 "));
        status(415, "POST", "/messages", "ann\thello", "Content-Length: 9");
    }

    @Test
    void a_quiet_stream_has_a_heartbeat_which_finds_out_who_has_gone() throws Exception {
        try (OwnServer quiet = new OwnServer(0, Duration.ofMillis(20))) {
            try (Wire wire = Wire.events(uri(quiet), "?after=0")) {
                StringBuilder come = new StringBuilder();
                while (come.indexOf(Subscribers.HEARTBEAT) < 0) {
                    come.append(wire.chunk());
                }
                Await.until("it has joined", () -> quiet.readers() == 1);
            }
            Await.until("it is gone", () -> quiet.readers() == 0);
        }
    }

    @Test
    void a_reader_that_does_not_read_is_dropped_and_holds_up_no_other() throws Exception {
        String line = "ann\t" + "\ud83d\ude00".repeat(1_000);
        try (Wire slow = Wire.events(uri, "?after=0")) {
            assertTrue(slow.chunk().startsWith(":"));
            Await.until("it has joined", () -> server.readers() == 1);
            Await.until("it is dropped", () -> {
                for (int i = 0; i < 100; i++) {
                    server.publish(line);
                }
                return server.readers() == 0;
            });
            long last = server.publish("ann\tthe last one");
            try (Wire other = Wire.events(uri, "?after=" + (last - 1))) {
                assertTrue(until("\n\n", other).contains("the last one"));
            }
        }
    }

    @Test
    void a_server_that_stops_ends_its_streams_and_frees_its_port() throws Exception {
        try (Wire wire = Wire.events(uri, "?after=0")) {
            server.publish("ann\thello");
            assertTrue(until("\n\n", wire).contains("hello"));
            server.close();
            String rest = "";
            for (String chunk = wire.chunk(); !chunk.isEmpty(); chunk = wire.chunk()) {
                rest += chunk;                          // up to the last chunk, of no length
            }
            assertEquals("", rest);
            assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", server.port()).close());
        }
    }
}
