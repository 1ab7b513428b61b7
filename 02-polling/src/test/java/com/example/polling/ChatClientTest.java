package com.example.polling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatClientTest {

    private static final Duration SOON = Duration.ofMillis(5);

    private final History history = new History();
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<IOException> troubles = new LinkedBlockingQueue<>();

    @Test
    void it_gets_what_was_said_before_and_what_is_said_now() throws Exception {
        history.append("ann", "one");
        history.append("ann", "two");
        try (ChatServer server = ChatServer.start(0, history); ChatClient bob = join(server.uri(), 1)) {
            assertEquals(new Message(2, "ann", "two"), next());
            bob.send("three \u20ac");
            server.publish("ann", "four");
            assertEquals(new Message(3, "bob", "three \u20ac"), next());
            assertEquals(new Message(4, "ann", "four"), next());
            assertEquals(4, bob.lastId());
        }
        assertEquals(List.of(), List.copyOf(troubles));
    }

    @Test
    void what_breaks_a_rule_is_not_even_sent() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:1/");
        assertThrows(IllegalArgumentException.class, () -> join(nobody, "b\tob", 0));
        try (ChatClient bob = join(nobody, 0)) {
            assertThrows(IllegalArgumentException.class, () -> bob.send("a\nb"));
            assertThrows(IOException.class, () -> bob.send("nobody is there"));
        }
    }

    @Test
    void it_survives_a_restart_and_gets_what_was_said_meanwhile() throws Exception {
        int port;
        ChatServer first = ChatServer.start(0, history);
        port = first.uri().getPort();
        try (ChatClient bob = join(first.uri(), 0)) {
            first.publish("ann", "one");
            assertEquals(1, next().id());
            first.close();
            assertTrue(trouble().getMessage().startsWith("the server did not answer"));
            history.append("ann", "two");
            try (ChatServer second = ChatServer.start(port, history)) {
                assertEquals(2, next().id());
                second.publish("ann", "three");
                assertEquals(3, next().id());
            }
        } finally {
            first.close();
        }
    }

    @Test
    void it_is_told_of_a_gap_and_goes_on_with_the_oldest_message() throws Exception {
        for (int i = 1; i <= History.KEPT + 200; i++) {
            history.append("ann", "text " + i);
        }
        try (ChatServer server = ChatServer.start(0, history); ChatClient bob = join(server.uri(), 5)) {
            GapException gap = assertInstanceOf(GapException.class, trouble());
            assertEquals(201, gap.oldest());
            assertEquals("messages 6 to 200 are gone: the oldest that is kept is 201", gap.getMessage());
            for (int id = 201; id <= History.KEPT + 200; id++) {
                assertEquals(id, next().id());
            }
            assertEquals(History.KEPT + 200, bob.lastId());
        }
    }

    @Test
    void it_starts_anew_with_a_server_that_has_forgotten() throws Exception {
        history.append("ann", "a new first message");
        try (ChatServer server = ChatServer.start(0, history); ChatClient bob = join(server.uri(), 7)) {
            assertEquals(1, assertInstanceOf(FutureCursorException.class, trouble()).last());
            assertEquals(1, next().id());
            assertEquals(1, bob.lastId());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\tann\ta hole\n", "1\tann\tone\n3\tann\ta hole\n", "1\tann\n", "hello",
            "1\tann\tone\n1\tann\tone\n"})
    void an_answer_that_is_no_list_of_the_next_messages_is_trouble_and_nothing_of_it_is_delivered(String wrong)
            throws Exception {
        AtomicInteger asked = new AtomicInteger();
        String right = "1\tann\tright\n";
        try (Fake server = new Fake(exchange -> answer(exchange, 200, asked.getAndIncrement() == 0 ? wrong : right));
                ChatClient bob = join(server.uri(), 0)) {
            assertInstanceOf(ProtocolException.class, trouble());
            assertEquals("right", next().text());
        }
    }

    @Test
    void it_survives_every_status_and_tells_what_the_server_said() throws Exception {
        List<Integer> statuses = List.of(500, 503, 404, 204, 301, 410);
        AtomicInteger asked = new AtomicInteger();
        try (Fake server = new Fake(exchange -> {
            int n = asked.getAndIncrement();
            if (n < statuses.size()) {
                answer(exchange, statuses.get(n), "sorry");
            } else {
                answer(exchange, 200, "1\tann\tone\n");
            }
        }); ChatClient bob = join(server.uri(), 0)) {
            for (int status : statuses) {
                assertTrue(trouble().getMessage().contains(String.valueOf(status)));
            }
            assertEquals(1, next().id());
        }
    }

    @Test
    void an_answer_that_is_cut_short_is_asked_for_again() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Fake server = new Fake(exchange -> {
            String list = "1\tann\tone\n2\tann\ttwo\n";
            exchange.sendResponseHeaders(200, list.length());
            int whole = asked.getAndIncrement() == 0 ? list.length() / 2 : list.length();
            exchange.getResponseBody().write(list.getBytes(UTF_8), 0, whole);
            exchange.getResponseBody().flush();
            exchange.close();
        }); ChatClient bob = join(server.uri(), 0)) {
            assertTrue(trouble().getMessage().startsWith("the server did not answer"));
            assertEquals(1, next().id());
            assertEquals(2, next().id());
        }
    }

    @Test
    void an_answer_over_the_limit_is_refused_before_it_is_read() throws Exception {
        try (Fake server = new Fake(exchange -> {
            exchange.sendResponseHeaders(200, 5_000_000_000L);
            exchange.getResponseBody().flush();
        }); ChatClient bob = join(server.uri(), 0)) {
            assertTrue(trouble().getMessage().contains("the answer must be at most"));
        }
    }

    @Test
    void the_next_question_waits_for_the_last_answer() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch tenAnswers = new CountDownLatch(10);
        try (Fake server = new Fake(exchange -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            // Longer than the interval: whoever asks on a timer has the next question here before this is answered.
            Eventually.pause(4 * SOON.toMillis());
            atOnce.decrementAndGet();
            answer(exchange, 200, "");
            tenAnswers.countDown();
        }); ChatClient bob = join(server.uri(), 0)) {
            assertTrue(tenAnswers.await(10, TimeUnit.SECONDS));
            assertEquals(1, most.get());
        }
    }

    @Test
    void after_failures_the_pause_grows_to_a_limit_and_is_never_the_same_for_all() {
        Duration second = Duration.ofSeconds(1);
        assertEquals(second.toNanos(), ChatClient.pause(second, 0));
        for (int failures = 1; failures < 100; failures++) {
            long longest = Math.min(16, 1L << Math.min(failures, 4));
            long pause = ChatClient.pause(second, failures);
            assertTrue(pause >= longest * 500_000_000 && pause <= longest * 1_000_000_000, failures + ": " + pause);
        }
        assertTrue(LongStream.range(0, 100).map(i -> ChatClient.pause(second, 5)).distinct().count() > 50);
    }

    @Test
    void closing_ends_it_at_once_even_while_an_answer_is_awaited() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            ChatClient bob = join(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), "bob-who-waits", 0);
            try (Socket accepted = silent.accept()) {
                assertEquals('G', accepted.getInputStream().read());
                long start = System.nanoTime();
                bob.close();
                assertTrue(System.nanoTime() - start < 2_000_000_000L, "it must not wait for the answer");
                accepted.setSoTimeout(5_000);
                accepted.getInputStream().readAllBytes();           // ends, since the client has hung up
            }
            Eventually.awaitNone("chat-client-bob-who-waits", "chat-client-http");
            assertEquals(List.of(), List.copyOf(troubles));
        }
    }

    @Test
    void no_callback_comes_after_a_close_not_even_one_that_closes_itself() throws Exception {
        history.append("ann", "one");
        history.append("ann", "two");
        ChatClient[] self = new ChatClient[1];
        CountDownLatch joined = new CountDownLatch(1);
        try (ChatServer server = ChatServer.start(0, history)) {
            self[0] = ChatClient.join(server.uri(), "bob", 0, message -> {
                messages.add(message);
                awaitQuietly(joined);
                self[0].close();
            }, troubles::add, SOON);
            joined.countDown();
            assertEquals(1, next().id());
            Eventually.awaitNone("chat-client-bob");
            assertEquals(1, self[0].lastId());
            assertTrue(messages.isEmpty(), "the second message was there, and was not delivered");
        }
    }

    private ChatClient join(URI server, long after) {
        return join(server, "bob", after);
    }

    private ChatClient join(URI server, String name, long after) {
        return ChatClient.join(server, name, after, messages::add, troubles::add, SOON);
    }

    private Message next() throws InterruptedException {
        Message message = messages.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message within 10 s; troubles: " + troubles);
        }
        return message;
    }

    private IOException trouble() throws InterruptedException {
        IOException trouble = troubles.poll(10, TimeUnit.SECONDS);
        if (trouble == null) {
            throw new AssertionError("no trouble within 10 s; messages: " + messages);
        }
        return trouble;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, status == 204 || bytes.length == 0 ? -1 : bytes.length);
        if (status != 204 && bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** A server that answers as the test wants it. */
    private static final class Fake implements AutoCloseable {

        private interface Handler {
            void handle(HttpExchange exchange) throws IOException;
        }

        private final HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
        private final ExecutorService pool = Executors.newCachedThreadPool();

        Fake(Handler handler) throws IOException {
            http.createContext("/", handler::handle);
            http.setExecutor(pool);
            http.start();
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
        }

        @Override
        public void close() {
            http.stop(0);
            pool.shutdownNow();
        }
    }
}
