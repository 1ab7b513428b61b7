package com.example.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.example.jetty.exercise.EchoEndpoint;
import com.example.jetty.exercise.GracefulStop;
import com.example.jetty.exercise.OwnServer;
import com.example.jetty.exercise.Room;
import com.example.jetty.exercise.UpgradeGate;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Exercises 7.1 to 7.4 as a server, over the wire; aborted while 7.1 or 7.2 is not written. */
@DisplayName("Your own server")
class OwnServerTest {

    private final Set<String> leftOut = new TreeSet<>();
    private OwnServer server;
    private URI uri;

    @BeforeEach
    void start() throws Exception {
        new EchoEndpoint(1);
        new Room(1).size();
        try {
            UpgradeGate.install(null, null);
        } catch (TestAbortedException e) {
            leftOut.add("7.3");
        } catch (RuntimeException e) {
            // it is written: it misses its container
        }
        try {
            new GracefulStop().stop(Duration.ZERO);
        } catch (TestAbortedException e) {
            leftOut.add("7.4");
        }
        serve(leftOut);
    }

    private void serve(Set<String> without) throws Exception {
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

    private ContractListener join(String room) throws Exception {
        return ContractListener.open(uri.resolve("/room/" + room));
    }

    /** The status line of the answer to a handshake. */
    private String status(String target, String... fields) throws IOException {
        try (ContractPeer peer = ContractPeer.connect(uri)) {
            return peer.handshake(target, fields).lines().findFirst().orElseThrow();
        }
    }

    private String page() throws IOException {
        try (ContractPeer peer = ContractPeer.connect(uri)) {
            peer.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            return peer.head() + peer.text(100_000);
        }
    }

    @Test
    void the_page_is_at_the_root() throws Exception {
        String page = page();
        assertTrue(page.startsWith("HTTP/1.1 200 "), page);
        assertTrue(page.contains("text/html; charset=utf-8") && page.contains("<!doctype html>"), page);
        assertTrue(page.contains("data-left-out=\"" + String.join(" ", leftOut) + "\""), page);
    }

    @Test
    void the_echo_gives_text_and_binary_back() throws Exception {
        ContractListener peer = ContractListener.open(uri.resolve("/echo"));
        for (String text : List.of("hello", "", "gr\u00fc\u00dfe \ud83d\ude00", "x".repeat(65_536))) {
            peer.send(text);
            assertEquals(text, peer.next());
        }
        peer.send(new byte[] {0, 1, -1});
        assertEquals(ByteBuffer.wrap(new byte[] {0, 1, -1}), peer.next());
    }

    @Test
    void the_echo_answers_a_close_with_its_code_and_what_is_too_long_with_1009() throws Exception {
        try (ContractPeer peer = ContractPeer.open(uri, "/echo")) {
            peer.close(4321);
            assertEquals(4321, peer.read().code());
        }
        for (int kind : new int[] {ContractPeer.TEXT, ContractPeer.BINARY}) {
            try (ContractPeer peer = ContractPeer.open(uri, "/echo")) {
                peer.send(kind, "x".repeat(65_537));
                assertEquals(1009, peer.read().code());
            }
        }
    }

    @Test
    void what_is_said_in_a_room_all_hear_in_the_same_order() throws Exception {
        List<ContractListener> members = List.of(join("lobby"), join("lobby"), join("lobby"));
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
    void rooms_are_apart() throws Exception {
        needs("7.3");
        ContractListener kitchen = join("kitchen");
        ContractListener lobby = join("lobby");
        kitchen.send("for the kitchen");
        assertEquals("for the kitchen", kitchen.next());
        lobby.send("for the lobby");
        assertEquals("for the lobby", lobby.next());
        assertEquals(List.of("for the kitchen"), kitchen.texts);
    }

    @Test
    void one_that_leaves_without_a_word_does_not_matter() throws Exception {
        ContractListener ann = join("lobby");
        try (ContractPeer bob = ContractPeer.open(uri, "/room/lobby")) {
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
        ContractListener ann = join("lobby");
        try (ContractPeer slow = ContractPeer.openWithSmallBuffer(uri, "/room/lobby")) {
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
    void the_gate_refuses_strangers_and_names_that_cannot_be() throws Exception {
        needs("7.3");
        assertTrue(status("/room/NO").startsWith("HTTP/1.1 404 "));
        assertTrue(status("/room/lobby", "Origin: http://evil.example").startsWith("HTTP/1.1 403 "));
        assertTrue(status("/room/lobby", "Origin: http://" + uri.getAuthority()).startsWith("HTTP/1.1 101 "));
    }

    @Test
    void a_page_that_has_named_this_address_itself_is_refused() throws Exception {
        for (String target : List.of("/", "/echo", "/room/lobby")) {
            assertTrue(status(target, "Host: evil.example").startsWith("HTTP/1.1 421 "), target);
        }
    }

    @Test
    void one_room_too_many_is_503() throws Exception {
        needs("7.3");
        for (int i = 0; i < 100; i++) {
            assertTrue(status("/room/room-" + i).startsWith("HTTP/1.1 101 "));
        }
        assertTrue(status("/room/room-100").startsWith("HTTP/1.1 503 "));
        assertTrue(status("/room/room-99").startsWith("HTTP/1.1 101 "));
    }

    @Test
    void what_is_not_done_is_left_out_and_told() throws Exception {
        server.close();
        serve(new TreeSet<>(Set.of("7.3", "7.4")));
        assertTrue(page().contains("data-left-out=\"7.3 7.4\""));
        ContractListener ann = join("lobby");
        ann.send("hello");
        assertEquals("hello", ann.next());
        assertTrue(status("/room/kitchen").startsWith("HTTP/1.1 404 "));
    }

    @Test
    void all_are_told_when_the_server_stops_and_its_port_is_free() throws Exception {
        needs("7.4");
        List<ContractListener> peers = new ArrayList<>(List.of(join("lobby"), join("lobby")));
        awaitJoined(peers);
        ContractListener echo = ContractListener.open(uri.resolve("/echo"));
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
