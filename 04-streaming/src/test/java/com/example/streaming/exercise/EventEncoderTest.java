package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.streaming.exercise.WholeStream.Dispatched;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("4.1 EventEncoder")
@Story.InOneThread
class EventEncoderTest {

    @Test
    @Order(1)
    void an_event_arrives_with_its_id_its_type_and_its_text() {
        Story story = Story.of("An event is its fields, one per line, and a blank line that dispatches it (WHATWG"
                + " 9.2.6).");
        arrives(story, event(story, "7", "chat", "hello"), new Dispatched("chat", "hello", "7"));
    }

    @Test
    @Order(2)
    void without_a_type_it_is_a_message() {
        Story story = Story.of("Without an event field the type is \"message\" (WHATWG 9.2.6): that is what"
                + " onmessage hears.");
        arrives(story, event(story, "7", null, "hello"), new Dispatched("message", "hello", "7"));
    }

    @Test
    @Order(3)
    void without_an_id_the_last_one_still_holds() {
        Story story = Story.of("An id field changes the last event ID, even an empty one: no id, no id field"
                + " (WHATWG 9.2.6).");
        byte[] stream = join(event(story, "7", null, "a"), event(story, null, null, "b"));
        arrives(story, stream, new Dispatched("message", "a", "7"), new Dispatched("message", "b", "7"));
    }

    @Test
    @Order(4)
    void an_empty_id_clears_the_last_one() {
        Story story = Story.of("An id field changes the last event ID, even an empty one (WHATWG 9.2.6): empty is not"
                + " null.");
        byte[] stream = join(event(story, "7", null, "a"), event(story, "", null, "b"));
        arrives(story, stream, new Dispatched("message", "a", "7"), new Dispatched("message", "b", ""));
    }

    @Test
    @Order(5)
    void only_cr_and_lf_end_a_line() {
        for (String other : List.of("\u2028", "\u2029", "\u0085", "\u000b", "\f", "\u001e")) {
            Story story = Story.of("CR LF, CR and LF end a line, and nothing else does (WHATWG 9.2.5): not all that"
                    + " Unicode, or \\R, calls a line break.");
            String text = "a" + other + "b" + other;
            story.step("the text is \"a\", U+%04X, \"b\", U+%04X", (int) other.charAt(0), (int) other.charAt(0));
            arrives(story, event(story, "7" + other, "t" + other, text),
                    new Dispatched("t" + other, text, "7" + other));
            byte[] comment = story.call("comment(the text)", () -> EventEncoder.comment(text));
            story.that(comment != null, "the comment's bytes", "null");
            String lines = new String(comment, UTF_8).strip();
            story.same("lines of the comment", 1L, lines.lines().count());
        }
    }

    @Test
    @Order(6)
    void every_line_of_a_text_is_a_data_field() {
        for (String text : List.of("a\nb", "a\r\nb", "a\rb", "a\n\nb", "a\r\rb", "a\r\n\r\nb", "a\n\rb", "\na",
                "\r\na")) {
            Story story = Story.of("Each line of the text goes out as a data field of its own; CR LF, CR and LF all"
                    + " end a line (WHATWG 9.2.5).");
            arrives(story, event(story, "7", null, text), new Dispatched("message", lineFeeds(text), "7"));
        }
    }

    @Test
    @Order(7)
    void no_text_becomes_an_event() {
        for (String end : List.of("\n", "\r", "\r\n")) {
            for (String attack : List.of("x|event: admin", "x||data: forged", "x|id: 99||data: forged|", "|:x",
                    "x|retry: 1")) {
                Story story = Story.of("A text is a text: whoever writes it must not be able to write fields and"
                        + " events.");
                String text = attack.replace("|", end);
                byte[] stream = event(story, "7", null, text);
                arrives(story, stream, new Dispatched("message", lineFeeds(text), "7"));
                story.same("the retry that the reader took over (-1: none)", -1L, new WholeStream(stream).retryMillis);
            }
        }
    }

