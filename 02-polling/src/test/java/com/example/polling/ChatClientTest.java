package com.example.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.polling.exercise.Slowness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ChatClientTest {

    private static final Duration SOON = Duration.ofMillis(5);

    private final History history = new History();
    private final Inbox inbox = new Inbox();

    @Test
    void it_gets_what_was_said_before_and_what_is_said_now() throws Exception {
        history.append("ann", "one");
        history.append("ann", "two");
        try (ChatServer server = ChatServer.start(0, history); ChatClient bob = join(server.uri(), 1)) {
            assertEquals(new Message(2, "ann", "two"), inbox.next());
            bob.send("three \u20ac");
            server.publish("ann", "four");
            assertEquals(new Message(3, "bob", "three \u20ac"), inbox.next());
            assertEquals(new Message(4, "ann", "four"), inbox.next());
            assertEquals(4, bob.lastId());
        }
        assertEquals(List.of(), List.copyOf(inbox.troubles));
    }

    @Test
    void what_breaks_a_rule_is_not_even_sent() throws Exception {
        URI gone = URI.create("http://127.0.0.1:1/");
        assertThrows(IllegalArgumentException.class, () -> join(gone, "b\tob", 0));
        try (ChatClient bob = join(gone, 0)) {
            assertThrows(IllegalArgumentException.class, () -> bob.send("a\nb"));
            assertThrows(IOException.class, () -> bob.send("is anyone there?"));
        }
    }

    @Test
    void it_survives_a_restart_and_gets_what_was_said_meanwhile() throws Exception {
        int port;
        ChatServer first = ChatServer.start(0, history);
        port = first.uri().getPort();
        try (ChatClient bob = join(first.uri(), 0)) {
            first.publish("ann", "one");
            assertEquals(1, inbox.next().id());
            first.close();
            String trouble = inbox.trouble().getMessage();
            while (trouble.equals("the server answered 503: the server is closing")) {
                trouble = inbox.trouble().getMessage();     // a question that came while it closed
            }
            assertTrue(trouble.startsWith("the server did not answer"), trouble);
            history.append("ann", "two");
            try (ChatServer second = ChatServer.start(port, history)) {
                assertEquals(2, inbox.next().id());
                second.publish("ann", "three");
                assertEquals(3, inbox.next().id());
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
            GapException gap = assertInstanceOf(GapException.class, inbox.trouble());
            assertEquals(201, gap.oldest());
            assertEquals("messages 6 to 200 are gone: the oldest that is kept is 201", gap.getMessage());
            for (int id = 201; id <= History.KEPT + 200; id++) {
                assertEquals(id, inbox.next().id());
            }
            assertEquals(History.KEPT + 200, bob.lastId());
        }
    }

    @Test
    void it_begins_again_with_a_server_that_has_forgotten() throws Exception {
        history.append("ann", "a new first message");
        try (ChatServer server = ChatServer.start(0, history); ChatClient bob = join(server.uri(), 7)) {
            assertEquals(1, assertInstanceOf(FutureCursorException.class, inbox.trouble()).last());
            assertEquals(1, inbox.next().id());
            assertEquals(1, bob.lastId());
        }
    }

    @Test
    void closing_ends_it_at_once_even_while_an_answer_is_awaited() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            ChatClient bob = join(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), "bob-who-waits", 0);
            try (Socket accepted = silent.accept()) {
                assertEquals('G', accepted.getInputStream().read());
                bob.close();                                        // returns, although no answer ever comes
                accepted.setSoTimeout(Slowness.millis(5_000));
                accepted.getInputStream().readAllBytes();           // ends, since the client has hung up
            }
            Eventually.awaitNone("chat-client-bob-who-waits", "chat-client-http");
            assertEquals(List.of(), List.copyOf(inbox.troubles));
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
                inbox.messages.add(message);
                awaitQuietly(joined);
                self[0].close();
            }, inbox.troubles::add, SOON);
            joined.countDown();
            assertEquals(1, inbox.next().id());
            Eventually.awaitNone("chat-client-bob");
            assertEquals(1, self[0].lastId());
            assertTrue(inbox.messages.isEmpty(), "the second message was there, and was not delivered");
        }
    }

    private ChatClient join(URI server, long after) {
        return join(server, "bob", after);
    }

    private ChatClient join(URI server, String name, long after) {
        return ChatClient.join(server, name, after, inbox.messages::add, inbox.troubles::add, SOON);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            Slowness.opens(latch, 10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
