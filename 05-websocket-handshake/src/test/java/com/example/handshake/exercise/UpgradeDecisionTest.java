package com.example.handshake.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("5.3 UpgradeDecision")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class UpgradeDecisionTest {

    /** One request for each row of the table that refuses, in the order of the table. */
    private static final List<Consumer<Request>> BROKEN = List.of(request -> request.version("HTTP/1.0"),
            request -> request.with("host"), request -> request.method("POST"), request -> request.with("upgrade"),
            request -> request.with("connection"), request -> request.with("sec-websocket-version", "13", "13"),
            request -> request.with("sec-websocket-version", "8"), request -> request.with("sec-websocket-key"),
            request -> request.with("origin", "http://evil.test"));
    private static final List<Integer> STATUS = List.of(505, 400, 405, 426, 400, 400, 426, 400, 403);

    private static final Set<String> ALLOWED = Set.of("http://example.com", "https://chat.example.com:8443");

    @Test
    @Order(1)
    void the_example_of_the_standard_is_accepted() {
        Story story = Story.of("101 carries Upgrade, Connection and Sec-WebSocket-Accept: RFC 6455, section 4.2.2.");
        UpgradeDecision.Answer answer = new Request().decide(story);
        story.same("the status", 101, answer.status());
        story.same("the fields", new TreeMap<>(Map.of("Connection", "Upgrade",
                "Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Upgrade", "websocket")),
                new TreeMap<>(answer.fields()));
    }

    @Test
    @Order(2)
    void connection_is_a_list_without_regard_to_case() {
        String rule = "Connection is a list over all its lines, in any case: RFC 6455, 4.2.1; RFC 9110, 5.6.1.";
        expect(101, rule, new Request().with("connection", "keep-alive, Upgrade"));
        expect(101, rule, new Request().with("connection", "keep-alive\t,upgrade"));
        expect(101, rule, new Request().with("connection", "keep-alive", ",UPGRADE,"));
        expect(400, rule, new Request().with("connection", "keep-alive"));
        expect(400, rule, new Request().with("connection", "x-upgrade, upgraded"));
        expect(400, rule, new Request().with("connection"));
        expect(101, rule, new Request().with("connection", "x, ".repeat(30_000) + "Upgrade"));
        expect(400, rule, new Request().with("connection", "x, ".repeat(30_000) + "y"));
    }

    @Test
    @Order(3)
    void upgrade_is_a_list_without_regard_to_case() {
        String rule = "Upgrade lists websocket, in any case; without it the answer is 426 (RFC 9110, 7.8 and 15.5.22).";
        expect(101, rule, new Request().with("upgrade", "WebSocket"));
        expect(101, rule, new Request().with("upgrade", "h2c, websocket"));
        expect(101, rule, new Request().with("upgrade", "h2c", "WEBSOCKET"));
        expect(426, rule, new Request().with("upgrade", "websockets"));
        expect(426, rule, new Request().with("upgrade", "h2c"));
        expect(101, rule, new Request().with("upgrade", "h2c,\twebsocket\t"));
        for (String other : List.of("web socket", "websocket/13", "websocket;x", "\fwebsocket", "websocket\u00a0")) {
            expect(426, rule, new Request().with("upgrade", other));
        }
        expect(426, rule, new Request().with("upgrade"));
    }

    @Test
    @Order(4)
    void an_ordinary_GET_is_told_what_to_ask_for() {
        Story story = Story.of("426 says which protocol (RFC 9110, 15.5.22) and which version (RFC 6455, 4.4).");
        Request plain = new Request().with("upgrade").with("connection").with("origin")
                .with("sec-websocket-key").with("sec-websocket-version");
        refusal(story, 426, Map.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13"), plain.decide(story));
    }

    @Test
    @Order(5)
    void another_version_is_told_ours() {
        for (String version : List.of("8", "7", "0", "14", "013", "1 3", "", "thirteen", "+13", "13.0", "13, 8",
                "13,13", "\u0661\u0663")) {
            Story story = Story.of(
                    "Another version than 13 gets 426 and Sec-WebSocket-Version: 13: RFC 6455, section 4.4.");
            refusal(story, 426, Map.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13"),
                    new Request().with("sec-websocket-version", version).decide(story));
        }
        expect(426, "A missing version is no version that we speak: RFC 6455, section 4.4.",
                new Request().with("sec-websocket-version"));
        expect(400, "A request has one Sec-WebSocket-Version: RFC 6455, section 11.3.5.",
                new Request().with("sec-websocket-version", "13", "13"));
    }

    @Test
    @Order(6)
    void only_GET_opens_a_websocket() {
        for (String method : List.of("POST", "HEAD", "get", "Get", "OPTIONS")) {
            Story story = Story.of(
                    "Only GET, in upper case, and 405 says so in Allow: RFC 6455, 4.1; RFC 9110, 9.1, 15.5.6.");
            refusal(story, 405, Map.of("Allow", "GET"), new Request().method(method).decide(story));
        }
    }

    @Test
    @Order(7)
    void a_websocket_begins_with_HTTP_1_1() {
        String rule = "The handshake is a request of HTTP/1.1 or a later 1.x: RFC 6455, section 4.2.1, point 1.";
        for (String version : List.of("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/1.10", "HTTP/1.",
                "HTTP/1.x", "HTTP/1.\u0661", "HTTP/11.1", "HTTP/1:1", "HTTP/1.1 ", "")) {
            expect(505, rule, new Request().version(version));
        }
        expect(101, rule, new Request().version("HTTP/1.2"));
    }

    @Test
    @Order(8)
    void there_is_one_host() {
        String rule = "A request of HTTP/1.1 has exactly one Host: RFC 9112, section 3.2.";
        expect(400, rule, new Request().with("host"));
        expect(400, rule, new Request().with("host", "a", "b"));
        expect(400, rule, new Request().with("host", "a", "a"));
        expect(101, "Host may be empty (RFC 9110, section 7.2): there is one.", new Request().with("host", ""));
    }

    @Test
    @Order(9)
    void there_is_one_key_of_16_bytes() {
        String rule = "The key is Base64 of 16 bytes, once: RFC 6455, sections 4.2.1, point 5, and 11.3.1.";
        expect(400, rule, new Request().with("sec-websocket-key"));
        for (String key : List.of("", "x", "dGhlIHNhbXBsZSBub25j", "dGhlIHNhbXBsZSBub25jZR==",
                "!!!!!!!!!!!!!!!!!!!!!!==", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBs ZSBub25jZQ==",
                "dGhlIHNhbXBsZSBub25jZSE=", "dGhlIHNhbXBsZSBub25j_Q==")) {
            expect(400, rule, new Request().with("sec-websocket-key", key));
        }
        expect(400, rule, new Request().with("sec-websocket-key", Request.KEY, Request.KEY));
    }

    @Test
    @Order(10)
    void a_page_of_another_site_may_not_connect() {
        String rule = "An Origin is allowed if it is, as a whole, one of those allowed: RFC 6455, 10.2; RFC 6454.";
        for (String origin : List.of("http://evil.test", "http://example.com.evil.test", "http://amyexample.com",
                "null",
                "https://example.com", "http://example.com:81", "http://example.com/", "",
                "HTTP://EXAMPLE.COM", "http://Example.com", "http://example.com:80", "example.com",
                "http://example.com, http://example.com")) {
            expect(403, rule, new Request().with("origin", origin));
        }
        expect(403, rule, new Request().with("origin", "http://example.com", "http://evil.test"));
        expect(403, rule, new Request().with("origin", "http://example.com", "http://example.com"));
        expect(101, rule, new Request().with("origin", "https://chat.example.com:8443"));
        Story story = Story.of("If no origin is allowed, none is: an empty set is not a set of all.");
        UpgradeDecision.Answer answer = story.call("decide(the example of the standard, no origin allowed)",
                () -> UpgradeDecision.decide("GET", "HTTP/1.1", new Request().fields, Set.of()));
        story.same("the status", 403, answer.status());
    }

    @Test
    @Order(11)
    void a_program_that_is_no_browser_sends_no_origin() {
        expect(101, "Origin is a browser's promise; other programs send none: RFC 6455, section 4.2.1, point 7.",
                new Request().with("origin"));
    }

    @Test
    @Order(12)
    void extensions_and_subprotocols_are_not_echoed() {
        Story story = Story.of("A server that echoes an extension must speak it: RFC 6455, section 9.1.");
        UpgradeDecision.Answer answer = new Request().with("sec-websocket-extensions", "permessage-deflate")
                .with("sec-websocket-protocol", "chat, superchat").decide(story);
        story.same("the status", 101, answer.status());
        story.same("names of the fields", Set.of("Upgrade", "Connection", "Sec-WebSocket-Accept"),
                answer.fields().keySet());
    }

    @Test
    @Order(13)
    void the_first_broken_rule_decides() {
        String rule = "The table is read from the top; a 400 behind a 426 would not tell what to ask for.";
        for (int first = 0; first < BROKEN.size(); first++) {
            for (int second = first + 1; second < BROKEN.size(); second++) {
                Request request = new Request();
                BROKEN.get(second).accept(request);             // the first one last: it may be about the same field
                BROKEN.get(first).accept(request);
                expect(STATUS.get(first), rule, request);
            }
        }
        expect(400, rule, new Request().with("sec-websocket-version", "8", "8"));
    }

    @Test
    @Order(14)
    void a_request_without_any_field_is_answered() {
        Story story = Story.of("Whatever a stranger has sent, it gets an answer: a missing field is no exception.");
        UpgradeDecision.Answer answer = story.call("decide(\"GET\", \"HTTP/1.1\", {}, [])",
                () -> UpgradeDecision.decide("GET", "HTTP/1.1", Map.of(), Set.of()));
        refusal(story, 400, Map.of(), answer);
    }

    @Test
    @Order(15)
    void other_refusals_carry_no_fields() {
        String rule = "Only 101, 405 and 426 carry fields; each refusal has a sentence.";
        for (Request request : List.of(new Request().version("HTTP/1.0"), new Request().with("host"),
                new Request().with("connection"), new Request().with("sec-websocket-version", "13", "8"),
                new Request().with("sec-websocket-key"), new Request().with("origin", "http://evil.test"))) {
            Story story = Story.of(rule);
            UpgradeDecision.Answer answer = request.decide(story);
            refusal(story, answer.status(), Map.of(), answer);
        }
    }

    private static void expect(int status, String rule, Request request) {
        Story story = Story.of(rule);
        story.same("the status", status, request.decide(story).status());
    }

    private static void refusal(Story story, int status, Map<String, String> fields, UpgradeDecision.Answer answer) {
        story.same("the status", status, answer.status());
        story.same("the fields", new TreeMap<>(fields), new TreeMap<>(answer.fields()));
        story.that(answer.sentence() != null && !answer.sentence().isBlank(), "a sentence for the client",
                "\"" + answer.sentence() + "\"");
    }

    /** The example of RFC 6455, section 1.3, with differences. */
    private static final class Request {

        static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

        private final Map<String, List<String>> fields = new TreeMap<>(Map.of(
                "host", List.of("server.example.com"),
                "upgrade", List.of("websocket"),
                "connection", List.of("Upgrade"),
                "sec-websocket-key", List.of(KEY),
                "origin", List.of("http://example.com"),
                "sec-websocket-version", List.of("13")));
        private final List<String> differences = new ArrayList<>();
        private String method = "GET";
        private String version = "HTTP/1.1";

        Request method(String other) {
            method = other;
            differences.add(other);
            return this;
        }

        Request version(String other) {
            version = other;
            differences.add("\"" + other + "\"");
            return this;
        }

        /** The field with these values; without any, the field is left out. */
        Request with(String name, String... values) {
            fields.put(name, List.of(values));
            if (values.length == 0) {
                fields.remove(name);
            }
            String all = String.valueOf(List.of(values));
            differences.add(values.length == 0 ? "no " + name
                    : name + " " + (all.length() < 200 ? all : all.substring(0, 20) + "... (" + all.length() + ")"));
            return this;
        }

        UpgradeDecision.Answer decide(Story story) {
            String what = differences.isEmpty() ? "" : ", but with " + String.join(", ", differences);
            UpgradeDecision.Answer answer = story.call("decide(the example of the standard" + what + ")",
                    () -> UpgradeDecision.decide(method, version, fields, ALLOWED));
            story.that(answer != null && answer.fields() != null, "an answer with fields, if only an empty map",
                    String.valueOf(answer));
            return answer;
        }
    }
}