    @Test
    @Order(8)
    void a_text_keeps_its_spaces_and_colons() {
        for (String text : List.of(" x", "  x", "x ", " ", ":", ": x", "data: x", "\tx", "a\n b", "\ufeffx",
                "a\0b")) {
            Story story = Story.of("The reader removes one space after the colon: it must be yours, not the text's"
                    + " (WHATWG 9.2.6).");
            arrives(story, event(story, "7", null, text), new Dispatched("message", text, "7"));
        }
        for (String value : List.of(" 7", "  ", ":", "\ufeff")) {
            Story story = Story.of("The reader removes one space after the colon of an id or a type, too (9.2.6).");
            arrives(story, event(story, value, value, "x"), new Dispatched(value, "x", value));
        }
        Story story = Story.of("Only an id must have no NUL: a type may (WHATWG 9.2.6).");
        arrives(story, event(story, "7", "a\0", "x"), new Dispatched("a\0", "x", "7"));
    }

    @Test
    @Order(9)
    void an_empty_text_is_an_event_too() {
        Story story = Story.of("An event without any data field is not dispatched; one with an empty data field is"
                + " (WHATWG 9.2.6).");
        arrives(story, event(story, "7", null, ""), new Dispatched("message", "", "7"));
    }

    @Test
    @Order(10)
    void line_breaks_at_the_end_of_a_text_stay() {
        for (String text : List.of("a\n", "a\n\n", "\n", "\r\n\r\n", "a\r")) {
            Story story = Story.of("A line break at the end of the text begins one more line, which is empty: n"
                    + " breaks are n + 1 data fields.");
            arrives(story, event(story, "7", null, text), new Dispatched("message", lineFeeds(text), "7"));
        }
    }

    @Test
    @Order(11)
    void the_bytes_are_utf_8() {
        Story story = Story.of("An event stream is UTF-8, always (WHATWG 9.2.5).");
        String text = "na\u00efve \u20ac \ud83d\ude00";
        arrives(story, event(story, "7", null, text), new Dispatched("message", text, "7"));
    }

    @Test
    @Order(12)
    void an_id_or_a_type_with_a_line_break_is_refused() {
        for (String hostile : List.of("7\ndata: forged", "7\r", "\n7", "7\r\n\r\n")) {
            Story story = Story.of("A field is one line: an id or a type with a line break in it cannot be sent.");
            story.refused("event(" + shown(hostile) + ", null, \"x\")", IllegalArgumentException.class,
                    () -> EventEncoder.event(hostile, null, "x"));
            story.refused("event(\"7\", " + shown(hostile) + ", \"x\")", IllegalArgumentException.class,
                    () -> EventEncoder.event("7", hostile, "x"));
        }
    }

    @Test
    @Order(13)
    void an_id_with_a_nul_is_refused() {
        Story story = Story.of("A browser ignores an id with a NUL in it (WHATWG 9.2.6): it would never come back.");
        story.refused("event(\"\\0\", null, \"x\")", IllegalArgumentException.class,
                () -> EventEncoder.event("\0", null, "x"));
        story.refused("event(\"7\\0\", null, \"x\")", IllegalArgumentException.class,
                () -> EventEncoder.event("7\0", null, "x"));
    }

    @Test
    @Order(14)
    void a_comment_does_nothing_whatever_its_text_is() {
        for (String text : List.of("", "beat", "\n", "\r\n", "a\nb", "x\ndata: forged\n\n", "x\r\rdata: forged\r\r",
                "\n\nid: 99\n\n", "a\r")) {
            Story story = Story.of("A comment is lines that start with a colon; each line of its text needs one"
                    + " (WHATWG 9.2.5).");
            byte[] comment = story.call("comment(" + shown(text) + ")", () -> EventEncoder.comment(text));
            story.that(comment != null && comment.length > 0, "at least one byte, or it has no effect", "none");
            story.step("a whole event goes out before it and after it");
            byte[] whole = "id: 1\ndata: x\n\n".getBytes(UTF_8);
            Dispatched event = new Dispatched("message", "x", "1");
            arrives(story, join(whole, comment, whole), event, event);
        }
    }

    private static byte[] event(Story story, String id, String type, String data) {
        String call = "event(" + shown(id) + ", " + shown(type) + ", " + shown(data) + ")";
        byte[] event = story.call(call, () -> EventEncoder.event(id, type, data));
        story.that(event != null, "the event's bytes", "null");
        return event;
    }

    private static void arrives(Story story, byte[] stream, Dispatched... events) {
        story.step("on the wire:\n%s", new String(stream, UTF_8)
                .replace("\r", "\\r").replace("\n", "\\n\n").stripTrailing());
        story.same("the events at the reader", List.of(events).toString(), new WholeStream(stream).events.toString());
    }

    private static String lineFeeds(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String shown(String text) {
        return text == null ? "null" : '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
