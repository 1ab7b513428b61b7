package com.example.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.streaming.exercise.Slowness;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Readers that do not read, or have gone")
class BadReadersTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final String FIRST_CHUNK = "retry: 250\n\n";

    private final History history = new History();
    private final Set<String> threadsBefore = Await.threads();
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
    void a_reader_that_has_gone_is_forgotten_within_two_heartbeats() throws Exception {
        server.close();
        Duration heartbeat = Duration.ofMillis(250);
        server = start(heartbeat);
        Wire wire = Wire.events(server.uri(), "");
        assertEquals(FIRST_CHUNK, wire.chunk());
        assertEquals(1, server.readers());
        wire.close();
        long before = server.heartbeats();
        Await.until("the reader is forgotten", () -> server.readers() == 0);
        long needed = server.heartbeats() - before;
        assertTrue(server.heartbeats() > 0, "only a heartbeat finds out");
        assertTrue(needed <= 2, "it took " + needed + " heartbeats");
    }

    @Test
    @Tag("long")
    void a_reader_that_does_not_read_is_dropped_and_delays_no_other() throws Exception {
        try (Wire slow = Wire.events(server.uri(), ""); Wire quick = Wire.events(server.uri(), "")) {
            assertEquals(FIRST_CHUNK, slow.chunk());
            assertEquals(FIRST_CHUNK, quick.chunk());
            String text = "\u20ac".repeat(Message.MAX_TEXT);
            int said = 0;
            while (server.readers() == 2) {
                assertTrue(++said < 5_000, "5,000 messages wait for a reader that reads nothing");
                long start = System.nanoTime();
                server.publish("ann", text);
                assertTrue(quick.chunk().startsWith("id: " + said + "\n"), "message " + said);
                assertTrue(Slowness.isWithin(start, 2_000), "message " + said + " came late to the reader that reads");
            }
            server.publish("ann", "on it goes");
            assertEquals("id: " + (said + 1) + "\ndata: " + (said + 1) + "\tann\ton it goes\n\n", quick.chunk());
            // Thread and socket are free: the slow reader's connection ends after what was already on its way.
            assertTrue(endOf(slow) > 0);
            Await.until("one thread serves one reader", () -> busy() == 1);
        }
    }

    /** The stream's end, clean or not: it is unknown how much of it was in the buffers of the two sockets. */
    private static long endOf(Wire wire) throws IOException {
        try {
            return wire.toTheEnd();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection of the dropped reader is still open", e);
        }
    }

    private long busy() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("chat-http-" + server.uri().getPort() + "-"))
                .filter(thread -> List.of(thread.getValue()).toString().contains("EventStream"))
                .count();
    }

    @Test
    void close_ends_every_stream_and_every_thread() throws Exception {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            wires.add(Wire.events(server.uri(), ""));
        }
        Wire stuck = wires.get(0);
        String text = "x".repeat(Message.MAX_TEXT);
        Await.until("a write to a reader that does not read hangs", () -> {
            server.publish("ann", text);
            return hangsInWrite();
        });
        server.close();
        server.close();
        for (Wire wire : wires.subList(1, wires.size())) {
            endOf(wire);
            wire.close();
        }
        stuck.close();
        assertEquals(0, server.readers());
        Await.until("no thread is left: " + Await.threads(), () -> threadsBefore.containsAll(Await.threads()));
        assertThrows(IOException.class, () -> new Wire(server.uri()));
    }

    private boolean hangsInWrite() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("chat-http-" + server.uri().getPort() + "-"))
                .map(thread -> thread.getValue())
                .anyMatch(stack -> stack.length > 0 && stack[0].getMethodName().startsWith("write"));
    }
}
