package com.example.handshake.exercise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.handshake.AcceptKey;
import java.net.ProtocolException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("5.5 ClientHandshake")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class ClientHandshakeTest {

    static final String CHAT = "ws://server.example.com:8005/chat?room=1";

    @Test
    @Order(1)
    void the_request_has_these_lines() {
        Story story = Story.of(
                "A request is lines that end in CR LF, and an empty one: RFC 6455, section 4.1; RFC 9112, 2.1.");
        String request = request(story, make(story, CHAT, "chat", "superchat"));
        String key = Dialogue.keyOf(story, request);
        story.bytes("the request", ("GET /chat?room=1 HTTP/1.1\r\n"
                + "Host: server.example.com:8005\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\n"
                + "Sec-WebSocket-Protocol: chat, superchat\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n").getBytes(ISO_8859_1), request.getBytes(ISO_8859_1));
    }

    @Test
    @Order(2)
    void without_port_path_and_subprotocols_it_is_shorter() {
        String rule = "An empty path is asked for as /; port 80 goes without saying: RFC 6455, sections 3 and 4.1.";
        starts("ws://a", "GET / HTTP/1.1\r\nHost: a\r\n", rule);
        starts("ws://a:80/x", "GET /x HTTP/1.1\r\nHost: a\r\n", rule);
        starts("ws://a/?", "GET /? HTTP/1.1\r\nHost: a\r\n", rule);
        starts("ws://a?q", "GET /?q HTTP/1.1\r\nHost: a\r\n", rule);
        starts("ws://a/x%2Fy?q=%41", "GET /x%2Fy?q=%41 HTTP/1.1\r\nHost: a\r\n", rule);
        starts("ws://[::1]:81/%20", "GET /%20 HTTP/1.1\r\nHost: [::1]:81\r\n", rule);
        Story story = Story.of(
                "A client that offers nothing leaves the field out: RFC 6455, section 4.1, point 10 of the request.");
        String request = request(story, make(story, CHAT));
        story.that(!request.contains("Sec-WebSocket-Protocol"), "no Sec-WebSocket-Protocol field", request);
    }

    @Test
    @Order(3)
    void the_key_is_16_bytes_and_another_one_each_time() {
        Story story = Story.of(
                "The key is a nonce: 16 bytes, chosen at random for each connection (RFC 6455, 4.1, point 7).");
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            String key = Dialogue.keyOf(story, request(story, make(story, CHAT)));
            story.that(AcceptKey.isKey(key), "a key that is Base64 of 16 bytes", "\"" + key + "\"");
            story.that(keys.add(key), "a key that was not used before", "\"" + key + "\" again");
        }
    }

    @Test
    @Order(4)
    void it_asks_the_same_when_it_is_asked_again() {
        Story story = Story.of("One handshake has one key: the answer is verified with the key that was sent.");
        ClientHandshake handshake = make(story, CHAT);
        String asked = request(story, handshake);
        story.run("request()[0] = 0: the caller overwrites the bytes that it got", () -> handshake.request()[0] = 0);
        story.same("the second request", asked, request(story, handshake));
        List<String> offer = new ArrayList<>(List.of("chat"));
        ClientHandshake offers = story.call("new ClientHandshake(" + CHAT + ", [chat])",
                () -> new ClientHandshake(URI.create(CHAT), offer));
        String first = request(story, offers);
        offer.set(0, "superchat");
        story.same("the second request", first, request(story, offers));
        story.same("the request of the first handshake", asked, request(story, handshake));
    }

    @Test
    @Order(5)
    void the_right_answer_opens() {
        Story story = Story.of("The answer of RFC 6455, section 1.3, is the right one for its key.");
        story.same("the subprotocol", Optional.of("chat"), new Dialogue(story, "chat", "superchat").verify(story));
        story.same("the subprotocol", Optional.empty(),
                new Dialogue(story, "chat").without("Sec-WebSocket-Protocol").verify(story));
        story.same("the subprotocol", Optional.empty(),
                new Dialogue(story).without("Sec-WebSocket-Protocol").verify(story));
    }

    @Test
    @Order(6)
    void case_order_and_other_fields_do_not_matter() {
        Story story = Story.of(
                "Names, websocket and Upgrade are compared without regard to case: RFC 6455, section 4.1, 2 and 3.");
        story.same("the subprotocol", Optional.of("chat"), new Dialogue(story, "chat")
                .instead("Upgrade: websocket", "uPGRADE:WebSocket")
                .instead("Connection: Upgrade", "connection: keep-alive ,\tupgrade").verify(story));
        story.same("the subprotocol", Optional.of("chat"), new Dialogue(story, "chat")
                .instead("Upgrade: websocket", "Server: x")
                .and("Upgrade: websocket").and("Date: 10:00:00").verify(story));
        story.same("the subprotocol", Optional.of("chat"), new Dialogue(story, "chat")
                .instead("Connection: Upgrade", "Connection: x").and("Connection: Upgrade").verify(story));
        story.same("the subprotocol", Optional.of("chat"), new Dialogue(story, "chat")
                .instead("Connection: Upgrade", "Connection: " + "x, ".repeat(30_000) + "Upgrade").verify(story));
        Dialogue spaced = new Dialogue(story, "chat");
        story.same("the subprotocol", Optional.of("chat"), spaced
                .instead(spaced.accept, spaced.accept.replace(": ", ":\t ") + " \t")
                .instead("Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Protocol:\t chat\t ").verify(story));
    }

    @Test
    @Order(7)
    void the_words_behind_the_status_mean_nothing() {
        for (String line : List.of("HTTP/1.1 101 Come in", "HTTP/1.1 101 ", "HTTP/1.1 101", "HTTP/1.1 101 a\u0085b")) {
            Story story = Story.of("The reason phrase is for people, and may be missing: RFC 9112, section 4.");
            story.same("the subprotocol", Optional.of("chat"), new Dialogue(story, "chat")
                    .instead("HTTP/1.1 101 Switching Protocols", line).verify(story));
        }
    }

    @Test
    @Order(8)
    void another_status_fails() {
        for (String line : List.of("HTTP/1.1 200 OK", "HTTP/1.1 403 Forbidden", "HTTP/1.1 301 101", "HTTP/1.1", "",
                "101", "HTTP/1.1  101 x", "HTTP/1.1 1010 x", "HTTP/1.1 +101 x", "HTTP/1.1 0101 x",
                "HTTP/1.1 \u0661\u0660\u0661 x")) {
            fails("status", "Any status but 101 means that there is no WebSocket: RFC 6455, section 4.1, point 1.",
                    "HTTP/1.1 101 Switching Protocols", line);
        }
    }

    @Test
    @Order(9)
    void upgrade_is_websocket() {
        String rule = "Upgrade must be there, and be websocket: RFC 6455, section 4.1, point 2.";
        fails("Upgrade", rule, "Upgrade: websocket", "X: y");
        fails("Upgrade", rule, "Upgrade: websocket", "Upgrade: h2c");
        fails("Upgrade", rule, "Upgrade: websocket", "Upgrade: websockets");
        fails("Upgrade", rule, "Upgrade: websocket", "Upgrade: h2c, websocket");
        fails("Upgrade", "A name ends at the colon: RFC 9112, section 5.1.", "Upgrade: websocket",
                "Upgrade : websocket");
        fails("Upgrade", "Spaces and tabs around a value do not count: other characters do.", "Upgrade: websocket",
                "Upgrade: websocket\f");
        Story story = Story.of(rule);
        new Dialogue(story, "chat").and("Upgrade: websocket").fails(story, "Upgrade");
    }

    @Test
    @Order(10)
    void connection_lists_upgrade() {
        String rule = "Connection must be there, and list Upgrade: RFC 6455, section 4.1, point 3.";
        fails("Connection", rule, "Connection: Upgrade", "X: y");
        fails("Connection", rule, "Connection: Upgrade", "Connection: keep-alive");
        fails("Connection", rule, "Connection: Upgrade", "Connection: upgraded");
    }

    @Test
    @Order(11)
    void the_accept_key_is_verified() {
        String rule = "Without the right accept key, anything might have answered: RFC 6455, section 4.1, point 4.";
        List<UnaryOperator<String>> changes = List.of(
                line -> "X: y",
                line -> "Sec-WebSocket-Accept:",
                line -> "Sec-WebSocket-Accept: " + AcceptKey.of("AAAAAAAAAAAAAAAAAAAAAA=="),
                line -> line + "=",
                line -> "Sec-WebSocket-Accept: " + line.substring(line.indexOf(' ') + 1).toLowerCase(Locale.ROOT));
        for (UnaryOperator<String> change : changes) {
            Story story = Story.of(rule);
            Dialogue dialogue = new Dialogue(story, "chat");
            dialogue.instead(dialogue.accept, change.apply(dialogue.accept)).fails(story, "Sec-WebSocket-Accept");
        }
        Story story = Story.of(rule);
        Dialogue dialogue = new Dialogue(story, "chat");
        dialogue.and(dialogue.accept).fails(story, "Sec-WebSocket-Accept");
    }

    @Test
    @Order(12)
    void no_extension_was_offered_so_none_is_in_use() {
        Story story = Story.of(
                "An extension that was not offered fails the connection: RFC 6455, section 4.1, point 5.");
        new Dialogue(story, "chat").and("Sec-WebSocket-Extensions: permessage-deflate")
                .fails(story, "Sec-WebSocket-Extensions");
        new Dialogue(story, "chat").and("Sec-WebSocket-Extensions:").fails(story, "Sec-WebSocket-Extensions");
    }

    @Test
    @Order(13)
    void the_subprotocol_is_one_of_those_offered() {
        String rule = "A subprotocol that was not offered fails the connection: RFC 6455, section 4.1, point 6.";
        for (String name : List.of("superchat", "Chat", "chat, superchat", "")) {
            fails("Sec-WebSocket-Protocol", rule, "Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Protocol: " + name);
        }
        Story story = Story.of(rule);
        new Dialogue(story).fails(story, "Sec-WebSocket-Protocol");
        new Dialogue(story, "chat", "superchat").instead("Sec-WebSocket-Protocol: chat",
                "Sec-WebSocket-Protocol: chat, superchat").fails(story, "Sec-WebSocket-Protocol");
        Story twice = Story.of(
                "The answer has one Sec-WebSocket-Protocol field at the most: RFC 6455, section 11.3.4.");
        new Dialogue(twice, "chat").and("Sec-WebSocket-Protocol: chat").fails(twice, "Sec-WebSocket-Protocol");
    }

    @Test
    @Order(14)
    void the_first_point_that_fails_is_named() {
        Story story = Story.of("The points are verified in the order of RFC 6455, section 4.1.");
        String accept = "Sec-WebSocket-Accept: x";
        broken(story, "HTTP/1.1 200 OK", "Upgrade: h2c").fails(story, "status");
        broken(story, "Upgrade: h2c", accept).fails(story, "Upgrade");
        broken(story, "Connection: x", accept).fails(story, "Connection");
        broken(story, accept).and("Sec-WebSocket-Extensions: x").fails(story, "Sec-WebSocket-Accept");
        broken(story, "Sec-WebSocket-Protocol: x").and("Sec-WebSocket-Extensions: x")
                .fails(story, "Sec-WebSocket-Extensions");
    }

    private static Dialogue broken(Story story, String... lines) {
        Dialogue dialogue = new Dialogue(story, "chat");
        for (String line : lines) {
            String start = line.replaceFirst("[ :].*", "");
            dialogue.head.replaceAll(right -> right.startsWith(start) ? line : right);
        }
        return dialogue;
    }

    @Test
    @Order(15)
    void whatever_a_stranger_answers_is_no_other_exception() {
        String rule = "What is no response fails like a wrong one: a stranger may send anything.";
        for (String lines : List.of("", " ", "HTTP/1.1 101 x\nno colon\n:\n",
                "HTTP/1.1 101 x\nUpgrade\nConnection\n")) {
            List<String> head = lines.lines().toList();
            Story story = Story.of(rule);
            ClientHandshake handshake = make(story, CHAT, "chat");
            story.refused("verify(" + head + ")", ProtocolException.class, () -> handshake.verify(head));
        }
    }

    private static void fails(String point, String rule, String from, String to) {
        Story story = Story.of(rule);
        new Dialogue(story, "chat").instead(from, to).fails(story, point);
    }

    private static void starts(String uri, String lines, String rule) {
        Story story = Story.of(rule);
        String request = request(story, make(story, uri));
        story.same("the request starts with", lines,
                request.substring(0, Math.min(lines.length(), request.length())));
    }

    static ClientHandshake make(Story story, String uri, String... subprotocols) {
        return story.call("new ClientHandshake(" + uri + ", " + List.of(subprotocols) + ")",
                () -> new ClientHandshake(URI.create(uri), List.of(subprotocols)));
    }

    static String request(Story story, ClientHandshake handshake) {
        return new String(story.call("request()", handshake::request), ISO_8859_1);
    }
}
