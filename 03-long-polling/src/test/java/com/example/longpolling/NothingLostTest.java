package com.example.longpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.longpolling.exercise.Slowness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The promise of the room: who comes back with the last id it saw misses nothing and sees nothing twice. */
@Tag("long")
class NothingLostTest {

    /** Seconds for an answer, which a busy machine must not reach. */
    private static final int PATIENT = 300;
    private static final int READERS = 20;
    private static final int WRITERS = 4;
    private static final int MESSAGES = 2_000;

    @Test
    void every_reader_has_every_message_once_and_in_order_although_its_connections_are_cut() throws Exception {
        AtomicInteger troubles = new AtomicInteger();
        List<List<Long>> seen = new ArrayList<>();
        List<ChatClient> readers = new ArrayList<>();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (ChatServer server = ChatServer.start(0, new History());
                Relay relay = new Relay(server.uri(), 42, 20_000)) {
            for (int i = 0; i < READERS; i++) {
                List<Long> ids = Collections.synchronizedList(new ArrayList<>());
                seen.add(ids);
                readers.add(ChatClient.join(relay.uri(), "reader-" + i, 0, message -> ids.add(message.id()),
                        trouble -> troubles.incrementAndGet(), 20, PATIENT));
            }
            List<Future<?>> done = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                done.add(writers.submit(() -> {
                    for (int i = 0; i < MESSAGES / WRITERS; i++) {
                        Message message = server.publish("writer", "text " + i);
                        // No faster than the slowest reader: a thousand messages behind, and it would be told of a gap.
                        Eventually.await("all readers have message " + (message.id() - 100),
                                () -> readers.stream().allMatch(reader -> reader.lastId() >= message.id() - 100));
                    }
                    return null;
                }));
            }
            for (Future<?> writer : done) {
                Slowness.result(writer, 50_000);
            }
            Eventually.await("all readers have the last message",
                    () -> readers.stream().allMatch(reader -> reader.lastId() == MESSAGES));
            readers.forEach(ChatClient::close);
            List<Long> all = LongStream.rangeClosed(1, MESSAGES).boxed().toList();
            for (List<Long> ids : seen) {
                assertEquals(all, ids);
            }
            assertTrue(relay.cuts() >= READERS, "the relay must have cut connections: " + relay.cuts());
            assertTrue(troubles.get() > 0, "the readers must have been told");
        } finally {
            readers.forEach(ChatClient::close);
            writers.shutdownNow();
        }
    }
}
