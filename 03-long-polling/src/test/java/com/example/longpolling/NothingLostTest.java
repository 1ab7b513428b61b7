package com.example.longpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The promise of the course: who comes back with the id of its last message misses nothing, and sees nothing twice. */
class NothingLostTest {

    private static final int READERS = 20;
    private static final int WRITERS = 4;
    private static final int MESSAGES = 2_000;
    /** Writers are never further ahead of the slowest reader: the history keeps 1,000 messages, and no more. */
    private static final int AHEAD = 400;

    @Test
    void readers_whose_connections_are_cut_get_every_message_once_and_in_order() throws Exception {
        List<ChatClient> readers = new ArrayList<>();
        List<List<Long>> seen = new ArrayList<>();
        ConcurrentLinkedQueue<Exception> gaps = new ConcurrentLinkedQueue<>();
        try (ChatServer server = ChatServer.start(0, new History());
                CuttingRelay relay = new CuttingRelay(server.uri(), 1, 20_000, 3)) {
            for (int i = 1; i <= READERS; i++) {
                List<Long> ids = Collections.synchronizedList(new ArrayList<>());
                seen.add(ids);
                readers.add(ChatClient.join(relay.uri(), "reader-" + i, 0, message -> ids.add(message.id()), trouble -> {
                    if (trouble instanceof GapException || trouble instanceof FutureCursorException) {
                        gaps.add(trouble);
                    }
                }, 20));
            }
            Semaphore room = new Semaphore(AHEAD);
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 1; i <= WRITERS; i++) {
                String name = "writer-" + i;
                writers.add(CompletableFuture.runAsync(() -> write(server, name, room),
                        work -> new Thread(work, name).start()));
            }
            long released = AHEAD;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
            for (long slowest = 0; slowest < MESSAGES && System.nanoTime() < deadline; Thread.sleep(2)) {
                slowest = readers.stream().mapToLong(ChatClient::lastId).min().orElseThrow();
                long allowed = slowest + AHEAD;
                room.release((int) (allowed - released));
                released = allowed;
            }
            readers.forEach(ChatClient::close);
            CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);
            assertTrue(relay.cuts() >= READERS, "the network was bad enough: " + relay.cuts() + " cuts");
        } finally {
            readers.forEach(ChatClient::close);
        }
        assertEquals(List.of(), List.copyOf(gaps), "messages that are gone for ever");
        List<Long> all = LongStream.rangeClosed(1, MESSAGES).boxed().toList();
        for (List<Long> ids : seen) {
            assertEquals(all, List.copyOf(ids));
        }
    }

    private static void write(ChatServer server, String name, Semaphore room) {
        try {
            for (int i = 1; i <= MESSAGES / WRITERS; i++) {
                if (!room.tryAcquire(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the slowest reader has made no progress for 30 s");
                }
                server.publish(name, "message " + i);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
