package com.example.longpolling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What waits, how it is answered, and what it costs. */
class HeldRequestsTest {

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
        if (server != null) {
            server.close();
        }
    }

    @Test
    void a_request_is_held_until_there_is_news() throws Exception {
        server = ChatServer.start(0, history, 3_000, PATIENT);
        Reader reader = reader();
        reader.ask(0, 30);
        waiting(1);
        assertFalse(reader.hasMore(), "not a byte of the answer goes out before there is one");
        server.publish("ann", "hello");
        Reader.Answer answer = reader.answer();
        assertEquals(200, answer.status());
        assertEquals("1\tann\thello\n", answer.body());
        assertTrue(answer.head().contains("Cache-control: no-store\r\n"), answer.head());
        waiting(0);
    }

    @Test
    void a_reader_that_has_missed_something_does_not_wait() throws Exception {
        server = ChatServer.start(0, history, 3_000, PATIENT);
        server.publish("ann", "one");
        server.publish("ann", "two");
        Reader reader = reader();
        reader.ask(1, 30);
        assertEquals("2\tann\ttwo\n", reader.answer().body());
    }

    @Test
    @Tag("long")
    void two_thousand_readers_wait_with_the_threads_of_ten() throws Exception {
        server = ChatServer.start(0, history, 3_000, PATIENT);
        wakeAllThreads();
        waitFor(10, 60);
        int threads = threads();
        waitFor(1_990, 60);
        waiting(2_000);
        assertEquals(threads, threads(), "threads of a server with 2,000 readers");
        server.publish("ann", "hello");
        for (Reader reader : readers) {
            assertEquals("1\tann\thello\n", reader.answer().body());
        }
        assertEquals(threads, threads(), "threads after 2,000 answers");
    }

    @Test
    void a_reader_that_finds_no_place_is_told_when_to_come_back() throws Exception {
        server = ChatServer.start(0, history, 2, 5);
        waitFor(2, 60);
        waiting(2);
        Reader third = reader();
        third.ask(0, 30);
        Reader.Answer answer = third.answer();
        assertEquals(503, answer.status());
        assertTrue(answer.head().contains("Retry-after: 1\r\n"), answer.head());
        assertEquals("too many readers are waiting\n", answer.body());
        server.publish("ann", "hello");
        third.ask(0, 30);
        assertEquals("1\tann\thello\n", third.answer().body());
        third.ask(1, 30);
        waiting(1);
    }

    @Test
    void readers_that_do_not_read_delay_neither_publishers_nor_those_who_wait() throws Exception {
        server = ChatServer.start(0, longHistory(), 100, 60);
        stuckReaders(6);
        Reader upToDate = reader();
        upToDate.ask(History.KEPT, 30);
        waiting(1);
        long start = System.nanoTime();
        assertEquals(History.KEPT + 1, server.publish("ann", "hello").id());
        String said = Wire.ask(server.uri(), "POST /messages HTTP/1.1\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 6\r\n\r\nann\thi");
        assertTrue(said.startsWith("HTTP/1.1 201 "), said);
        assertTrue(upToDate.answer().body().startsWith(History.KEPT + 1 + "\tann\thello\n"));
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(40), "a reader has waited for the stuck ones");
    }

    @Test
    void closing_answers_everyone_who_waits_and_tells_them_to_come_back() throws Exception {
        server = ChatServer.start(0, history, 3_000, PATIENT);
        waitFor(50, 60);
        waiting(50);
        server.finishWithinMillis = 60_000;
        int port = server.uri().getPort();
        server.close();
        for (Reader reader : readers) {
            Reader.Answer answer = reader.answer();
            assertEquals(503, answer.status());
            assertTrue(answer.head().contains("Retry-after: 1\r\n"), answer.head());
            assertEquals("the server is closing\n", answer.body());
            assertEquals(0, reader.bytesUntilTheEnd(), "one answer, and the end");
        }
        Eventually.awaitNone("chat-http-" + port);
    }

    @Test
    @Tag("long")
    void closing_does_not_wait_for_readers_that_do_not_read() throws Exception {
        server = ChatServer.start(0, longHistory(), 100, 60);
        int port = server.uri().getPort();
        stuckReaders(6);
        long start = System.nanoTime();
        server.close();
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(40), "closing took as long as their patience");
        Eventually.awaitNone("chat-http-" + port);
    }

    /** An answer with all of it is 4 MB long: that is more than the kernel takes for a reader that does not read. */
    private History longHistory() {
        for (int i = 0; i < History.KEPT; i++) {
            history.append("ann", "\ud83d\udc4b".repeat(Message.MAX_TEXT));
        }
        return history;
    }

    private void stuckReaders(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Reader reader = new Reader(server.uri(), 1_024);
            readers.add(reader);
            reader.ask(0, 30);
        }
        Eventually.await("all who write a backlog are stuck", () -> stuck("-backlog") == 4);
    }

    /** Threads are made when they are first needed: have all of them made, so that they can be counted. */
    private void wakeAllThreads() throws IOException {
        for (int i = 0; i < 30; i++) {
            Reader reader = reader();
            reader.ask(0, 0);
            assertEquals(204, reader.answer().status());
            reader.close();
        }
        readers.clear();
    }

    private void waitFor(int count, int wait) throws Exception {
        int before = server.readers();
        for (Reader reader : Reader.many(count, server.uri())) {
            readers.add(reader);
            reader.ask(0, wait);
        }
        waiting(before + count);
    }

    private Reader reader() throws IOException {
        Reader reader = new Reader(server.uri());
        readers.add(reader);
        return reader;
    }

    private void waiting(int count) throws InterruptedException {
        Eventually.await(count + " readers wait", () -> server.readers() == count);
    }

    /** Those of our own; the JDK's server has one more, its dispatcher. */
    private int threads() {
        String ours = "chat-http-" + server.uri().getPort();
        return (int) Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith(ours)).count();
    }

    /** How many of these threads are writing an answer. */
    private int stuck(String lane) {
        String name = "chat-http-" + server.uri().getPort() + lane;
        return (int) Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals(name))
                .filter(thread -> Arrays.stream(thread.getValue()).map(StackTraceElement::toString)
                        .anyMatch(frame -> frame.contains("sun.nio.ch.SocketChannelImpl.write"))).count();
    }
}
