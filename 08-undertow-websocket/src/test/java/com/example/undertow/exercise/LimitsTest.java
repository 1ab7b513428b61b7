package com.example.undertow.exercise;

import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("8.4 Limits")
class LimitsTest {

    private static final int MAX = 1_000;
    private static final int LONG_MILLIS = 30_000;

    private static Served serve(Story story, int idleMillis) {
        HttpHandler handler = story.call("echo(1000, " + idleMillis + ")", () -> Limits.echo(MAX, idleMillis));
        story.step("a server hands all requests to it");
        return Served.by(handler);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    @Test
    void a_message_of_exactly_the_limit_comes_back() throws IOException {
        Story story = Story.of("The limit is the longest message that IS accepted.");
        try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.open(server)) {
            story.step("the peer sends a text of 1,000 bytes, and 1,000 bytes of binary");
            peer.send(Peer.TEXT, bytes(MAX));
            story.same("the answer", "text " + Peer.show(bytes(MAX)), peer.next());
            peer.send(Peer.BINARY, bytes(MAX));
            story.same("the answer", "binary " + Peer.hex(bytes(MAX)), peer.next());
        }
    }

    @Test
    void a_text_of_one_byte_more_is_1009() throws IOException {
        tooLong(Peer.TEXT, "getMaxTextBufferSize() is -1, no limit, unless you override it.");
    }

    @Test
    void a_binary_message_of_one_byte_more_is_1009() throws IOException {
        tooLong(Peer.BINARY, "Binary has a limit of its own: getMaxBinaryBufferSize() is -1 unless you override it.");
    }

    private static void tooLong(int kind, String rule) throws IOException {
        Story story = Story.of(rule + " 1009: too big (RFC 6455, section 7.4.1).");
        try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.open(server)) {
            story.step("the peer sends a message of 1,001 bytes");
            peer.send(kind, bytes(MAX + 1));
            story.same("the answer", "close 1009", peer.nextCode());
        }
    }

    @Test
    void fragments_count_together() throws IOException {
        Story story = Story.of(
                "The limit is for the message, not for its frames (UNDERTOW-2770): else many small ones pass.");
        try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.open(server)) {
            story.step("the peer sends three fragments of 400 bytes");
            peer.send(0x01, bytes(400));
            peer.send(0x00, bytes(400));
            peer.send(0x80, bytes(400));
            story.same("the answer", "close 1009", peer.nextCode());
        }
    }

    @Test
    void it_is_bytes_that_count_not_characters() throws IOException {
        Story story = Story.of("The limit is in bytes: the euro sign has three of them in UTF-8.");
        try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.open(server)) {
            story.step("the peer sends 334 euro signs, which are 1,002 bytes");
            peer.send("\u20ac".repeat(334));
            story.same("the answer", "close 1009", peer.nextCode());
        }
    }

    @Test
    void another_version_is_told_which_one_is_spoken() throws IOException {
        Story story = Story.of("426, and Sec-WebSocket-Version says what is spoken here (RFC 6455, section 4.4); "
                + "Undertow accepts the drafts 7 and 8, too, unless it is told which handshakes to take.");
        for (String version : new String[] {"8", "7", "12", "0"}) {
            try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.connect(server)) {
                story.step("a peer asks for version %s", version);
                String head = peer.handshake(version);
                story.same("the status", "HTTP/1.1 426", head.substring(0, Math.min(12, head.length())));
                story.that(head.contains("\r\nsec-websocket-version: 13\r\n"), "the field Sec-WebSocket-Version: 13",
                        head);
            }
        }
    }

    @Test
    void version_13_is_spoken() throws IOException {
        Story story = Story.of("Version 13 is WebSocket as RFC 6455 has it.");
        try (Served server = serve(story, LONG_MILLIS); Peer peer = Peer.open(server)) {
            peer.send("hello");
            story.same("the answer to hello", "text hello", peer.next());
        }
    }

    @Test
    void who_is_silent_is_told_1001() throws IOException {
        Story story = Story.of("There is no idle time-out unless you set one; Undertow's says 1001.");
        try (Served server = serve(story, 300); Peer peer = Peer.open(server)) {
            story.step("the peer is silent");
            story.same("what it hears", "close 1001", peer.nextCode());
        }
    }

    @Test
    void who_goes_on_talking_may_stay() throws Exception {
        Story story = Story.of("Idle is the time since the last byte, not since the handshake.");
        try (Served server = serve(story, 1_000); Peer peer = Peer.open(server)) {
            story.step("the peer says something ten times a second, for one and a half seconds");
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500);
            while (System.nanoTime() < end) {
                peer.send("still here");
                story.same("the answer", "text still here", peer.next());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }
}
