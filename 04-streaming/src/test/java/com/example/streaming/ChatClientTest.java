package com.example.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.streaming.exercise.Slowness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The client")
class ChatClientTest {

    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final History history = new History();
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private final Queue<IOException> troubles = new ConcurrentLinkedQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private ChatServer start(int port) throws IOException {
        ChatServer server = ChatServer.start(port, history, OFTEN, OFTEN);
        open.add(server);
        return server;
    }

    private ChatClient join(URI server, long after, Duration silence) {
        ChatClient client = ChatClient.join(server, "ann", after, messages::add, troubles::add, OFTEN, silence);
        open.add(client);
        return client;
    }

    @Test
    void gets_what_was_said_and_what_is_said() throws Exception {
        ChatServer server = start(0);
        server.publish("bob", "before");
        ChatClient client = join(server.uri(), 0, LONG);
        Await.until("the old message", () -> messages.size() == 1);
        client.send("hello \u20ac");
        server.publish("bob", "after");
        Await.until("the new ones", () -> messages.size() == 3);
        assertEquals(List.of(new Message(1, "bob", "before"), new Message(2, "ann", "hello \u20ac"),
                new Message(3, "bob", "after")),
                List.copyOf(messages));
        assertEquals(3, client.lastId());
        assertEquals(List.of(), List.copyOf(troubles));
    }

    @Test
    void comes_back_after_a_restart_and_misses_nothing() throws Exception {
        ChatServer server = start(0);
        join(server.uri(), 0, LONG);
        server.publish("bob", "one");
        Await.until("the first message", () -> messages.size() == 1);
        server.close();
        history.append("bob", "two");
        Await.until("the client has noticed", () -> !troubles.isEmpty());
        start(server.uri().getPort()).publish("bob", "three");
        Await.until("all messages", () -> messages.size() == 3);
        assertEquals(List.of(1L, 2L, 3L), ids());
    }

