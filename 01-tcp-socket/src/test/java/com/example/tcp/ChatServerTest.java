package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tcp.exercise.Slowness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("ChatServer")
class ChatServerTest {

    private ChatServer server;
    private InetSocketAddress address;
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.start(0);
        address = server.address();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
        Await.noThreadsLeft();
    }

    @Test
    void passes_each_line_on_to_everybody() throws IOException {
        RawClient ann = join("ann");
        RawClient bob = join("bob");
        ann.send("hello\n");
        assertEquals("1\tann\thello", ann.line());
        assertEquals("1\tann\thello", bob.line());
        bob.send("h\u00e9llo\r\n");
        assertEquals("2\tbob\th\u00e9llo", ann.line());
        assertEquals("2\tbob\th\u00e9llo", bob.line());
    }

    @Test
    void speaks_without_being_asked() throws IOException {
        RawClient ann = join("ann");
        server.publish("server", "good morning");
        assertEquals("1\tserver\tgood morning", ann.line());
    }

    @Test
    void takes_many_lines_in_one_write_and_one_line_in_many() throws IOException {
        RawClient ann = connect().send("ann\none\ntwo\nth");
        assertEquals("1\tann\tone", ann.line());
        assertEquals("2\tann\ttwo", ann.line());
        for (byte b : "ree\n".getBytes(UTF_8)) {
            ann.send(b);
        }
        assertEquals("3\tann\tthree", ann.line());
    }

    @Test
    void hands_whoever_comes_back_what_it_has_missed() throws IOException {
        for (int i = 1; i <= 5; i++) {
            server.publish("server", "message " + i);
        }
        RawClient ann = connect().send("ann\t3\n");
        assertEquals("4\tserver\tmessage 4", ann.line());
        assertEquals("5\tserver\tmessage 5", ann.line());
        server.publish("server", "message 6");
        assertEquals("6\tserver\tmessage 6", ann.line());
    }

    @Test
    void answers_a_client_that_has_closed_its_half() throws IOException {
        server.publish("server", "still here");
        RawClient ann = connect().send("ann\nbye\n");
        ann.socket.shutdownOutput();
        assertEquals("1\tserver\tstill here", ann.line());
        assertEquals("2\tann\tbye", ann.line());
        assertNull(ann.line());
    }

    @Test
    void tells_a_gap_instead_of_hiding_it() throws IOException {
        for (int i = 1; i <= Room.KEPT + 7; i++) {
            server.publish("server", "message " + i);
        }
        refuses("ann\t6\n", "! messages 7 to 7 are gone: come back with 7");
        RawClient bob = connect().send("bob\t7\n");
        assertEquals("8\tserver\tmessage 8", bob.line());
    }

    @Test
    void refuses_with_a_sentence() throws IOException {
        refuses("\n", "! the name is empty");
        refuses("a".repeat(33) + "\n", "! the name is longer than 32 characters");
        refuses("ann\tfirst\n", "! after the name and a tab comes the id of a message");
        for (String id : List.of("-1", "+0", "-0", "", " 0", "0 ", "0x0", "\u0660", "1234567890123456789", "0\t0")) {
            refuses("ann\t" + id + "\n", "! after the name and a tab comes the id of a message");
        }
        refuses("ann\t5\n", "! there is no message 5: the last one is 0");
        refuses("ann\n\n", "! the text is empty");
        refuses("ann\na\tb\n", "! the text has a tab, a line break or another control character");
        refuses("ann\n" + "a".repeat(1_001) + "\n", "! a line is at most 1000 characters");
        refuses("ann\nhalf a li", "! the stream ended inside a line");
        RawClient binary = connect().send("ann\n").send((byte) 0xc3, (byte) 0x28, (byte) '\n');
        assertEquals("! a line must be UTF-8", binary.line());
        assertNull(binary.line());
        assertEquals(0, server.readers());
    }

    @Test
    void refuses_a_line_without_end_while_it_still_comes() throws IOException {
        RawClient flood = join("flood");
        byte[] part = "a".repeat(10_000).getBytes(UTF_8);
        flood.send(part);
        assertEquals("! a line is at most 1000 characters", flood.line());
    }

    @Test
    void takes_no_orders_from_a_browser() throws IOException {
        for (String line : List.of("GET / HTTP/1.1", "POST /messages HTTP/1.1", "HEAD * HTTP/1.0", "PRI * HTTP/2.0")) {
            refuses(line + "\r\nHost: localhost\r\n\r\nhello\n",
                    "! this is a room for bare TCP, and no HTTP is spoken in it");
        }
        server.publish("server", "the first message");
        RawClient ann = connect().send("GET HTTP/1.1 x\n");
        assertEquals("1\tserver\tthe first message", ann.line());
    }

    @Test
    void refuses_names_that_cannot_be_seen_or_turn_the_line() throws IOException {
        refuses("\u200b\n", "! the name has invisible characters only");
        refuses("nna\u202e\n", "! the name has a character that turns the direction of the line");
    }

    @Test
    void does_not_wait_for_a_name_that_trickles_in() throws IOException {
        try (ChatServer hasty = ChatServer.start(0, 10, 300); RawClient slow = new RawClient(hasty.address())) {
            Await.until(() -> "it is still waited for", () -> {
                try {
                    slow.send("a");
                    return slow.socket.getInputStream().available() > 0;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertEquals("! no name came in time", slow.line());
            assertNull(slow.line());
        }
    }

    @Test
    void has_a_bound_on_clients() throws IOException {
        try (ChatServer small = ChatServer.start(0, 2, 60_000)) {
            RawClient ann = join(small, new RawClient(small.address()), "ann");
            join(small, new RawClient(small.address()), "bob");
            for (int i = 0; i < 3; i++) {
                RawClient more = new RawClient(small.address());
                clients.add(more);
                more.send("x".repeat(3_000));             // what is not read must not destroy the sentence
                assertEquals("! the room is full", more.line());
                assertNull(more.line());
            }
            ann.close();
            small.publish("server", "there is a place now");
            Await.until(() -> "still full", () -> comesIn(small));
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void owns_its_port() {
        assertThrows(BindException.class, () -> ChatServer.start(address.getPort()));
    }

    @Test
    void says_goodbye_when_it_closes() throws Exception {
        RawClient ann = join("ann");
        RawClient nameless = connect();
        RawClient half = connect().send("half a na");
        // The end of a listening socket resets what waits for accept: it must have been accepted to be told.
        Await.until(() -> "accepted: " + accepted(), () -> accepted() == 3);
        server.publish("server", "the last message");
        Thread closing = new Thread(server::close, "closing");
        closing.start();
        assertEquals("1\tserver\tthe last message", ann.line());
        for (RawClient client : List.of(ann, nameless, half)) {
            assertEquals("! the server is closing", client.line());
            assertNull(client.line());
            client.close();
        }
        assertTrue(Slowness.ends(closing, 5_000));
        assertThrows(ConnectException.class, () -> new RawClient(address).close());
        server.close();
        Await.noThreadsLeft();
    }

    @Test
    @Tag("long")
    void drops_one_that_does_not_read_and_delays_no_other() throws IOException {
        RawClient deaf = join(new RawClient(address, 8 * 1024), "deaf");
        RawClient ann = join("ann");
        String text = "x".repeat(Message.MAX_TEXT);
        int sent = 0;
        while (server.readers() == 2) {
            server.publish("server", text);
            assertEquals(++sent + "\tserver\t" + text, ann.line());
            assertTrue(sent < 50_000, "50 MB were queued for a client that does not read");
        }
        assertEquals(1, server.readers());
        assertThrows(IOException.class, () -> {
            while (deaf.line() != null) {
                deaf.send("is anybody there?\n");
            }
            throw new IOException("the end of the stream");
        });
    }

    private void refuses(String bytes, String sentence) throws IOException {
        RawClient client = connect().send(bytes);
        client.socket.shutdownOutput();
        assertEquals(sentence, client.line());
        assertNull(client.line());
    }

    private RawClient connect() throws IOException {
        RawClient client = new RawClient(address);
        clients.add(client);
        return client;
    }

    private RawClient join(String name) throws IOException {
        return join(new RawClient(address), name);
    }

    private static long accepted() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chat-reader-")).count();
    }

    private boolean comesIn(ChatServer room) {
        try {
            RawClient client = new RawClient(room.address());
            clients.add(client);
            return "1\tserver\tthere is a place now".equals(client.send("cid\n").line());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawClient join(RawClient client, String name) throws IOException {
        return join(server, client, name);
    }

    private RawClient join(ChatServer room, RawClient client, String name) throws IOException {
        int before = room.readers();
        clients.add(client);
        client.send(name + "\n");
        Await.until(() -> room.readers() + " readers", () -> room.readers() > before);
        return client;
    }
}
