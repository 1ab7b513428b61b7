package com.example.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.example.undertow.exercise.EchoListener;
import com.example.undertow.exercise.Limits;
import com.example.undertow.exercise.OffTheIoThread;
import com.example.undertow.exercise.OwnServer;
import com.example.undertow.exercise.Room;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Exercises 8.1 to 8.4 as a server, over the wire; aborted while 8.1 or 8.3 is not written. */
@DisplayName("Your own server")
class OwnServerTest {

    private final Set<String> leftOut = new TreeSet<>();
    private OwnServer server;
    private URI uri;

    @BeforeEach
    void start() throws IOException {
        EchoListener.callback(new AtomicInteger());
        new Room(1).callback();
        try {
            OffTheIoThread.callback(UnaryOperator.identity());
        } catch (TestAbortedException e) {
            leftOut.add("8.2");
        }
        try {
            Limits.echo(1, 1_000);
        } catch (TestAbortedException e) {
            leftOut.add("8.4");
        }
        serve(leftOut);
    }

    private void serve(Set<String> without) throws IOException {
        server = new OwnServer(0, without);
        uri = URI.create("ws://127.0.0.1:" + server.port() + "/");
    }

    private void needs(String exercise) {
        assumeFalse(leftOut.contains(exercise), exercise + " is not written");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private ContractListener open(String target) throws Exception {
        return ContractListener.open(uri.resolve(target));
    }

    /** The status line of the answer to a handshake. */
    private String status(String target, String... fields) throws IOException {
        try (ContractPeer peer = ContractPeer.connect(uri)) {
            return peer.handshake(target, fields).lines().findFirst().orElseThrow();
        }
    }

    private String get(String target) throws IOException {
        try (ContractPeer peer = ContractPeer.connect(uri)) {
            peer.write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(ISO_8859_1));
            return peer.head() + peer.text(100_000);
        }
    }

    @Test
    void the_page_is_at_the_root() throws Exception {
        String page = get("/");
        assertTrue(page.startsWith("HTTP/1.1 200 "), page);
        assertTrue(page.contains("text/html; charset=utf-8") && page.contains("<!doctype html>"), page);
        assertTrue(page.contains("data-left-out=\"" + String.join(" ", leftOut) + "\""), page);
    }

    @Test
    void the_echo_gives_text_and_binary_back() throws Exception {
        ContractListener peer = open("/echo");
        for (String text : List.of("hello", "", "gr\u00fc\u00dfe \ud83d\ude00", "x".repeat(65_536))) {
            peer.send(text);
            assertEquals(text, peer.next());
        }
        peer.send(new byte[] {0, 1, -1});
        assertEquals(ByteBuffer.wrap(new byte[] {0, 1, -1}), peer.next());
    }

    @Test
    void the_echo_answers_a_ping_and_a_close() throws Exception {
        try (ContractPeer peer = ContractPeer.open(uri, "/echo")) {
            peer.send(ContractPeer.PING, "are you there?");
            assertEquals("are you there?", peer.pong());
            peer.close(4321);
            assertEquals(4321, peer.read().code());
        }
    }

    @Test
    void the_connections_to_the_echo_are_counted() throws Exception {
        try (ContractPeer one = ContractPeer.open(uri, "/echo"); ContractPeer two = ContractPeer.open(uri, "/echo")) {
            for (ContractPeer peer : List.of(one, two)) {
                peer.send(ContractPeer.TEXT, "it is me");
                assertEquals("it is me", peer.read().text());
            }
            assertTrue(get("/count").endsWith("\r\n\r\n2\n"), get("/count"));
            one.reset();
            ContractListener.until("one is left", () -> counted(1));
        }
        ContractListener.until("none is left", () -> counted(0));
    }