    @Test
    void is_there_before_the_server_is() throws Exception {
        URI uri;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            uri = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/");
        }
        join(uri, 0, LONG);
        Await.until("a failure is told", () -> !troubles.isEmpty());
        start(uri.getPort()).publish("bob", "hello");
        Await.until("the message", () -> messages.size() == 1);
    }

    @Test
    void is_told_of_a_gap_and_goes_on_with_the_oldest() throws Exception {
        for (int i = 0; i < History.KEPT + 10; i++) {
            history.append("bob", "x");
        }
        join(start(0).uri(), 3, LONG);
        Await.until("all that is left", () -> messages.size() == History.KEPT);
        assertEquals(11, ((GapException) troubles.remove()).oldest());
        assertEquals(LongStream.rangeClosed(11, History.KEPT + 10).boxed().toList(), ids());
    }

    @Test
    void begins_again_on_a_server_that_has_forgotten_everything() throws Exception {
        ChatServer server = start(0);
        server.publish("bob", "one");
        join(server.uri(), 7, LONG);
        Await.until("the first message", () -> messages.size() == 1);
        assertEquals(1, ((FutureCursorException) troubles.remove()).last());
    }

    @Test
    void silence_is_a_broken_stream() throws Exception {
        Fake fake = fake("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid: 1\ndata: 1\tbob\thello\n\n",
                true);
        join(fake.uri(), 0, Duration.ofMillis(200));
        Await.until("the client has heard it, noticed the silence and come back",
                () -> !messages.isEmpty() && fake.requests.size() >= 2);
        assertTrue(troubles.remove() instanceof HttpTimeoutException, "an HttpTimeoutException");
        assertTrue(fake.requests.peek().contains("Last-Event-ID: 0"), fake.requests.remove());
        fake.requests.remove();
        assertEquals(1, messages.remove().id());
    }

    @Test
    void asks_again_with_the_last_whole_event() throws Exception {
        Fake fake = fake("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 60\r\n\r\n"
                + "id: 1\ndata: 1\tbob\thello\n\nid: 2\ndata: 2\tbob", false);
        join(fake.uri(), 0, LONG);
        Await.until("the client has come back", () -> fake.requests.size() >= 2);
        fake.requests.remove();
        String second = fake.requests.remove();
        assertTrue(second.contains("Last-Event-ID: 1\r\n"), second);
        assertTrue(second.startsWith("GET /events HTTP/1.1\r\n"), second);
        assertTrue(second.contains("Accept: text/event-stream\r\n"), second);
    }

    @Test
    void a_stream_that_breaks_before_its_first_event_keeps_its_place() throws Exception {
        Fake fake = fake("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 15\r\n\r\n"
                + "retry: 10\n\n:\n\n\n", false);
        join(fake.uri(), 7, LONG);
        Await.until("the client has come back twice", () -> fake.requests.size() >= 3);
        for (int i = 0; i < 3; i++) {
            String request = fake.requests.remove();
            assertTrue(request.contains("Last-Event-ID: 7\r\n"), request);
        }
    }

    @Test
    void the_media_type_may_be_written_in_any_case() throws Exception {
        for (String type : List.of("Text/Event-Stream", "TEXT/EVENT-STREAM;Charset=UTF-8", "text/event-stream\t;x=y")) {
            messages.clear();
            String answer = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\nid: 1\ndata: 1\tbob\thello\n\n";
            join(fake(answer, true).uri(), 0, LONG);
            Await.until("a message in a stream of type " + type + ", " + troubles, () -> messages.size() == 1);
        }
    }

    @Test
    void what_is_no_stream_of_messages_is_trouble() throws Exception {
        trouble("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 10\r\n\r\ntoo many\r\n", "503: too many");
        trouble("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", "text/html");
        trouble("HTTP/1.1 200 OK\r\nContent-Type: text/event-streams\r\nContent-Length: 0\r\n\r\n", "streams");
        trouble("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: hello\n\n", "no message");
        trouble("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 2\tbob\thello\n\n", "in place of 1");
        trouble("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: " + "x".repeat(9_000), "longer than");
    }

    private void trouble(String answer, String sentence) throws Exception {
        troubles.clear();
        join(fake(answer, false).uri(), 0, LONG);
        Await.until("a failure is told", () -> !troubles.isEmpty());
        IOException trouble = troubles.remove();
        assertTrue(trouble instanceof ProtocolException, trouble.toString());
        assertTrue(trouble.getMessage().contains(sentence), trouble.getMessage());
        open.remove(open.size() - 1).close();
        assertEquals(List.of(), List.copyOf(messages));
    }

    @Test
    void close_ends_it_at_once_in_the_middle_of_a_stream() throws Exception {
        ChatServer server = start(0);
        ChatClient client = join(server.uri(), 0, LONG);
        Await.until("it listens", () -> server.readers() == 1);
        long start = System.nanoTime();
        client.close();
        assertTrue(System.nanoTime() - start < LONG.toNanos(), "at once, and not when the silence is too long");
        server.publish("bob", "too late");
        Await.until("the server has noticed", () -> server.readers() == 0);
        assertEquals(List.of(), List.copyOf(messages));
        assertFalse(Await.threads().contains("chat-client-ann"));
    }

    @Test
    void after_close_no_callback_comes() throws Exception {
        ChatServer server = start(0);
        CountDownLatch first = new CountDownLatch(1);
        ChatClient client = ChatClient.join(server.uri(), "ann", 0, message -> {
            messages.add(message);
            first.countDown();
        }, troubles::add, OFTEN, LONG);
        Thread talker = new Thread(() -> {
            for (int i = 0; i < 500; i++) {
                server.publish("bob", "x");
            }
        }, "talker");
        talker.start();
        assertTrue(Slowness.opens(first, 5_000));
        client.close();
        int seen = messages.size();
        assertTrue(Slowness.ends(talker, 5_000));
        assertEquals(seen, messages.size());
        assertEquals(seen, client.lastId());
    }

    @Test
    void a_callback_may_close_the_client() throws Exception {
        ChatServer server = start(0);
        AtomicReference<ChatClient> client = new AtomicReference<>();
        CountDownLatch joined = new CountDownLatch(1);
        client.set(ChatClient.join(server.uri(), "ann", 0, message -> {
            messages.add(message);
            try {
                joined.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            client.get().close();
        }, troubles::add, OFTEN, LONG));
        server.publish("bob", "one");
        server.publish("bob", "two");
        joined.countDown();
        Await.until("the client has ended", () -> !Await.threads().contains("chat-client-ann"));
        assertEquals(List.of(1L), ids());
    }

    @Test
    void sends_only_what_is_a_message() throws Exception {
        ChatServer server = start(0);
        ChatClient client = join(server.uri(), 0, LONG);
        for (String text : List.of("", "a\tb", "a\nb", "a\rb", "x".repeat(Message.MAX_TEXT + 1))) {
            assertThrows(IllegalArgumentException.class, () -> client.send(text));
        }
        assertThrows(IllegalArgumentException.class, () -> join(server.uri(), "a\tb"));
        server.close();
        assertThrows(IOException.class, () -> client.send("hello"));
    }

    private void join(URI server, String name) {
        ChatClient.join(server, name, 0, messages::add, troubles::add).close();
    }

    private List<Long> ids() {
        return messages.stream().map(Message::id).toList();
    }

    private Fake fake(String answer, boolean staysOpen) throws IOException {
        Fake fake = new Fake(answer, staysOpen);
        open.add(fake);
        return fake;
    }
}
