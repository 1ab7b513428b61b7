package com.example.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.streaming.exercise.Slowness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Nothing is lost")
@Tag("long")
class NothingLostTest {

    private static final int READERS = 20;
    private static final int WRITERS = 4;
    private static final int MESSAGES = 2_000;
    /** The history keeps 1,000: a writer waits when a reader is that far behind, or there would be a gap. */
    private static final int MOST_BEHIND = 400;

    private final List<ChatClient> clients = new ArrayList<>();
    private final List<Queue<Long>> seen = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<IOException> troubles = new ConcurrentLinkedQueue<>();

    @Test
    void twenty_readers_on_a_bad_network_each_get_every_message_once_and_in_order() throws Exception {
        Duration often = Duration.ofMillis(20);
        try (ChatServer server = ChatServer.start(0, new History(), Duration.ofMillis(500), often);
                Relay relay = new Relay(server.uri(), 8_000, 4)) {
            for (int i = 0; i < READERS; i++) {
                Queue<Long> ids = new ConcurrentLinkedQueue<>();
                seen.add(ids);
                clients.add(ChatClient.join(relay.uri(), "reader-" + i, 0, message -> ids.add(message.id()),
                        troubles::add, often, Duration.ofSeconds(3)));
            }
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(writer(server, "writer-" + i));
            }
            for (Thread writer : writers) {
                Slowness.ends(writer, 30_000);
            }
            assertTrue(failures.isEmpty(), "the writers' failures: " + failures);
            Await.within(Duration.ofSeconds(20), "every reader has the last message",
                    () -> clients.stream().allMatch(client -> client.lastId() == MESSAGES));
            List<Long> all = LongStream.rangeClosed(1, MESSAGES).boxed().toList();
            for (Queue<Long> ids : seen) {
                assertEquals(all, List.copyOf(ids));
            }
            assertTrue(relay.cuts() > 5 * READERS, "the network was bad: " + relay.cuts() + " connections were cut");
            assertTrue(troubles.stream().noneMatch(GapException.class::isInstance), "no gap");
        } finally {
            clients.forEach(ChatClient::close);
        }
    }

    private Thread writer(ChatServer server, String name) {
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; i < MESSAGES / WRITERS; i++) {
                    Message message = server.publish(name, "message " + i);
                    waitForTheSlowest(message.id());
                }
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }, name);
        writer.start();
        return writer;
    }

    private void waitForTheSlowest(long id) {
        if (!Slowness.until(20_000, () -> clients.stream().allMatch(client -> id - client.lastId() <= MOST_BEHIND))) {
            throw new IllegalStateException("a reader does not come on");
        }
    }
}
