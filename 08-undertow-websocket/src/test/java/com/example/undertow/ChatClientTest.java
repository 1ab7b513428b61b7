package com.example.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.undertow.exercise.Slowness;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The client, and the room it is in")
class ChatClientTest {

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
            assertEquals(3, history.lastId());
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
    @Tag("long")
    void a_cursor_of_another_history_is_told_and_the_reader_begins_again() throws Exception {
        server.publish("server", "the first of a new history");
        Reader reader = new Reader();
        try (ChatClient client = reader.join(server.uri(), "future", 77)) {
            Await.until("the first", () -> reader.seen.size() == 1);
            assertEquals(1, ((FutureCursorException) reader.trouble.get(0)).last());
        }
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
        assertTrue(Slowness.opens(inCallback, 5_000));
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
}
