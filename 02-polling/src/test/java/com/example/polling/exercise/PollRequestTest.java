package com.example.polling.exercise;

import com.example.polling.exercise.PollRequest.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("2.2 PollRequest")
@Story.InOneThread
class PollRequestTest {

    @Test
    @Order(1)
    void a_number_is_the_cursor() {
        String rule = "after is the reader's cursor: 1 to 18 digits (the Javadoc's example).";
        judged(rule, "GET", "/messages?after=12", 200, 12);
        judged(rule, "HEAD", "/messages?after=12", 200, 12);
        judged(rule, "GET", "/messages?after=012", 200, 12);
        judged(rule, "GET", "/messages?after=000000000000000012", 200, 12);
        judged(rule, "GET", "/messages?after=20", 200, 20);
        judged(rule, "GET", "/messages?after=5000000000", 1, 999_999_999_999_999_999L, 200, 5_000_000_000L);
        judged(rule, "GET", "/messages?after=999999999999999999", 1, 999_999_999_999_999_999L, 200,
                999_999_999_999_999_999L);
    }

    @Test
    @Order(2)
    void without_after_the_reader_has_seen_nothing() {
        String rule = "Without after the reader has seen nothing: 0.";
        for (String target : new String[] {"/messages", "/messages?", "/messages?x=5", "/messages?&&"}) {
            judged(rule, "GET", target, 1, 20, 200, 0);
        }
    }

    @Test
    @Order(3)
    void what_is_no_number_is_a_bad_request() {
        String rule = "A value is 1 to 18 of the digits 0 to 9; anything else is 400, and no exception.";
        for (String value : new String[] {"abc", "", "-1", "%2B12", "+12", "12+", "1.5", "0x1", "12abc", "1 2",
                "%D9%A1%D9%A2", "12%0A", "%00", "12?x=1", "12;", "1%2B1", "12=", "12=13", "12#x"}) {
            judged(rule, "GET", "/messages?after=" + value, 400, 0);
        }
        judged(rule, "GET", "/messages?after", 400, 0);
    }

    @Test
    @Order(4)
    void a_number_too_long_for_a_long_is_a_bad_request() {
        String rule = "A value is 1 to 18 of the digits 0 to 9: more do not fit for sure into a long.";
        judged(rule, "GET", "/messages?after=99999999999999999999", 400, 0);
        judged(rule, "GET", "/messages?after=0000000000000000012", 400, 0);
    }

    @Test
    @Order(5)
    void a_message_that_does_not_exist_yet_cannot_have_been_seen() {
        String rule = "after greater than the last id is 400: it would be answered with silence forever.";
        judged(rule, "GET", "/messages?after=21", 400, 0);
        judged(rule, "GET", "/messages?after=999999999999999999", 400, 0);
        judged(rule, "GET", "/messages?after=1", 1, 0, 400, 0);
        judged("In an empty log a reader has missed nothing: 200.", "GET", "/messages?after=0", 1, 0, 200, 0);
    }

    @Test
    @Order(6)
    void a_reader_whose_next_message_is_gone_is_told() {
        String rule = "410 if the message that comes next after the cursor is gone (RFC 9110, section 15.5.11).";
        judged(rule, "GET", "/messages?after=10", 200, 10);
        judged(rule, "GET", "/messages?after=9", 410, 0);
        judged(rule, "GET", "/messages", 410, 0);
        judged(rule, "GET", "/messages?after=12", 21, 20, 410, 0);
        judged("A reader that has seen the last one misses nothing, even if none is kept.", "GET",
                "/messages?after=20", 21, 20, 200, 20);
    }

    @Test
    @Order(7)
    void other_names_are_other_parameters() {
        String rule = "Only the name after counts, whole; names that it is a part of are others.";
        judged(rule, "GET", "/messages?hereafter=15&after=12", 200, 12);
        judged(rule, "GET", "/messages?x=y&after=12&z", 200, 12);
        judged(rule, "GET", "/messages?x=after=15&after=12", 200, 12);
        judged(rule, "GET", "/messages?After=x&after=12", 200, 12);
        judged(rule, "GET", "/messages?+after=x&after+=x&after=12", 200, 12);
        judged(rule, "GET", "/messages?x=%ff%fe&after=12", 200, 12);
        judged(rule, "GET", "/messages?x={|^\"<\\&after=12", 200, 12);
    }

