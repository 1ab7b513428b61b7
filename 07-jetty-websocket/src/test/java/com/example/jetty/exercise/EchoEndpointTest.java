package com.example.jetty.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("7.1 EchoEndpoint")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EchoEndpointTest {

    private static final long LIMIT = 100;

    private final FakeSession session = new FakeSession("peer");
    private EchoEndpoint endpoint;

    private Story open(String rule) {
        Story story = Story.of(rule);
        endpoint = story.call("new EchoEndpoint(100)", () -> new EchoEndpoint(LIMIT));
        story.run("onWebSocketOpen(session)", () -> endpoint.onWebSocketOpen(session));
        return story;
    }

    private List<String> after(int count) {
        return session.told.subList(Math.min(count, session.told.size()), session.told.size());
    }

    @Test
    @Order(1)
    void the_first_event_is_asked_for_when_the_connection_opens() {
        Story story = open("Jetty reads nothing before a demand(): without one not even a Close is seen.");
        story.same("calls of demand() so far", 1L, session.count("demand"));
    }

    @Test
    @Order(2)
    void text_comes_back_and_then_the_next_event_is_asked_for() {
        Story story = open("An echo sends what came, and then asks for the next event.");
        for (String text : List.of("hi", "", " spaces ", "gr\u00fc\u00dfe \ud83d\ude00")) {
            int before = session.told.size();
            story.run("onWebSocketText(\"" + text + "\")", () -> endpoint.onWebSocketText(text));
            story.same("what the session was told", List.of("text " + text, "demand"), after(before));
        }
    }

    @Test
    @Order(3)
    void each_endpoint_answers_its_own_peer() {
        Story story = open("There is an endpoint for each connection, and what comes goes back on the same one.");
        FakeSession other = new FakeSession("other");
        EchoEndpoint second = story.call("a second new EchoEndpoint(100)", () -> new EchoEndpoint(LIMIT));
        story.run("its onWebSocketOpen(another session)", () -> second.onWebSocketOpen(other));
        story.run("onWebSocketText(\"hi\") of the first endpoint", () -> endpoint.onWebSocketText("hi"));
        story.same("what the first session was told", List.of("demand", "text hi", "demand"), session.told);
        story.same("what the other session was told", List.of("demand"), other.told);
    }

    @Test
    @Order(4)
    void nothing_is_asked_for_before_the_echo_of_text_has_been_sent() {
        Story story = open("Back-pressure: demand() belongs into the send's callback. Else a peer that does not read "
                + "is read on, and all its echoes wait in memory.");
        session.stopsReading();
        story.step("the peer stops reading").run("onWebSocketText(\"hi\")", () -> endpoint.onWebSocketText("hi"));
        story.same("calls of demand() while the echo waits", 1L, session.count("demand"));
        story.run("the peer reads: the echo has been sent", session::readsAgain);
        story.same("calls of demand() then", 2L, session.count("demand"));
    }

    @Test
    @Order(5)
    void binary_comes_back_as_binary_and_its_buffer_is_kept_until_then() {
        Story story = open("The buffer is Jetty's again when its callback is completed: not before the echo is sent.");
        session.stopsReading();
        Callback.Completable released = new Callback.Completable();
        byte[] data = {0, 1, (byte) 0xFF};
        story.step("the peer stops reading").run("onWebSocketBinary(00 01 ff, callback)",
                () -> endpoint.onWebSocketBinary(ByteBuffer.wrap(data), released));
        story.same("what was sent", List.of("binary " + Story.hex(data)), after(session.told.indexOf("demand") + 1));
        story.that(!released.isDone(), "the callback is not completed while the echo waits", "it is completed");
        story.run("the peer reads: the echo has been sent", session::readsAgain);
        story.that(released.isDone() && !released.isCompletedExceptionally(), "the callback is completed",
                "it is not, or failed");
        story.same("calls of demand()", 2L, session.count("demand"));
    }

    @Test
    @Order(6)
    void the_limit_is_for_text_and_for_binary() {
        Story story = open("A session has two limits, and both are 65,536 until someone sets them.");
        story.same("the limit for text", LIMIT, session.getMaxTextMessageSize());
        story.same("the limit for binary", LIMIT, session.getMaxBinaryMessageSize());
        EchoEndpoint more = story.call("new EchoEndpoint(3,000,000,000)", () -> new EchoEndpoint(3_000_000_000L));
        story.run("onWebSocketOpen(session)", () -> more.onWebSocketOpen(session));
        story.same("the limit for text", 3_000_000_000L, session.getMaxTextMessageSize());
        story.same("the limit for binary", 3_000_000_000L, session.getMaxBinaryMessageSize());
    }

    @Test
    @Order(7)
    void an_echo_that_cannot_be_sent_ends_the_connection() {
        Story story = open("A connection on which nothing can be sent is of no use: disconnect, ask for nothing more.");
        session.stopsReading();
        story.run("onWebSocketText(\"hi\")", () -> endpoint.onWebSocketText("hi"));
        story.run("the connection is lost", session::lost);
        story.same("calls of disconnect()", 1L, session.count("disconnect"));
        story.same("calls of demand()", 1L, session.count("demand"));
        story.same("what the session was told, besides", List.of(), after(2).stream()
                .filter(what -> !what.equals("disconnect")).toList());
    }

    @Test
    @Order(8)
    void binary_that_cannot_be_sent_gives_its_buffer_back_and_ends_the_connection() {
        Story story = open("Whatever becomes of the echo, Jetty waits for its buffer: complete the "
                + "callback, or fail it; and disconnect.");
        session.stopsReading();
        Callback.Completable released = new Callback.Completable();
        story.run("onWebSocketBinary(00 01 ff, callback)",
                () -> endpoint.onWebSocketBinary(ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xFF}), released));
        story.run("the connection is lost", session::lost);
        story.that(released.isDone(), "the callback is completed or failed", "neither");
        story.same("calls of disconnect()", 1L, session.count("disconnect"));
        story.same("calls of demand()", 1L, session.count("demand"));
    }

    @Test
    @Order(9)
    void the_callback_of_a_close_is_completed() {
        Story story = open("A Close is echoed when the callback of onWebSocketClose is completed (RFC 6455, 5.5.1).");
        Callback.Completable closed = new Callback.Completable();
        story.run("onWebSocketClose(1000, \"bye\", callback)", () -> endpoint.onWebSocketClose(1000, "bye", closed));
        story.that(closed.isDone() && !closed.isCompletedExceptionally(), "the callback is completed", "it is not");
    }

    @Test
    @Order(10)
    void a_real_Jetty_gives_the_echo_and_answers_a_close() throws Exception {
        Story story = open("Jetty finds an endpoint's methods by reflection: the class is public, and only one "
                + "onWebSocketClose is overridden.");
        Story end = open("A Close is echoed with its code when the callback of onWebSocketClose is completed.");
        try (RawPeer peer = new RawPeer(container ->
                container.addMapping("/echo", (request, response, callback) -> new EchoEndpoint(LIMIT)))) {
            String answer = story.call("GET /echo with Upgrade: websocket", () -> peer.handshake("/echo"));
            story.that(answer.startsWith("HTTP/1.1 101 "), "HTTP/1.1 101", answer.lines().findFirst().orElse(""));
            for (int i = 0; i < 2; i++) {
                story.run("the frame 81 \"hello\"", () -> peer.send(0x81, "hello".getBytes(UTF_8)));
                story.bytes("the echo", bytes(0x81, "hello"), story.call("the next frame", peer::frame));
            }
            end.run("the frame 88 4321", () -> peer.send(0x88, new byte[] {0x10, (byte) 0xE1}));
            byte[] close = end.call("the next frame", peer::frame);
            end.bytes("the Close", new byte[] {(byte) 0x88, 0x10, (byte) 0xE1}, close);
        }
    }

    @Test
    @Order(11)
    void a_real_Jetty_refuses_what_is_longer_than_the_limit() throws Exception {
        Story story = open("A message over the limit is answered with 1009, one of just the limit is echoed (7.4.1).");
        for (int first : new int[] {0x81, 0x82}) {
            try (RawPeer peer = new RawPeer(container ->
                    container.addMapping("/echo", (request, response, callback) -> new EchoEndpoint(LIMIT)))) {
                story.call("GET /echo with Upgrade: websocket", () -> peer.handshake("/echo"));
                String kind = first == 0x81 ? "text" : "binary";
                story.run("100 bytes of " + kind, () -> peer.send(first, "x".repeat(100).getBytes(UTF_8)));
                story.bytes("the echo", bytes(first, "x".repeat(100)), story.call("the next frame", peer::frame));
                story.run("101 bytes of " + kind, () -> peer.send(first, "x".repeat(101).getBytes(UTF_8)));
                byte[] close = story.call("the next frame", peer::frame);
                boolean tooBig = close.length >= 3 && close[0] == (byte) 0x88
                        && (ByteBuffer.wrap(close, 1, 2).getShort() & 0xFFFF) == 1009;
                story.that(tooBig, "a Close with 1009: 88 03 f1", Story.hex(close));
            }
        }
    }

    private static byte[] bytes(int first, String payload) {
        return ByteBuffer.allocate(1 + payload.length()).put((byte) first).put(payload.getBytes(UTF_8)).array();
    }
}
