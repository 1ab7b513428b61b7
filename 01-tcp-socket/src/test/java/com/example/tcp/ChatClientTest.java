package com.example.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.tcp.exercise.Slowness;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ChatClient")
class ChatClientTest {

    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<IOException> ends = new LinkedBlockingQueue<>();

    @AfterEach
    void nothingIsLeft() {
        Await.noThreadsLeft();
    }

    @Test
    void sends_and_receives() throws Exception {
        try (ChatServer server = ChatServer.start(0); ChatClient ann = join(server.address(), 0)) {
            ann.send("hello");
            assertEquals(new Message(1, "ann", "hello"), next());
            server.publish("server", "hello, ann");
            assertEquals(new Message(2, "server", "hello, ann"), next());
            assertEquals(2, ann.lastId());
        }
        assertNull(ends.poll(), "close() is no surprise to whoever called it");
    }

    @Test
    void comes_back_with_the_last_id_and_misses_nothing() throws Exception {
        try (ChatServer server = ChatServer.start(0)) {
            server.publish("server", "one");
            long lastId;
            try (ChatClient ann = join(server.address(), 0)) {
                assertEquals(1, next().id());
                lastId = ann.lastId();
            }
            server.publish("server", "two");
            try (ChatClient ann = join(server.address(), lastId)) {
                assertEquals(2, next().id());
                assertEquals(2, ann.lastId());
            }
        }
    }

    @Test
    void is_told_why_it_was_refused() throws Exception {
        try (ChatServer server = ChatServer.start(0); ChatClient ann = join(server.address(), 9)) {
            assertEquals("there is no message 9: the last one is 0", end().getMessage());
            assertEquals(9, ann.lastId());
        }
    }

    @Test
    void is_told_that_the_server_has_gone() throws Exception {
        try (ChatServer server = ChatServer.start(0); ChatClient ann = join(server.address(), 0)) {
            ann.send("hello");
            next();
            server.close();
            end();
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 1_000; i++) {
                    ann.send("is anybody there?");
                }
            });
        }
    }

    @Test
    void is_told_that_the_other_side_is_no_chat_server() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ChatClient ann = join((InetSocketAddress) other.getLocalSocketAddress(), 0);
                Socket accepted = other.accept()) {
            accepted.getOutputStream().write("HTTP/1.1 400 Bad Request\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("the server sent no message: a message has three parts, this line has 1", end().getMessage());
            assertEquals(0, ann.lastId());
        }
    }

    @Test
    void says_at_once_that_no_server_listens() throws Exception {
        InetSocketAddress gone;
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            gone = (InetSocketAddress) any.getLocalSocketAddress();
        }
        assertThrows(ConnectException.class, () -> join(gone, 0).close());
    }

    @Test
    void refuses_a_text_before_it_is_sent() throws Exception {
        try (ChatServer server = ChatServer.start(0); ChatClient ann = join(server.address(), 0)) {
            assertThrows(IllegalArgumentException.class, () -> ann.send("two\nlines"));
            ann.send("one line");
            assertEquals("one line", next().text());
        }
    }

    private ChatClient join(InetSocketAddress server, long after) throws IOException {
        return ChatClient.join(server, "ann", after, messages::add, ends::add);
    }

    private Message next() throws InterruptedException {
        Message message = Slowness.next(messages, 10_000);
        assertEquals(true, message != null, () -> "no message within 10 s; ended: " + ends);
        return message;
    }

    private IOException end() throws InterruptedException {
        IOException end = Slowness.next(ends, 10_000);
        assertEquals(true, end != null, () -> "the connection did not end within 10 s; messages: " + messages);
        return end;
    }
}