    @Test
    @Order(8)
    void a_cursor_that_is_given_twice_is_a_bad_request() {
        String rule = "after is given at most once: no rule says which of the two is meant.";
        judged(rule, "GET", "/messages?after=12&after=13", 400, 0);
        judged(rule, "GET", "/messages?after=12&after=12", 400, 0);
        judged(rule, "GET", "/messages?after=12&%61fter=13", 400, 0);
        judged(rule, "GET", "/messages?after=12&after", 400, 0);
    }

    @Test
    @Order(9)
    void names_and_values_are_percent_encoded() {
        String rule = "Names and values are percent-encoded (WHATWG URL, section 5.1).";
        judged(rule, "GET", "/messages?after=%31%32", 200, 12);
        judged(rule, "GET", "/messages?%61%66ter=12", 200, 12);
        judged(rule, "GET", "/messages?x=%26after%3D15&after=12", 200, 12);
    }

    @Test
    @Order(10)
    void a_broken_percent_sign_is_a_bad_request() {
        String rule = "A percent sign without two hexadecimal digits is 400, and no exception.";
        for (String query : new String[] {"after=%", "after=%1", "after=%zz", "x=%zz&after=12", "%=1&after=12",
                "x=%-1", "x=%+1&after=12", "x=%1+&after=12", "x=% 1", "%", "x=%%31", "x=%\uff11\uff12&after=12"}) {
            judged(rule, "GET", "/messages?" + query, 400, 0);
        }
    }

    @Test
    @Order(11)
    void another_path_is_not_found() {
        String rule = "The path is exactly /messages, and ends before the first question mark; else 404.";
        for (String target : new String[] {"/", "/messages/", "/messages%3Fafter=12", "//messages", "/messages;x",
                "/messagesx?after=12", "/Messages", "/x/messages",
                "messages", "/%6Dessages", "/messages#x", "", "*", "?after=12", "/messages%zz", "/messages |",
                "http://localhost/messages"}) {
            judged(rule, "GET", target, 404, 0);
        }
        judged(rule, "DELETE", "/nothing?after=abc", 404, 0);
    }

    @Test
    @Order(12)
    void another_method_is_not_allowed() {
        String rule = "Methods are GET and HEAD, case-sensitive (RFC 9110, section 9.1); else 405, whatever the query.";
        for (String method : new String[] {"POST", "DELETE", "get", "GETS", ""}) {
            judged(rule, method, "/messages?after=abc", 405, 0);
        }
    }

    @Test
    @Order(13)
    void a_long_query_is_judged_like_a_short_one() {
        for (String piece : new String[] {"x", "%41", "&x=1", "=", "+"}) {
            Story story = Story.of("Nothing that a client sends makes this throw: not even a very long query.");
            String target = "/messages?x=" + piece.repeat(30_000) + "&after=12";
            Verdict verdict = story.call("judge(\"GET\", \"/messages?x=" + piece + "...\", 11, 20), with " + piece
                    + " 30,000 times, then &after=12", () -> PollRequest.judge("GET", target, 11, 20));
            story.same("the verdict", new Verdict(200, 12), verdict);
        }
    }

    private static void judged(String rule, String method, String target, int status, long after) {
        judged(rule, method, target, 11, 20, status, after);
    }

    private static void judged(String rule, String method, String target, long oldest, long last, int status,
            long after) {
        Story story = Story.of(rule);
        story.step(last == 0 ? "the server has no messages"
                : oldest > last ? "the last message was %2$d, and none is kept any more"
                : "the server keeps the messages %d to %d", oldest, last);
        Verdict verdict = story.call("judge(\"" + method + "\", \"" + target + "\", " + oldest + ", " + last + ")",
                () -> PollRequest.judge(method, target, oldest, last));
        story.same("the verdict", new Verdict(status, after), verdict);
    }
}
