package com.example.longpolling;

import static com.example.longpolling.Behaviour.field;
import static com.example.longpolling.Behaviour.half;
import static com.example.longpolling.Behaviour.late;
import static com.example.longpolling.Behaviour.news;
import static com.example.longpolling.Behaviour.retryAfter;
import static com.example.longpolling.Behaviour.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a server that does what the test says: good answers, bad ones, none. Much of it is waiting. */
@Execution(ExecutionMode.CONCURRENT)
class ChatClientTest {

    /** Seconds for an answer: no test of these tests the limit, and a busy machine must not reach it. */
    private static final int PATIENT = 300;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Message> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<IOException> troubles = Collections.synchronizedList(new ArrayList<>());
    private final List<Behaviour> script = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "scripted-server"));
    private Behaviour afterTheScript = exchange -> { };                    // holds the request forever
    private HttpServer scripted;
    private ChatClient client;

    @BeforeEach
    void start() throws IOException {
        scripted = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
        scripted.setExecutor(threads);
        scripted.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getQuery());
            (asked.size() <= script.size() ? script.get(asked.size() - 1) : afterTheScript).answer(exchange);
        });
        scripted.start();
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
        scripted.stop(0);
        threads.shutdownNow();
    }

    @Test
    void news_is_handed_on_and_the_next_question_follows_at_once() throws Exception {
        script.addAll(List.of(news("4\tann\tone\n5\tbob\ttwo\n"), news("6\tann\tthree\n")));
        join(3);
        Eventually.await("three questions", () -> asked.size() == 3);
        assertEquals(List.of("after=3&wait=25", "after=5&wait=25", "after=6&wait=25"), asked);
        assertEquals(List.of(4L, 5L, 6L), heard.stream().map(Message::id).toList());
        assertEquals(6, client.lastId());
        assertEquals(List.of(), troubles);
    }

    @Test
    @Tag("long")
    void a_204_after_a_wait_is_no_trouble() throws Exception {
        script.addAll(List.of(late(600, status(204)), news("1\tann\tone\n")));
        // No pause but the server's.
        client = ChatClient.join(uri(), "reader", 0, heard::add, troubles::add, 600_000, PATIENT);
        Eventually.await("news", () -> heard.size() == 1);
        assertEquals(List.of(), troubles);
    }

    @Test
    void it_survives_what_servers_and_proxies_do() throws Exception {
        script.addAll(List.of(status(502), HttpExchange::close, news("1\tann\tone\n"), half("2\tann\ttwo\n"),
                status(500), news("2\tann\ttwo\n")));
        join(0);
        Eventually.await("both messages", () -> heard.size() == 2);
        assertEquals(List.of(new Message(1, "ann", "one"), new Message(2, "ann", "two")), heard);
        assertTrue(troubles.size() >= 3, "each failure is told, but for the GET that HttpClient repeats: " + troubles);
    }

    @Test
    void whatever_a_server_answers_at_once_the_client_does_not_run_hot() throws Exception {
        Map<String, Behaviour> answers = Map.of("204", status(204), "200", news(""), "502", status(502),
                "404", status(404), "503", retryAfter("0"), "410", field("Oldest-Id", "1", status(410)),
                "400", field("Last-Id", "0", status(400)), "cut", HttpExchange::close);
        Map<String, List<Long>> questions = new ConcurrentHashMap<>();
        answers.forEach((name, answer) -> {
            questions.put(name, Collections.synchronizedList(new ArrayList<>()));
            scripted.createContext("/" + name + "/", exchange -> {
                questions.get(name).add(System.nanoTime());
                answer.answer(exchange);
            });
        });
        List<ChatClient> clients = answers.keySet().stream().map(name -> ChatClient.join(
                uri().resolve(name + "/"), "reader", 0, heard::add, troubles::add, 40, PATIENT)).toList();
        try {
            Eventually.await("five questions to each", () -> questions.values().stream().allMatch(q -> q.size() >= 5));
        } finally {
            clients.forEach(ChatClient::close);
        }
        // Each pause is 20 ms at the least. After a cut, HttpClient itself tries each GET once more.
        questions.forEach((name, recorded) -> {
            List<Long> at = List.of(recorded.toArray(Long[]::new));
            int pauses = name.equals("cut") ? (at.size() - 1) / 2 : at.size() - 1;
            long millis = TimeUnit.NANOSECONDS.toMillis(at.get(at.size() - 1) - at.get(0));
            assertTrue(millis >= 20L * pauses, at.size() + " questions in " + millis + " ms, each answered by " + name);
        });
    }

    @Test
    void messages_that_are_gone_are_told_and_it_goes_on_with_the_oldest() throws Exception {
        script.addAll(List.of(field("Oldest-Id", "21", status(410)), news("21\tann\thello\n")));
        join(7);
        Eventually.await("news", () -> heard.size() == 1);
        assertEquals("after=20&wait=25", asked.get(1));
        assertEquals(21, assertInstanceOf(GapException.class, troubles.get(0)).oldest());
    }

    @Test
    @Tag("long")
    void a_server_that_has_forgotten_everything_is_told_and_it_begins_again() throws Exception {
        script.addAll(List.of(field("Last-Id", "1", status(400)), news("1\tann\thello\n")));
        join(7);
        Eventually.await("news", () -> heard.size() == 1);
        assertEquals("after=0&wait=25", asked.get(1));
        assertInstanceOf(FutureCursorException.class, troubles.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2\tann\thello\n", "1\tann\n", "hello\n"})
    void an_answer_that_does_not_go_on_where_the_last_one_ended_is_not_handed_on(String body) throws Exception {
        script.addAll(List.of(news(body), news("1\tann\tone\n")));
        join(0);
        Eventually.await("news", () -> heard.size() == 1);
        assertEquals(1, heard.get(0).id());
        assertEquals(1, troubles.size());
    }

    @Test
    void closing_does_not_wait_for_the_held_question_and_ends_the_thread() throws Exception {
        client = ChatClient.join(uri(), "leaver", 0, heard::add, troubles::add, 100, PATIENT);
        Eventually.await("the question is held", () -> asked.size() == 1);
        long start = System.nanoTime();
        client.close();
        client.close();
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(40), "at once, and not after a minute");
        Eventually.awaitNone("chat-client-leaver");
    }

    @Test
    void closing_from_inside_a_callback_ends_it() throws Exception {
        script.add(news("1\tann\tone\n2\tann\ttwo\n"));
        ChatClient[] self = new ChatClient[1];
        synchronized (self) {
            self[0] = client = ChatClient.join(uri(), "inside", 0, message -> {
                heard.add(message);
                synchronized (self) {
                    self[0].close();
                }
            }, troubles::add, 100, PATIENT);
        }
        Eventually.awaitNone("chat-client-inside");
        assertEquals(List.of(new Message(1, "ann", "one")), heard);
    }

    @Test
    void what_is_said_is_confirmed_or_fails() throws Exception {
        try (ChatServer server = ChatServer.start(0, new History());
                ChatClient ann = ChatClient.join(server.uri(), "ann", 0, heard::add, troubles::add, 100, PATIENT)) {
            ann.send("hello");
            Eventually.await("it comes back", () -> heard.size() == 1);
            assertEquals(new Message(1, "ann", "hello"), heard.get(0));
            assertThrows(IllegalArgumentException.class, () -> ann.send("two\nlines"));
            server.close();
            assertThrows(IOException.class, () -> ann.send("anybody there?"));
        }
    }

    @Test
    @Tag("long")
    void a_restart_of_the_server_loses_nothing_and_retry_after_is_obeyed() throws Exception {
        History history = new History();
        ChatServer server = ChatServer.start(0, history);
        int port = server.uri().getPort();
        client = ChatClient.join(server.uri(), "reader", 0, heard::add, troubles::add, 100, PATIENT);
        server.publish("ann", "before");
        Eventually.await("it waits for the second message", () -> heard.size() == 1 && server.readers() == 1);
        long closed = System.nanoTime();
        server.close();
        history.append("ann", "meanwhile");
        try (ChatServer next = ChatServer.start(port, history)) {
            next.publish("ann", "after");
            Eventually.await("all three", () -> heard.size() == 3);
            assertTrue(System.nanoTime() - closed >= TimeUnit.SECONDS.toNanos(1),
                    "it stayed away as long as it was told");
            assertEquals(List.of("before", "meanwhile", "after"), heard.stream().map(Message::text).toList());
            assertEquals(1, assertInstanceOf(UnavailableException.class, troubles.get(0)).retryAfterSeconds());
        }
    }

    private void join(long after) {
        client = ChatClient.join(uri(), "reader", after, heard::add, troubles::add, 100, PATIENT);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + scripted.getAddress().getPort() + "/");
    }
}