    private boolean counted(int expected) {
        try {
            return get("/count").endsWith("\r\n\r\n" + expected + "\n");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void what_is_said_in_the_room_all_hear_in_the_same_order() throws Exception {
        List<ContractListener> members = List.of(open("/room"), open("/room"), open("/room"));
        awaitJoined(members);
        for (int i = 0; i < 20; i++) {
            for (ContractListener member : members) {
                member.send(i + " gr\u00fc\u00dfe from " + members.indexOf(member));
            }
        }
        for (ContractListener member : members) {
            ContractListener.until("it has all", () -> said(member).size() == 60);
        }
        assertEquals(60, Set.copyOf(said(members.get(0))).size());
        assertEquals(said(members.get(0)), said(members.get(1)));
        assertEquals(said(members.get(0)), said(members.get(2)));
    }

    private static List<String> said(ContractListener member) {
        return member.texts.stream().filter(text -> text.contains("from")).toList();
    }

    /** A connection is open a moment before it is in the room: each has heard itself when this returns. */
    private static void awaitJoined(List<ContractListener> members) throws Exception {
        for (ContractListener member : members) {
            member.send("here is " + members.indexOf(member));
        }
        for (ContractListener member : members) {
            ContractListener.until("it hears itself",
                    () -> member.texts.contains("here is " + members.indexOf(member)));
        }
    }

    @Test
    void one_that_leaves_without_a_word_does_not_matter() throws Exception {
        ContractListener ann = open("/room");
        try (ContractPeer bob = ContractPeer.open(uri, "/room")) {
            bob.send(ContractPeer.TEXT, "it is me");
            assertEquals("it is me", bob.read().text());
            bob.reset();
        }
        for (String text : List.of("is he gone?", "he is")) {
            ann.send(text);
            ContractListener.until("ann hears it", () -> ann.texts.contains(text));
        }
    }

    @Test
    void one_that_does_not_read_is_dropped_and_holds_up_no_other() throws Exception {
        ContractListener ann = open("/room");
        try (ContractPeer slow = ContractPeer.openWithSmallBuffer(uri, "/room")) {
            slow.send(ContractPeer.TEXT, "it is me");
            assertEquals("it is me", slow.read().text());
            String text = "x".repeat(60_000);
            for (int i = 0; i < 200; i++) {                 // more than all buffers between the two take
                ann.send(i + text);
                String said = i + text;
                ContractListener.until("ann hears it", () -> said.equals(ann.heard.poll()));
            }
            IOException end = assertThrows(IOException.class, slow::readToClose);
            assertFalse(end instanceof SocketTimeoutException, "it was not dropped");
        }
    }

    @Test
    void work_comes_back_in_its_order_and_its_failure_is_1011_without_a_word() throws Exception {
        needs("8.2");
        try (ContractPeer peer = ContractPeer.open(uri, "/work")) {
            peer.send(ContractPeer.TEXT, "slow one");
            peer.send(ContractPeer.TEXT, "quick one");
            assertEquals("eno wols", peer.read().text());
            assertEquals("eno kciuq", peer.read().text());
            peer.send(ContractPeer.TEXT, "fail");
            ContractPeer.Received close = peer.read();
            assertEquals(1011, close.code());
            assertFalse(close.reason().contains("no peer may read this"), close.reason());
        }
    }

    @Test
    void the_limits_are_kept() throws Exception {
        needs("8.4");
        try (ContractPeer peer = ContractPeer.open(uri, "/limits")) {
            peer.send(ContractPeer.TEXT, "x".repeat(1_000));
            assertEquals("x".repeat(1_000), peer.read().text());
            peer.send(ContractPeer.TEXT, "x".repeat(1_001));
            assertEquals(1009, peer.read().code());
        }
        assertTrue(status("/limits", "Sec-WebSocket-Version: 8").startsWith("HTTP/1.1 426 "));
    }

    @Test
    void a_page_of_a_stranger_is_refused() throws Exception {
        List<String> targets = List.of("/", "/count", "/echo", "/room", "/nothing");
        for (String target : targets) {
            assertTrue(status(target, "Host: evil.example").startsWith("HTTP/1.1 421 "), target);
            assertTrue(status(target, "Origin: http://evil.example").startsWith("HTTP/1.1 403 "), target);
        }
        assertTrue(status("/room", "Origin: http://" + uri.getAuthority()).startsWith("HTTP/1.1 101 "));
    }

    @Test
    void what_is_not_done_is_left_out_and_told() throws Exception {
        server.close();
        serve(new TreeSet<>(Set.of("8.2", "8.4")));
        assertTrue(get("/").contains("data-left-out=\"8.2 8.4\""));
        assertTrue(status("/work").startsWith("HTTP/1.1 404 "));
        assertTrue(status("/limits").startsWith("HTTP/1.1 404 "));
        assertTrue(status("/echo").startsWith("HTTP/1.1 101 "));
    }

    @Test
    void all_are_told_when_the_server_stops_and_its_port_is_free() throws Exception {
        List<ContractListener> peers = new ArrayList<>(List.of(open("/room"), open("/room")));
        awaitJoined(peers);
        ContractListener echo = open("/echo");
        echo.send("it is me");
        assertEquals("it is me", echo.next());
        peers.add(echo);
        server.close();
        for (ContractListener peer : peers) {
            ContractListener.until("it is told 1001", () -> "close 1001 going away".equals(peer.heard.poll()));
        }
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", uri.getPort()).close());
    }
}
