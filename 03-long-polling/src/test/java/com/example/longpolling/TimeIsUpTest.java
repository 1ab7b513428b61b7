package com.example.longpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The time is up. Each of these waits for a second, and they wait together. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class TimeIsUpTest {

    /** Seconds for a reader to take its answer, where that is not tested: more than any busy machine needs. */
    private static final int PATIENT = 600;

    private final History history = new History();
    private final List<Reader> readers = new ArrayList<>();
    private ChatServer server;

    @AfterEach
    void close() throws IOException {
        for (Reader reader : readers) {
            reader.close();
        }
        server.close();
    }

    @Test
    void when_the_time_is_up_the_answer_is_204_and_the_connection_stays() throws Exception {
        server = ChatServer.start(0, history, 3_000, PATIENT);
        Reader reader = reader();
        long start = System.nanoTime();
        reader.ask(0, 1);
        Reader.Answer answer = reader.answer();
        assertTrue(System.nanoTime() - start >= TimeUnit.SECONDS.toNanos(1), "not before the time is up");
        assertEquals(204, answer.status());
        assertFalse(answer.head().toLowerCase(Locale.ROOT).contains("content-length"), answer.head());
        assertEquals(0, server.readers());
        reader.ask(0, 0);
        assertEquals(204, reader.answer().status());
        assertEquals(2, server.polls());
        assertEquals(2, server.emptyAnswers());
    }

    @Test
    void a_request_is_answered_once_when_news_and_time_out_come_together() throws Exception {
        server = ChatServer.start(0, history, 3_000, PATIENT);
        for (Reader reader : Reader.many(100, server.uri())) {
            readers.add(reader);
            reader.ask(0, 1);
        }
        Eventually.await("the timer has answered the first of them", () -> server.emptyAnswers() > 0);
        server.publish("ann", "hello");
        int timeOuts = 0;
        for (Reader reader : readers) {
            int status = reader.answer().status();
            assertTrue(status == 200 || status == 204, "status " + status);
            timeOuts += status == 204 ? 1 : 0;
            reader.ask(0, 30);
            assertEquals("1\tann\thello\n", reader.answer().body(), "the next answer belongs to the next question");
            assertFalse(reader.hasMore(), "nothing behind it");
        }
        assertEquals(0, server.readers());
        assertEquals(timeOuts, server.emptyAnswers(), "each request was answered by one of the two only");
    }

    @Test
    void readers_that_do_not_read_are_given_up() throws Exception {
        server = ChatServer.start(0, longHistory(), 100, 1);
        for (int i = 0; i < 4; i++) {
            Reader reader = new Reader(server.uri(), 1_024);
            readers.add(reader);
            reader.ask(0, 30);
            reader.awaitFirstByte();
        }
        Reader next = reader();
        next.ask(History.KEPT - 1, 30);
        assertTrue(next.answer().body().startsWith(History.KEPT + "\tann\t"), "a writer was free for the next one");
    }

    /** An answer with all of it is 4 MB long: that is more than the kernel takes for a reader that does not read. */
    private History longHistory() {
        for (int i = 0; i < History.KEPT; i++) {
            history.append("ann", "\ud83d\udc4b".repeat(Message.MAX_TEXT));
        }
        return history;
    }

    private Reader reader() throws IOException {
        Reader reader = new Reader(server.uri());
        readers.add(reader);
        return reader;
    }
}
