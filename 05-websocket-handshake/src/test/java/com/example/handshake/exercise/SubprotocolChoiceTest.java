package com.example.handshake.exercise;

import com.example.handshake.RefusedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("5.4 SubprotocolChoice")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class SubprotocolChoiceTest {

    @Test
    @Order(1)
    void the_example_of_the_standard() {
        choose("chat", List.of("chat"), "The server takes one of those offered: RFC 6455, section 1.9.",
                "chat, superchat");
    }

    @Test
    @Order(2)
    void the_servers_order_decides() {
        String rule = "Among those that both can speak, it is the server's choice: RFC 6455, section 4.2.2, point 5.5.";
        choose("v2", List.of("v2", "v1"), rule, "v1, v2");
        choose("v1", List.of("v3", "v1", "v2"), rule, "v2, v1");
    }

    @Test
    @Order(3)
    void nothing_offered_nothing_chosen() {
        String rule = "What was not offered must not be answered, or the browser hangs up: RFC 6455, 4.1, point 6.";
        choose(null, List.of("chat"), rule);
        choose(null, List.of("chat"), rule, "");
        choose(null, List.of(), rule, "chat");
    }

    @Test
    @Order(4)
    void none_in_common_none_chosen() {
        String rule = "No subprotocol is an answer, too, and not an error: RFC 6455, section 4.2.2, point 5.5.";
        choose(null, List.of("chat"), rule, "superchat");
        choose(null, List.of("chat"), rule, "superchat, chat2, mychat");
    }

    @Test
    @Order(5)
    void names_are_case_sensitive() {
        choose(null, List.of("chat"),
                "Subprotocols are compared as they are, case and all: RFC 6455, section 4.1, point 6.",
                "Chat, CHAT");
        choose("chat", List.of("chat"), "Names that differ in case are two names: RFC 6455, section 4.1, point 10.",
                "Chat, chat");
    }

    @Test
    @Order(6)
    void several_lines_are_one_list() {
        String rule = "The field may come several times, which is one list: RFC 6455, section 11.3.4.";
        choose("chat", List.of("chat"), rule, "superchat", "chat");
        choose("v2", List.of("v2", "chat"), rule, "a, chat", "b", "c, v2");
    }

    @Test
    @Order(7)
    void spaces_and_empty_elements_count_for_nothing() {
        String rule = "A list has optional spaces and tabs around its commas, and empty elements: RFC 9110, 5.6.1.";
        choose("chat", List.of("chat"), rule, "superchat,chat");
        choose("chat", List.of("chat"), rule, " superchat\t,\tchat ");
        choose("chat", List.of("chat"), rule, ",, chat ,", "", ",");
    }

    @Test
    @Order(8)
    void a_name_is_a_token() {
        String rule = "A name is a token: no spaces in it, no quotes, no brackets (RFC 6455, 4.3; RFC 9110, 5.6.2).";
        for (String offered : List.of("chat superchat", "\"chat\"", "chat, a/b", "chat, a@b", "ch\u00e4t",
                "chat;v=1", "chat\u0661", "chat\u007f", "a\\b", "chat\tx", "(chat)", "superchat, chat=", "{chat}",
                "chat\n", "chat;x", "chat\f", "\u000bchat", "chat\u00a0", "\u2003chat")) {
            refused(offered, rule);
        }
        Story none = Story.of("What is offered is checked, also by a server that speaks no subprotocol.");
        none.refused("choose([], lines [\"a/b\"])", RefusedException.class,
                () -> SubprotocolChoice.choose(List.of(), List.of("a/b")));
        choose(null, List.of("chat"), rule, "x1".repeat(15_000));
        choose("a.b!#$%&'*+-^_`|~9", List.of("a.b!#$%&'*+-^_`|~9"), rule, "chat, a.b!#$%&'*+-^_`|~9");
    }

    @Test
    @Order(9)
    void a_name_is_offered_once() {
        String rule = "All names are different from each other: RFC 6455, section 4.1, point 10 of the request.";
        refused("chat, chat", rule);
        refused("x, chat, x", rule);
        Story story = Story.of(rule);
        RefusedException e = story.refused("choose([chat], [chat] [chat])", RefusedException.class,
                () -> SubprotocolChoice.choose(List.of("chat"), List.of("chat", "chat")));
        story.same("the status", 400, e.status());
    }

    private static void choose(String chosen, List<String> supported, String rule, String... offered) {
        Story story = Story.of(rule);
        List<String> lines = List.of(offered);
        story.same("the choice", Optional.ofNullable(chosen),
                story.call("choose(" + supported + ", lines " + quoted(lines) + ")",
                        () -> SubprotocolChoice.choose(supported, lines)));
    }

    private static void refused(String offered, String rule) {
        Story story = Story.of(rule);
        RefusedException e = story.refused("choose([chat], lines " + quoted(List.of(offered)) + ")",
                RefusedException.class, () -> SubprotocolChoice.choose(List.of("chat"), List.of(offered)));
        story.same("the status", 400, e.status());
    }

    private static List<String> quoted(List<String> lines) {
        return lines.stream().map(line -> '"' + line.replace("\t", "\\t") + '"')
                .map(line -> line.length() < 200 ? line : line.substring(0, 20) + "... " + line.length()).toList();
    }
}
