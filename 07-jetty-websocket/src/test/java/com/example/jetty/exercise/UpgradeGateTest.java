package com.example.jetty.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("7.3 UpgradeGate")
class UpgradeGateTest {

    private final List<String> rooms = new CopyOnWriteArrayList<>();
    private RawPeer peer;

    /** Says which room it is in, and answers a Close. */
    public static final class Greeter implements Session.Listener.AutoDemanding {

        private final String room;

        Greeter(String room) {
            this.room = room;
        }

        @Override
        public void onWebSocketOpen(Session session) {
            session.sendText("room " + room, Callback.NOOP);
        }
    }

    private Story gate(String rule) throws Exception {
        Story story = Story.of(rule);
        peer = story.call("a Jetty with install(container, rooms)",
                () -> new RawPeer(container -> UpgradeGate.install(container, id -> {
                    rooms.add(id);
                    return new Greeter(id);
                })));
        return story;
    }

    @AfterEach
    void stop() throws Exception {
        if (peer != null) {
            peer.close();
        }
    }

    private String ask(Story story, String target, String... fields) {
        String what = "GET " + target + (fields.length == 0 ? "" : ", " + String.join(", ", fields));
        return story.call(what + "; an answer is waited for", () -> peer.handshake(target, fields));
    }

    private static void status(Story story, int expected, String answer) {
        String line = answer.lines().findFirst().orElse("");
        story.that(line.startsWith("HTTP/1.1 " + expected + " "), "the status " + expected, line);
    }

    private void refused(Story story, int status, String answer) {
        status(story, status, answer);
        story.that(answer.toLowerCase(Locale.ROOT).contains("\r\ncontent-type: text/plain"), "Content-Type: text/plain",
                answer);
        story.that(answer.substring(answer.indexOf("\r\n\r\n")).strip().length() > 5, "a sentence in the body", answer);
        story.same("the rooms that were asked for an endpoint", List.of(), rooms);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kitchen", "a", "room-42", "abcdefghijklmnopqrstuvwxyz012345"})
    void a_room_is_found_by_its_id(String id) throws Exception {
        Story story = gate("A path template needs the mark uri-template| (or a UriTemplatePathSpec): else it is a "
                + "plain path, braces and all.");
        status(story, 101, ask(story, "/room/" + id));
        byte[] frame = story.call("the first frame", peer::frame);
        byte[] text = ("room " + id).getBytes(UTF_8);
        story.bytes("the text of the endpoint", ByteBuffer.allocate(1 + text.length).put((byte) 0x81).put(text).array(),
                frame);
        story.same("the rooms that were asked for an endpoint", List.of(id), rooms);
    }

    @Test
    void an_id_that_cannot_be_is_404() throws Exception {
        Story story = gate("An ID is 1 to 32 of a-z, 0-9 and -. A refusal is written, and its callback completed.");
        for (String id : List.of("Kitchen", "a.b", "a_b", "a%20b", "%D9%A1",
                "abcdefghijklmnopqrstuvwxyz0123456")) {
            refused(story, 404, ask(story, "/room/" + id));
        }
    }

    @Test
    void a_page_of_another_site_is_403() throws Exception {
        Story story = gate("Origin must be exactly http:// or https:// and the field Host (RFC 6455, section 10.2): "
                + "neither contains nor startsWith nor endsWith will do.");
        for (String origin : List.of("http://evil.example", "null", "http://evil.HOST", "http://HOST.evil.example",
                "HOST", "ftp://HOST", "ws://HOST", "http://HOST/", "http://evil.example?http://HOST",
                "http://127.0.0.1", "http://127.0.0.1:1", "https://127.0.0.1:1", "")) {
            refused(story, 403, ask(story, "/room/kitchen", "Origin: " + origin.replace("HOST", peer.host())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://HOST", "https://HOST", "HTTP://HOST"})
    void a_page_of_our_own_may_connect(String origin) throws Exception {
        Story story = gate("Our own pages may connect, over http and https; case does not matter (RFC 6454, 4).");
        status(story, 101, ask(story, "/room/kitchen", "Origin: " + origin.replace("HOST", peer.host())));
    }

    @Test
    void a_program_that_is_no_browser_may_connect() throws Exception {
        Story story = gate("Only browsers send Origin; who sends none is no page of another site.");
        status(story, 101, ask(story, "/room/kitchen"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"chat.v1 | chat.v1", "chat.v2 | chat.v2", "chat.v1, chat.v2 | chat.v2",
        "soap, chat.v1 | chat.v1"})
    void the_subprotocol_that_the_server_prefers_is_chosen(String offered, String chosen) throws Exception {
        Story story = gate("The server chooses one of the subprotocols that are offered, by its own preference "
                + "(RFC 6455, section 4.2.2).");
        String answer = ask(story, "/room/kitchen", "Sec-WebSocket-Protocol: " + offered);
        status(story, 101, answer);
        String field = "\r\nsec-websocket-protocol: " + chosen + "\r\n";
        story.that(answer.toLowerCase(Locale.ROOT).contains(field), "Sec-WebSocket-Protocol: " + chosen, answer);
    }

    @Test
    void subprotocols_may_be_offered_in_several_fields() throws Exception {
        Story story = gate("A list may come in one field or in several (RFC 6455, section 11.3.4).");
        String answer = ask(story, "/room/kitchen", "Sec-WebSocket-Protocol: soap", "Sec-WebSocket-Protocol: chat.v1");
        status(story, 101, answer);
        boolean chosen = answer.toLowerCase(Locale.ROOT).contains("\r\nsec-websocket-protocol: chat.v1\r\n");
        story.that(chosen, "Sec-WebSocket-Protocol: chat.v1", answer);
    }

    @Test
    void none_is_chosen_when_none_is_offered() throws Exception {
        Story story = gate("A subprotocol that was not offered must not be chosen: a browser would hang up (4.1).");
        String answer = ask(story, "/room/kitchen");
        status(story, 101, answer);
        boolean chosen = answer.toLowerCase(Locale.ROOT).contains("sec-websocket-protocol");
        story.that(!chosen, "no Sec-WebSocket-Protocol", answer);
    }

    @Test
    void subprotocols_that_are_not_spoken_are_400() throws Exception {
        Story story = gate("A client that offers only what we do not speak is told so before the connection opens.");
        refused(story, 400, ask(story, "/room/kitchen", "Sec-WebSocket-Protocol: soap, wamp"));
        for (String offered : List.of("soap", "chat", "chat.v22")) {
            refused(story, 400, ask(story, "/room/kitchen", "Sec-WebSocket-Protocol: " + offered));
        }
    }

    @Test
    void the_rules_are_looked_at_in_their_order() throws Exception {
        Story story = gate("First the ID, then Origin, then the subprotocol.");
        String evil = "Origin: http://evil.example";
        refused(story, 404, ask(story, "/room/NO", evil, "Sec-WebSocket-Protocol: soap"));
        refused(story, 403, ask(story, "/room/kitchen", evil, "Sec-WebSocket-Protocol: soap"));
    }
}
