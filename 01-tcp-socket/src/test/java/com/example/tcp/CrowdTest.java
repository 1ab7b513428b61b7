package com.example.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tcp.exercise.Slowness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A crowd")
@Tag("long")
class CrowdTest {

    private static final int COMING_AND_GOING = 500;
    private static final int STAYING = 10;
    private static final int MESSAGES = 400;

    @Test
    void comes_and_goes_at_random_and_those_who_stay_miss_nothing() throws Exception {
        ExecutorService visitors = Executors.newFixedThreadPool(8);
        List<List<Long>> seen = new ArrayList<>();
        List<ChatClient> stayers = new ArrayList<>();
        List<IOException> ends = new ArrayList<>();
        try (ChatServer server = ChatServer.start(0)) {
            for (int i = 0; i < STAYING; i++) {
                List<Long> ids = new ArrayList<>();
                seen.add(ids);
                stayers.add(ChatClient.join(server.address(), "stayer" + i, 0, message -> add(ids, message.id()),
                        why -> add(ends, why)));
            }
            List<RawClient> crowd = new ArrayList<>();
            for (int i = 0; i < COMING_AND_GOING; i++) {
                crowd.add(new RawClient(server.address()));    // all of them are there before the first one speaks
            }
            List<Future<Void>> visits = new ArrayList<>();
            for (int i = 0; i < COMING_AND_GOING; i++) {
                Random random = new Random(i);
                RawClient visitor = crowd.get(i);
                visits.add(visitors.submit(() -> visit(visitor, random)));
            }
            for (int i = 0; i < MESSAGES; i++) {
                server.publish("server", "message " + i);
                if (i % 50 == 49) {
                    // The stayers must keep up for the test to mean anything: their outboxes are bounded.
                    long published = i + 1;
                    Await.until(seen::toString, () -> seen.stream().allMatch(ids -> size(ids) >= published));
                }
            }
            for (Future<Void> visit : visits) {
                Slowness.result(visit, 20_000);
            }
            Message last = server.publish("server", "the last one");
            List<Long> all = LongStream.rangeClosed(1, last.id()).boxed().toList();
            for (List<Long> ids : seen) {
                Await.until(() -> size(ids) + " of " + all.size() + ", ends: " + ends, () -> size(ids) >= all.size());
                assertEquals(all, first(ids, all.size()));    // a visitor's last words may come after ours
            }
            Await.until(() -> server.readers() + " readers", () -> server.readers() == STAYING);
            assertTrue(ends.isEmpty(), ends::toString);
            stayers.forEach(ChatClient::close);
        } finally {
            visitors.shutdownNow();
        }
        Await.noThreadsLeft();
    }

    /** A visitor who has come perhaps says something, and leaves in one of the ways in which people leave. */
    private static Void visit(RawClient visitor, Random random) throws IOException {
        try (visitor) {
            switch (random.nextInt(6)) {
                case 0 -> visitor.send("vis");
                case 1 -> visitor.send("visitor\n").line();
                case 2 -> visitor.send("visitor\nhello\n").socket.shutdownOutput();
                case 3 -> visitor.send("visitor\nhello\nhal").socket.setSoLinger(true, 0);
                case 4 -> visitor.send("visitor\n" + "x".repeat(2_000)).line();
                default -> visitor.socket.setSoLinger(true, 0);
            }
        }
        return null;
    }

    private static <T> void add(List<T> list, T value) {
        synchronized (list) {
            list.add(value);
        }
    }

    private static <T> List<T> first(List<T> list, int n) {
        synchronized (list) {
            return List.copyOf(list.subList(0, n));
        }
    }

    private static int size(List<?> list) {
        synchronized (list) {
            return list.size();
        }
    }
}
