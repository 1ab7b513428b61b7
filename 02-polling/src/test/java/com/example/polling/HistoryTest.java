package com.example.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.polling.exercise.Slowness;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History history = new History();

    @Test
    void ids_count_from_one_and_a_cursor_gets_what_came_after_it() throws Exception {
        assertEquals(List.of(), history.after(0));
        history.append("a", "one");
        history.append("b", "two");
        history.append("c", "three");
        assertEquals(List.of(1L, 2L, 3L), ids(history.after(0)));
        assertEquals(List.of(new Message(3, "c", "three")), history.after(2));
        assertEquals(List.of(), history.after(3));
    }

    @Test
    void a_refused_message_uses_up_no_id() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> history.append("a", ""));
        assertEquals(1, history.append("a", "one").id());
        assertEquals(1, history.lastId());
    }

    @Test
    void the_oldest_make_room_and_a_reader_that_misses_one_is_told() throws Exception {
        for (int i = 1; i <= History.KEPT + 5; i++) {
            history.append("a", "text " + i);
        }
        assertEquals(LongStream.rangeClosed(6, History.KEPT + 5).boxed().toList(), ids(history.after(5)));
        GapException gap = assertThrows(GapException.class, () -> history.after(4));
        assertEquals(6, gap.oldest());
        assertEquals("messages 5 to 5 are gone: the oldest that is kept is 6", gap.getMessage());
        assertEquals(6, assertThrows(GapException.class, () -> history.after(0)).oldest());
    }

    @Test
    void a_cursor_from_the_future_is_told_apart() {
        assertEquals(0, assertThrows(FutureCursorException.class, () -> history.after(1)).last());
        history.append("a", "one");
        assertEquals(1, assertThrows(FutureCursorException.class, () -> history.after(2)).last());
        assertThrows(IllegalArgumentException.class, () -> history.after(-1));
    }

    @Test
    void what_a_reader_holds_does_not_change_under_its_feet() throws Exception {
        history.append("a", "one");
        List<Message> seen = history.after(0);
        history.append("a", "two");
        assertEquals(1, seen.size());
    }

    @Test
    void four_writers_at_once_leave_no_hole_to_a_reader_who_reads_meanwhile() throws Exception {
        int writers = 4;
        int each = 200;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> done = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                done.add(pool.submit(() -> {
                    go.await();
                    for (int i = 0; i < each; i++) {
                        history.append("writer", "text");
                    }
                    return null;
                }));
            }
            go.countDown();
            List<Long> seen = new ArrayList<>();
            while (seen.size() < writers * each) {
                seen.addAll(ids(history.after(seen.isEmpty() ? 0 : seen.get(seen.size() - 1))));
            }
            assertEquals(LongStream.rangeClosed(1, writers * each).boxed().toList(), seen);
            for (Future<?> writer : done) {
                Slowness.result(writer, 5_000);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Long> ids(List<Message> messages) {
        return messages.stream().map(Message::id).toList();
    }
}
