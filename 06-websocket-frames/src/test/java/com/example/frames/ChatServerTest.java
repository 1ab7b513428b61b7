package com.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.exercise.Slowness;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The room over WebSocket")
class ChatServerTest {

    private final History history = new History();
    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.start(0, history);
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
        Await.noThreads();
    }

    /** A reader who remembers everything. */
    private static final class Reader {
        final List<Message> seen = Collections.synchronizedList(new ArrayList<>());
        final List<IOException> trouble = Collections.synchronizedList(new ArrayList<>());

        ChatClient join(URI uri, String name, long after) {
            return ChatClient.join(uri, name, after, seen::add, trouble::add);
        }

        List<Long> ids() {
            return List.copyOf(seen).stream().map(Message::id).toList();
        }
    }

    /** Then the client's queue is full before it has learnt that it is connected; it must learn it all the same. */
    @Test
    void more_messages_than_the_queue_holds_may_come_right_behind_the_handshake() throws Exception {
        for (int i = 0; i < 900; i++) {
            server.publish("s", "x");
        }
        Reader ann = new Reader();
        try (ChatClient client = ann.join(server.uri(), "Ann", 0)) {
            Await.until("all are there", () -> ann.seen.size() == 900);
            assertEquals(900, client.lastId());
            assertEquals(List.of(), ann.trouble);
        }
    }

    @Test
    void everyone_hears_everyone_in_the_same_order_and_the_server_too() throws Exception {
        Reader ann = new Reader();
        Reader bob = new Reader();
        try (ChatClient a = ann.join(server.uri(), "Ann", 0); ChatClient b = bob.join(server.uri(), "Bob \u20ac", 0)) {
            Await.until("both are there", () -> server.readers() == 2);
            a.send("hello");
            b.send("gr\u00fc\u00dfe \ud83d\ude00");
            server.publish("server", "first push");
            Await.until("three messages each", () -> ann.seen.size() == 3 && bob.seen.size() == 3);
            assertEquals(ann.seen, bob.seen);
            assertEquals(List.of(1L, 2L, 3L), ann.ids());
            assertEquals(3, a.lastId());
            assertTrue(ann.seen.stream().anyMatch(m -> m.from().equals("Bob \u20ac")
                    && m.text().equals("gr\u00fc\u00dfe \ud83d\ude00")));
        }
        Await.until("both have left", () -> server.readers() == 0);
        assertEquals(List.of(), ann.trouble);
    }

    @Test
    void a_reader_that_comes_back_gets_what_it_missed() throws Exception {
        IntStream.rangeClosed(1, 5).forEach(i -> server.publish("server", "message " + i));
        Reader late = new Reader();
        try (ChatClient client = late.join(server.uri(), "late", 2)) {
            Await.until("3, 4, 5", () -> late.seen.size() == 3);
            server.publish("server", "new");
            Await.until("and 6", () -> late.seen.size() == 4);
            assertEquals(List.of(3L, 4L, 5L, 6L), late.ids());
        }
    }

    @Test
    void a_restart_loses_nothing() throws Exception {
        Reader reader = new Reader();
        int port = server.uri().getPort();
        try (ChatClient client = reader.join(server.uri(), "loyal", 0)) {
            server.publish("server", "before");
            Await.until("the first", () -> reader.seen.size() == 1);
            server.close();
            history.append("server", "said while the server was down");
            server = ChatServer.start(port, history);
            Await.until("the second", () -> reader.seen.size() == 2);
            client.send("I am back");
            Await.until("the third", () -> reader.seen.size() == 3);
            assertEquals(List.of(1L, 2L, 3L), reader.ids());
            assertTrue(reader.trouble.get(0).getMessage().contains("1001"), reader.trouble.toString());
        }
    }

    @Test
    void a_gap_is_told_never_hidden() throws Exception {
        LongStream.rangeClosed(1, 1005).forEach(i -> server.publish("server", "message " + i));
        Reader reader = new Reader();
        try (ChatClient client = reader.join(server.uri(), "old", 2)) {
            Await.until("all that is kept", () -> reader.seen.size() == 1000);
            assertEquals(6, ((GapException) reader.trouble.get(0)).oldest());
            assertEquals(LongStream.rangeClosed(6, 1005).boxed().toList(), reader.ids());
            assertEquals(1, reader.trouble.size());
        }
    }

    @Test
    void a_cursor_of_another_history_is_told_and_the_reader_begins_again() throws Exception {
        server.publish("server", "the first of a new history");
        Reader reader = new Reader();
        try (ChatClient client = reader.join(server.uri(), "future", 77)) {
            Await.until("the first", () -> reader.seen.size() == 1);
            assertEquals(1, ((FutureCursorException) reader.trouble.get(0)).last());
        }
    }

    @Test
    void a_text_that_breaks_the_line_is_refused_with_1008() throws Exception {
        try (RawClient client = RawClient.open(server.uri(), "/chat?name=Eve")) {
            client.send(Core.clientFrame(0x81, "a\tb".getBytes(UTF_8)));
            client.send(Core.bytes("88 82 00000000 03e8"));
            Core.same(Core.serverClose(1008, "the text has a tab, a line break or another control character"),
                    Core.hex(client.rest()), "the answer");
        }
        try (RawClient client = RawClient.open(server.uri(), "/chat?name=Eve")) {
            client.send(Core.clientFrame(0x82, new byte[3]));
            client.send(Core.bytes("88 82 00000000 03e8"));
            Core.same(Core.serverClose(1003, "the room takes text only"), Core.hex(client.rest()), "the answer");
        }
        assertThrows(IllegalArgumentException.class, () -> ChatClient.join(server.uri(), "", 0, m -> { }, e -> { }));
        assertEquals(0, history.lastId());
    }

    @Test
    void after_close_nothing_more_is_handed_out() throws Exception {
        CountDownLatch inCallback = new CountDownLatch(1);
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        ChatClient client = ChatClient.join(server.uri(), "leaver", 0, message -> {
            seen.add(message.id());
            inCallback.countDown();
        }, e -> { });
        for (int i = 0; i < 100; i++) {
            server.publish("server", "message " + i);
        }
        assertTrue(inCallback.await(60, TimeUnit.SECONDS));
        client.close();
        int count = seen.size();
        for (int i = 0; i < 100; i++) {
            server.publish("server", "late " + i);
        }
        Await.until("the room has noticed", () -> server.readers() == 0);
        assertEquals(count, seen.size());
        assertThrows(IOException.class, () -> client.send("too late"));
        client.close();
    }

    @Test
    void a_reader_that_does_not_read_is_dropped_and_delays_no_other() throws Exception {
        Reader quick = new Reader();
        String text = "\u20ac".repeat(Message.MAX_TEXT);
        try (RawClient slow = RawClient.open(server.uri(), "/chat?name=slow");
                ChatClient client = quick.join(server.uri(), "quick", 0)) {
            Await.until("both are there", () -> server.readers() == 2);
            int sent = 0;
            while (server.readers() == 2 && sent < 50_000) {
                long started = System.nanoTime();
                server.publish("server", text);
                sent++;
                assertTrue(Slowness.isWithin(started, 2_000), "publishing does not wait");
                if (sent % 100 == 0) {
                    int now = sent;
                    Await.until("the quick one keeps up", () -> quick.seen.size() == now);
                }
            }
            assertEquals(1, server.readers(), "dropped after " + sent + " messages");
            int all = sent;
            Await.until("the quick one has them all", () -> quick.seen.size() == all);
            byte[] why = Core.bytes(Core.serverClose(1008, "you read too slowly: come back with the last id you have"));
            assertTrue(slow.hears(why), "it is told why, if it reads after all");
        }
    }

    @Test
    @Tag("long")
    void nothing_is_lost_when_connections_are_cut_at_random() throws Exception {
        int readers = 20;
        int writers = 4;
        int each = 75;
        int rounds = 4;
        Random random = new Random(20);
        List<Reader> all = new ArrayList<>();
        List<ChatClient> clients = new ArrayList<>();
        try (Relay relay = new Relay(server.uri())) {
            for (int i = 0; i < readers; i++) {
                all.add(new Reader());
                clients.add(all.get(i).join(relay.uri(), "reader " + i, 0));
            }
            for (int round = 0; round < rounds; round++) {
                List<Thread> writing = IntStream.range(0, writers).mapToObj(w -> new Thread(() ->
                        IntStream.range(0, each).forEach(i -> server.publish("writer " + w, "message " + i)),
                        "writer-" + w)).toList();
                long first = round * writers * each + 1;
                long end = first + writers * each;
                writing.forEach(Thread::start);
                for (long cut : random.longs(2, first, end).sorted().toArray()) {
                    Await.until("message " + cut, () -> history.lastId() >= cut);
                    relay.cut();
                }
                // A reader that hears nothing between two cuts waits longer each time: so let each hear something.
                List<Long> expected = LongStream.range(1, end).boxed().toList();
                for (Reader reader : all) {
                    Await.until(() -> "all messages, there are " + reader.seen.size() + ", " + reader.trouble,
                            () -> reader.seen.size() >= expected.size());
                    assertEquals(expected, reader.ids());
                }
            }
            assertTrue(all.stream().mapToInt(reader -> reader.trouble.size()).sum() > readers, "connections were cut");
        } finally {
            clients.parallelStream().forEach(ChatClient::close);
        }
    }
}
