package com.example.undertow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.undertow.exercise.Slowness;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the room must do, whoever wrote the server. The same file is in lessons 06, 07 and 08. */
@DisplayName("The contract of /chat")
class RoomContractTest {

    private final History history = new History();
    private final List<ContractPeer> peers = new ArrayList<>();
    private ContractServer server;

    @BeforeEach
    void start() throws IOException {
        server = start(history);
    }

    ContractServer start(History kept) throws IOException {
        return ContractServer.start(kept);
    }

    @AfterEach
    void stop() throws IOException {
        for (ContractPeer peer : peers) {
            peer.close();
        }
        server.close();
    }

    private URI chat(String name) {
        return server.uri().resolve("/chat?name=" + URLEncoder.encode(name, UTF_8));
    }

    /**
     * A reader that comes back. The room speaks at once, and what comes right after the 101, the JDK's client
     * may lose: bytes that it reads from the socket before it has handed the connection over (seen on 17 and 25).
     */
    private ContractPeer comesBack(long after) throws IOException {
        ContractPeer peer = ContractPeer.open(server.uri(), "/chat?name=late&after=" + after,
                "Sec-WebSocket-Protocol: chat");
        peers.add(peer);
        return peer;
    }

    private static List<String> texts(ContractPeer peer, int count) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ContractPeer.Received next = peer.read();
            assertEquals(ContractPeer.TEXT, next.first(), "what comes after " + i + " messages");
            texts.add(next.text());
        }
        return texts;
    }

    private static List<String> lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> i + "\tserver\tmessage " + i).toList();
    }

    private void readers(int count) throws InterruptedException {
        ContractListener.until(count + " readers, there are " + server.readers(), () -> server.readers() == count);
    }

    @Test
    void everyone_hears_everyone_in_the_order_of_the_ids() throws Exception {
        ContractListener ann = ContractListener.open(chat("ann"), "chat");
        ContractListener bob = ContractListener.open(chat("Bob \u20ac"), "chat");
        readers(2);
        ann.send("hello");
        assertEquals("1\tann\thello", bob.next());
        bob.send("gr\u00fc\u00dfe \ud83d\ude00");
        assertEquals("2\tBob \u20ac\tgr\u00fc\u00dfe \ud83d\ude00", last(ann, 2));
        Message third = server.publish("server", "you did not ask");
        assertEquals(3, third.id());
        assertEquals("3\tserver\tyou did not ask", last(bob, 3));
        last(ann, 3);
        assertEquals(ann.texts, bob.texts);
    }

    /** The text number n, counted from 1. */
    private static String last(ContractListener reader, int n) throws InterruptedException {
        ContractListener.until("text number " + n, () -> reader.texts.size() >= n);
        return reader.texts.get(n - 1);
    }

    @Test
    void a_reader_that_comes_back_gets_what_it_missed_and_then_what_is_new() throws Exception {
        IntStream.rangeClosed(1, 5).forEach(i -> server.publish("server", "message " + i));
        ContractPeer late = comesBack(2);
        assertEquals(lines(3, 5), texts(late, 3));
        server.publish("server", "message 6");
        assertEquals(lines(6, 6), texts(late, 1));
    }

    @Test
    void a_reader_that_joins_while_others_talk_misses_nothing_and_gets_nothing_twice() throws Exception {
        int messages = 500;
        Thread talker = new Thread(() -> IntStream.rangeClosed(1, messages)
                .forEach(i -> server.publish("server", "message " + i)), "talker");
        talker.start();
        for (int i = 0; i < 20; i++) {
            comesBack(0);
        }
        talker.join();
        for (ContractPeer reader : peers) {
            assertEquals(lines(1, messages), texts(reader, messages));
        }
    }

    @Test
    void the_history_outlives_the_server() throws Exception {
        server.publish("server", "before");
        server.close();
        server = start(history);
        assertEquals(2, server.publish("server", "after").id());
        assertEquals(List.of("1\tserver\tbefore", "2\tserver\tafter"), texts(comesBack(0), 2));
    }

    @Test
    void a_gap_is_told_with_the_oldest_id_that_can_be_had() throws Exception {
        IntStream.rangeClosed(1, History.KEPT + 5).forEach(i -> server.publish("server", "message " + i));
        ContractPeer.Received close = comesBack(2).read();
        assertEquals("4410 6", close.code() + " " + close.reason());
        assertEquals(lines(6, History.KEPT + 5), texts(comesBack(5), History.KEPT));
    }

    @Test
    void a_cursor_of_the_future_is_told_with_the_last_id_there_is() throws Exception {
        server.publish("server", "the first of a new history");
        ContractPeer.Received close = comesBack(77).read();
        assertEquals("4400 1", close.code() + " " + close.reason());
        readers(0);
    }

    @Test
    void a_text_that_breaks_the_line_is_1008_and_binary_is_1003() throws Exception {
        for (String text : new String[] {"a\tb", "a\nb", "a\u2028b", "", "x".repeat(Message.MAX_TEXT + 1)}) {
            try (ContractPeer peer = ContractPeer.open(server.uri(), "/chat?name=eve")) {
                peer.send(ContractPeer.TEXT, text);
                ContractPeer.Received close = peer.readToClose();
                assertEquals(1008, close.code());
                assertTrue(close.reason().startsWith("the text "), close.reason());
            }
        }
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/chat?name=eve")) {
            peer.send(ContractPeer.BINARY, "bytes");
            assertEquals(1003, peer.readToClose().code());
        }
        assertEquals(0, history.lastId());
        ContractListener longest = ContractListener.open(chat("ann"), "chat");
        longest.send("\ud83d\ude00".repeat(Message.MAX_TEXT));
        assertEquals("1\tann\t" + "\ud83d\ude00".repeat(Message.MAX_TEXT), longest.next());
    }

    @Test
    void whoever_leaves_is_gone_with_or_without_a_word() throws Exception {
        ContractListener polite = ContractListener.open(chat("polite"), "chat");
        ContractPeer hangsUp = ContractPeer.open(server.uri(), "/chat?name=rude");
        ContractPeer resets = ContractPeer.open(server.uri(), "/chat?name=broken");
        ContractPeer midFrame = ContractPeer.open(server.uri(), "/chat?name=half");
        readers(4);
        polite.close(1000);
        assertEquals("close 1000 ", polite.next());
        readers(3);
        hangsUp.close();
        readers(2);
        resets.reset();
        readers(1);
        midFrame.write((byte) 0x81, (byte) 0x85, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5);
        midFrame.reset();
        readers(0);
        assertEquals(0, history.lastId());
    }

    @Test
    void a_reader_that_does_not_read_is_dropped_and_the_others_get_everything() throws Exception {
        int others = 2;
        List<ContractListener> quick = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            quick.add(ContractListener.open(chat("quick " + i), "chat"));
        }
        try (ContractPeer slow = ContractPeer.openWithSmallBuffer(server.uri(), "/chat?name=slow")) {
            readers(others + 1);
            String text = "\u20ac".repeat(Message.MAX_TEXT);
            int sent = 0;
            while (server.readers() > others && sent < 20_000) {
                long started = System.nanoTime();
                server.publish("server", text);
                assertTrue(Slowness.isWithin(started, 5_000), "publish() does not wait");
                sent++;
                // No other reader may be behind by more than some: on a busy machine they would be dropped with reason.
                for (ContractListener reader : sent % 50 == 0 ? quick : List.<ContractListener>of()) {
                    last(reader, sent);
                }
            }
            assertEquals(others, server.readers(), "one is dropped, after " + sent + " messages of 3,000 bytes");
            List<String> all = IntStream.rangeClosed(1, sent).mapToObj(i -> i + "\tserver\t" + text).toList();
            for (ContractListener reader : quick) {
                last(reader, sent);
                assertEquals(all, reader.texts);
            }
        }
    }

    @Test
    void a_server_that_stops_tells_everyone_1001_and_frees_the_port() throws Exception {
        List<ContractListener> readers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            readers.add(ContractListener.open(chat("reader " + i), "chat"));
        }
        try (ContractPeer raw = ContractPeer.open(server.uri(), "/chat?name=raw")) {
            readers(21);
            Thread stopping = new Thread(server::close, "stopping");
            stopping.start();
            assertEquals(1001, raw.read().code());
            raw.close(1001);
            assertTrue(raw.ends(), "TCP has ended too");
            raw.close();
            stopping.join();
            server.close();
            for (ContractListener reader : readers) {
                String heard = reader.next().toString();
                assertTrue(heard.startsWith("close 1001"), heard);
            }
            assertThrows(ConnectException.class, () -> ContractPeer.connect(server.uri()));
            assertEquals(0, server.readers());
        }
        assertFalse(history.lastId() > 0, "no message was said");
    }
}
