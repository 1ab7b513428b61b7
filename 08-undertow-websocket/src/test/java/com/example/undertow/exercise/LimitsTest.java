package com.example.undertow.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("8.4 Limits")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LimitsTest {

    private static final int MAX = 1_000;
    private static final int LONG_MILLIS = 60_000;

    private static Served serve(Story story, int idleMillis) {
        HttpHandler handler = story.call("echo(1000, " + idleMillis + ")", () -> Limits.echo(MAX, idleMillis));
        story.that(handler != null, "a handler", "null");
        story.step("a server hands all requests to it");
        return Served.by(handler);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    @Test
    @Order(1)
    void version_13_is_spoken() throws IOException {
        Story story = Story.of("Version 13 is WebSocket as RFC 6455 has it.");
        try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.open(server)) {
            story.step("the peer sends \"hello\"");
            peer.send("hello");
            story.same("the answer", "text hello", peer.next());
        }
    }

    @Test
    @Order(2)
    void a_message_of_exactly_the_limit_comes_back() throws IOException {
        Story story = Story.of("The limit is the longest message that IS accepted.");
        try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.open(server)) {
            story.step("the peer sends a text of 1,000 bytes, and 1,000 bytes of binary");
            peer.send(Peer.TEXT, bytes(MAX));
            story.same("the answer", "text " + Peer.show(bytes(MAX)), peer.next());
            peer.send(Peer.BINARY, bytes(MAX));
            story.same("the answer", "binary " + Peer.hex(bytes(MAX)), peer.next());
            story.step("both once more, in fragments of 999, none and 1 bytes");
            fragments(peer, 0x01, 999, 0, 1);
            story.same("the answer", "text " + Peer.show(bytes(MAX)), peer.next());
            fragments(peer, 0x02, 999, 0, 1);
            story.same("the answer", "binary " + Peer.hex(bytes(MAX)), peer.next());
        }
    }

    @Test
    @Order(3)
    void each_handler_has_its_own_limit_however_small() throws IOException {
        Story story = Story.of("The limit is that of the handler; control frames have their own (RFC 6455, section "
                + "5.5).");
        HttpHandler small = story.call("echo(1, 60000)", () -> Limits.echo(1, LONG_MILLIS));
        HttpHandler large = story.call("echo(1000, 60000)", () -> Limits.echo(MAX, LONG_MILLIS));
        try (Served one = Served.by(small); Served thousand = Served.by(large);
                Peer peer = Peer.open(one); Peer other = Peer.open(thousand)) {
            story.step("two servers, one with each; a peer of the first sends a ping \"ping\", and the text \"x\"");
            peer.send(Peer.PING, "ping".getBytes(UTF_8));
            story.same("the answer", "pong ping", peer.next());
            peer.send("x");
            story.same("the answer", "text x", peer.next());
            story.step("a peer of the second one sends the text \"xx\", and then the first peer does so");
            other.send("xx");
            story.same("the answer of the second one", "text xx", other.next());
            peer.send("xx");
            story.same("the answer of the first one", "close 1009", peer.nextCode());
        }
    }

    @Test
    @Order(4)
    void a_text_of_one_byte_more_is_1009() throws IOException {
        tooLong(0x01, "getMaxTextBufferSize() is -1, no limit, unless you override it.", MAX + 1);
    }

    @Test
    @Order(5)
    void a_binary_message_of_one_byte_more_is_1009() throws IOException {
        tooLong(0x02, "Binary has a limit of its own: getMaxBinaryBufferSize() is -1 unless you override it.", MAX + 1);
    }

    @Test
    @Order(6)
    void fragments_count_together() throws IOException {
        String rule = "The limit is for the message, not for its frames (UNDERTOW-2770): else many small ones pass.";
        tooLong(0x01, rule, 400, 400, 201);
        tooLong(0x02, rule, 400, 400, 201);
    }

    private static void tooLong(int kind, String rule, int... fragments) throws IOException {
        Story story = Story.of(rule + " 1009: too big (RFC 6455, section 7.4.1).");
        try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.open(server)) {
            story.step("the peer sends a %s of %s bytes", kind == 0x01 ? "text" : "binary message",
                    Arrays.stream(fragments).mapToObj(String::valueOf).collect(Collectors.joining(" + ")));
            fragments(peer, kind, fragments);
            story.same("the answer", "close 1009", peer.nextCode());
        }
    }

    private static void fragments(Peer peer, int kind, int... lengths) throws IOException {
        for (int i = 0; i < lengths.length; i++) {
            peer.send((i == 0 ? kind : 0x00) | (i == lengths.length - 1 ? 0x80 : 0), bytes(lengths[i]));
        }
    }

    @Test
    @Order(7)
    void it_is_bytes_that_count_not_characters() throws IOException {
        Story story = Story.of("The limit is in bytes: the euro sign has three of them in UTF-8.");
        try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.open(server)) {
            story.step("the peer sends 334 euro signs, which are 1,002 bytes");
            peer.send("\u20ac".repeat(334));
            story.same("the answer", "close 1009", peer.nextCode());
        }
    }

    @Test
    @Order(8)
    void another_version_is_told_which_one_is_spoken() throws IOException {
        Story story = Story.of("426, and Sec-WebSocket-Version says what is spoken here (RFC 6455, section 4.4); "
                + "Undertow accepts the drafts 7 and 8, too, unless it is told which handshakes to take.");
        for (String version : new String[] {"8", "7", "12", "0", "130", "113", "013", "+13", "13.0", "13, 8", "8, 13",
            null}) {
            try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.connect(server)) {
                story.step(version == null ? "a peer names no version" : "a peer asks for version " + version);
                String head = peer.handshake(version);
                story.same("the status", "HTTP/1.1 426", head.substring(0, Math.min(12, head.length())));
                story.that(head.contains("\r\nsec-websocket-version: 13\r\n"), "the field Sec-WebSocket-Version: 13",
                        head);
            }
        }
    }

    @Test
    @Order(9)
    void a_426_says_what_to_upgrade_to() throws IOException {
        Story story = Story.of("A 426 must have the field Upgrade (RFC 9110, section 15.5.22), and with it the option "
                + "upgrade in Connection (section 7.8).");
        try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.connect(server)) {
            story.step("a peer asks for version 8");
            String head = peer.handshake("8");
            story.that(head.contains("\r\nupgrade: websocket\r\n"), "the field Upgrade: websocket", head);
            story.that(head.contains("\r\nconnection: upgrade\r\n"), "the field Connection: Upgrade", head);
        }
    }

    /** Sound on any machine: the Close may be late, but not early. */
    @Test
    @Order(10)
    void a_silent_peer_is_told_1001() throws IOException {
        Story story = Story.of("A silent peer stays forever unless you set an idle time-out; Undertow's says 1001.");
        int idle = 300;
        try (Served server = serve(story, idle)) {
            long before = System.nanoTime();
            try (Peer peer = Peer.open(server)) {
                story.step("the peer is silent");
                story.same("what it hears", "close 1001", peer.nextCode());
                long after = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
                story.that(after >= idle, "not before " + idle + " ms", "after " + after + " ms");
            }
        }
    }

    @Test
    @Order(11)
    void a_peer_that_goes_on_talking_may_stay() throws IOException {
        Story story = Story.of("Idle is the time since the last byte, not since the handshake.");
        goesOn(story, "text hi", peer -> peer.send("hi"));
    }

    @Test
    @Order(12)
    void a_ping_is_as_good_as_a_message() throws IOException {
        Story story = Story.of("Idle is the time since the last byte, not since the last message.");
        goesOn(story, "pong p", peer -> peer.send(Peer.PING, (byte) 'p'));
    }

    private interface Talk {
        void to(Peer peer) throws IOException;
    }

    /**
     * Sound on any machine: a Close that comes before the idle time is over since the talk before the last one is
     * wrong. If it comes later than that, this thread may have been too slow to talk: once more, with more time.
     */
    private static void goesOn(Story story, String answer, Talk talk) throws IOException {
        for (int idle = 250;; idle *= 4) {
            long last = System.nanoTime();
            try (Served server = serve(story, idle); Peer peer = Peer.open(server)) {
                story.step("the peer talks ten times in an idle time, for two idle times");
                String heard = answer;
                long before = last;
                for (int i = 0; i < 20 && heard.equals(answer); i++) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(idle / 10));
                    before = last;
                    last = System.nanoTime();
                    try {
                        talk.to(peer);
                    } catch (IOException e) {
                        // the connection has ended: what comes next says how
                    }
                    heard = peer.next();
                }
                long after = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
                if (heard.equals(answer) || after < idle || idle > 10_000) {
                    story.same("what it hears", answer, heard);
                    return;
                }
            }
        }
    }
}
