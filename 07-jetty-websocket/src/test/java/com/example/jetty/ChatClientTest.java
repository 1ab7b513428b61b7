package com.example.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.jetty.exercise.Slowness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The client, on Jetty's")
class ChatClientTest {

    private final History history = new History();
    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.start(0, history);
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
        ContractListener.until("the end of Jetty's threads: " + threads(), () -> threads().isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("jetty") || name.startsWith("chat-client")).toList();
    }

    /** A reader who remembers everything. */
    private static final class Reader {
        final List<Message> seen = new CopyOnWriteArrayList<>();
        final List<IOException> trouble = new CopyOnWriteArrayList<>();

        ChatClient join(URI uri, String name, long after) {
            return ChatClient.join(uri, name, after, seen::add, trouble::add);
        }

        List<Long> ids() {
            return seen.stream().map(Message::id).toList();
        }

        void has(int count) throws InterruptedException {
            ContractListener.until(count + " messages", () -> seen.size() >= count);
        }
    }

    @Test
    void two_clients_and_the_server_talk() throws Exception {
        Reader ann = new Reader();
        Reader bob = new Reader();
        try (ChatClient a = ann.join(server.uri(), "Ann", 0); ChatClient b = bob.join(server.uri(), "Bob \u20ac", 0)) {
            ContractListener.until("both are there", () -> server.readers() == 2);
            a.send("hello");
            b.send("gr\u00fc\u00dfe \ud83d\ude00");
            server.publish("server", "you did not ask");
            ann.has(3);
            bob.has(3);
            assertEquals(ann.seen, bob.seen);
            assertEquals(List.of(1L, 2L, 3L), ann.ids());
            assertEquals(3, a.lastId());
            assertEquals(3, history.lastId());
        }
        ContractListener.until("both have left", () -> server.readers() == 0);
        assertEquals(List.of(), ann.trouble);
    }

    @Test
    void a_restart_loses_nothing() throws Exception {
        Reader reader = new Reader();
        int port = server.uri().getPort();
        try (ChatClient client = reader.join(server.uri(), "loyal", 0)) {
            server.publish("server", "before");
            reader.has(1);
            server.close();
            history.append("server", "said while the server was down");
            server = ChatServer.start(port, history);
            reader.has(2);
            client.send("I am back");
            reader.has(3);
            assertEquals(List.of(1L, 2L, 3L), reader.ids());
            assertTrue(reader.trouble.get(0).getMessage().contains("1001"), reader.trouble.toString());
        }
    }

    @Test
    void a_gap_is_told_and_then_the_oldest_that_there_is_comes() throws Exception {
        IntStream.rangeClosed(1, 1005).forEach(i -> server.publish("server", "message " + i));
        Reader reader = new Reader();
        try (ChatClient client = reader.join(server.uri(), "old", 2)) {
            reader.has(1000);
            assertEquals(6, assertInstanceOf(GapException.class, reader.trouble.get(0)).oldest());
            assertEquals(LongStream.rangeClosed(6, 1005).boxed().toList(), reader.ids());
            assertEquals(1, reader.trouble.size());
        }
    }

    @Test
    void a_cursor_of_another_history_is_told_and_the_reader_begins_again() throws Exception {
        server.publish("server", "the first of a new history");
        Reader reader = new Reader();
        try (ChatClient client = reader.join(server.uri(), "future", 77)) {
            reader.has(1);
            assertEquals(1, assertInstanceOf(FutureCursorException.class, reader.trouble.get(0)).last());
        }
    }

    @Test
    void a_refusal_is_told_with_its_status_and_the_next_attempt_follows() throws Exception {
        List<IOException> trouble = new CopyOnWriteArrayList<>();
        byte[] answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .getBytes(US_ASCII);
        try (ServerSocket busy = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread refusing = new Thread(() -> {
                try {
                    for (int i = 0; i < 2; i++) {
                        try (Socket socket = busy.accept()) {
                            BufferedReader head =
                                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                            String line = head.readLine();
                            while (line != null && !line.isEmpty()) {
                                line = head.readLine();
                            }
                            socket.getOutputStream().write(answer);
                        }
                    }
                } catch (IOException e) {
                    trouble.add(e);
                }
            }, "refusing");
            refusing.start();
            URI uri = URI.create("ws://127.0.0.1:" + busy.getLocalPort() + "/");
            try (ChatClient client = ChatClient.join(uri, "late", 0, m -> { }, trouble::add)) {
                ContractListener.until("it was refused twice: " + trouble, () -> trouble.size() >= 2);
                assertThrows(IllegalArgumentException.class, () -> client.send("a\tb"));
            }
            assertTrue(trouble.get(0).getMessage().contains("503"), trouble.toString());
            assertTrue(trouble.get(1).getMessage().contains("503"), trouble.toString());
            refusing.join(10_000);
        }
        URI uri = server.uri();
        assertThrows(IllegalArgumentException.class, () -> ChatClient.join(uri, "", 0, m -> { }, e -> { }));
    }

    @Test
    void after_close_nothing_more_is_handed_out() throws Exception {
        CountDownLatch inCallback = new CountDownLatch(1);
        List<Long> seen = new CopyOnWriteArrayList<>();
        ChatClient client = ChatClient.join(server.uri(), "leaver", 0, message -> {
            seen.add(message.id());
            inCallback.countDown();
        }, e -> { });
        IntStream.range(0, 100).forEach(i -> server.publish("server", "message " + i));
        assertTrue(Slowness.opens(inCallback, 10_000));
        client.close();
        int count = seen.size();
        IntStream.range(0, 100).forEach(i -> server.publish("server", "late " + i));
        ContractListener.until("the room has noticed", () -> server.readers() == 0);
        assertEquals(count, seen.size());
        assertThrows(IOException.class, () -> client.send("too late"));
        client.close();
    }

    @Test
    @Tag("long")
    void a_client_may_close_itself_inside_a_callback() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ChatClient[] client = new ChatClient[1];
        synchronized (client) {
            client[0] = ChatClient.join(server.uri(), "inside", 0, message -> {
                synchronized (client) {
                    client[0].close();
                }
                closed.countDown();
            }, e -> { });
        }
        server.publish("server", "go");
        assertTrue(Slowness.opens(closed, 10_000));
        ContractListener.until("it has left", () -> server.readers() == 0);
    }

    @Test
    void a_slow_callback_slows_no_other_reader_and_loses_nothing() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Long> slowIds = new CopyOnWriteArrayList<>();
        Reader quick = new Reader();
        try (ChatClient slow = ChatClient.join(server.uri(), "slow", 0, message -> {
            slowIds.add(message.id());
            awaitQuietly(go);
        }, e -> { }); ChatClient client = quick.join(server.uri(), "quick", 0)) {
            ContractListener.until("both are there", () -> server.readers() == 2);
            List<Long> expected = new ArrayList<>();
            for (int i = 1; i <= 500; i++) {
                expected.add(server.publish("server", "message " + i).id());
            }
            quick.has(500);
            ContractListener.until("the slow one has begun", () -> !slowIds.isEmpty());
            assertEquals(List.of(1L), slowIds, "the second is not read before the first is done with");
            go.countDown();
            ContractListener.until("the slow one has them all", () -> slowIds.size() == 500);
            assertEquals(expected, slowIds);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
