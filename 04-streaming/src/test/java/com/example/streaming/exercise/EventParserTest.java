package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.streaming.exercise.EventParser.Event;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("4.2 EventParser")
@Story.InOneThread
class EventParserTest {

    private static final int LIMIT = 1000;

    @Test
    @Order(1)
    void fields_become_an_event_at_the_blank_line() {
        reads(":hi\nid: 7\ndata: a\ndata:b\n\n", "The Javadoc's example: two data fields are two lines of one text.");
    }

    @Test
    @Order(2)
    void the_standards_own_examples() {
        String rule = "An example out of WHATWG HTML, section 9.2.6.";
        reads("data: YHOO\ndata: +2\ndata: 10\n\n", rule);
        reads(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n", rule);
        reads("data\n\ndata\ndata\n\ndata:", rule);
        reads("data:test\n\ndata: test\n\n", rule);
    }

    @Test
    @Order(3)
    void a_line_ends_with_cr_lf_or_lf_or_cr() {
        String rule = "CR LF, LF and CR each end a line, and may be mixed (WHATWG 9.2.5).";
        reads("data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", rule);
        reads("data: a\rdata: b\r\rdata: c\r\r", rule);
        reads("data: a\r\n\ndata: b\n\rdata: c\r\r\ndata: d\n\n", rule);
    }

    @Test
    @Order(4)
    void only_cr_and_lf_end_a_line() {
        for (String other : List.of("\u2028", "\u2029", "\u0085", "\u000b", "\f")) {
            reads("data: a" + other + "b\n\n", "CR LF, LF and CR end a line, and nothing else does (WHATWG 9.2.5).");
        }
    }

    @Test
    @Order(5)
    void only_one_space_after_the_colon_is_removed() {
        reads("data:  two\ndata:none\ndata: one \ndata:\ttab\n\n", "Of the spaces after the colon one is removed,"
                + " the others belong to the text (WHATWG 9.2.6).");
    }

    @Test
    @Order(6)
    void the_first_colon_ends_the_name() {
        reads("data: a: b\ndata::\ndata\n data: no\ndata : no\nData: no\nother: no\n\n",
                "The name ends at the first colon, is taken as it is, and unknown names are ignored (WHATWG 9.2.6).");
    }

    @Test
    @Order(7)
    void a_byte_order_mark_is_dropped_once_at_the_start() {
        String rule = "One byte order mark at the start of the stream is dropped, none anywhere else (WHATWG 9.2.5).";
        reads("\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: \uFEFFc\n\n", rule);
        reads("\uFEFF\uFEFFdata: a\n\ndata: b\n\n", rule);
    }

    @Test
    @Order(8)
    void bytes_that_are_not_utf_8_do_not_end_the_stream() {
        for (String wrong : List.of("ff", "c3", "e282", "f09f98")) {
            Story story = Story.of("Bytes that are not UTF-8 become U+FFFD: the rest is as it is (WHATWG 9.2.6).");
            byte[] bytes = HexFormat.of().parseHex("646174613a" + wrong + "0a0a" + "646174613a" + wrong + "620a0a");
            story.step("the stream carries %s", Story.hex(bytes));
            Reading.compare(story, new WholeStream(bytes), parser(story, new ByteArrayInputStream(bytes)));
        }
    }

    @Test
    @Order(9)
    void a_type_is_for_one_event() {
        reads("event: add\ndata: 1\n\ndata: 2\n\nevent: gone\n\ndata: 3\n\nevent: x\nevent\ndata: 4\n\n",
                "The type is forgotten at each blank line; no type, or an empty one, is \"message\" (WHATWG 9.2.6).");
        reads("event: add\n:hi\nother: x\ndata: 1\n\n", "Comments and unknown fields change nothing (WHATWG 9.2.6).");
    }

    @Test
    @Order(10)
    void an_id_holds_until_the_next_one() {
        String rule = "The last event ID outlives its event, is taken over at a blank line even without data, and"
                + " an empty id clears it (WHATWG 9.2.6).";
        reads("id: 7\ndata: a\n\ndata: b\n\nid: 8\n\ndata: c\n\nid\ndata: d\n\n", rule);
        reads("id: 7\ndata: a\n\nid: 8\n\n", rule);
    }

    @Test
    @Order(11)
    void an_id_with_a_nul_is_ignored() {
        reads("id: 7\ndata: a\n\nid: 8\0\ndata: b\n\n", "An id with a NUL in it is ignored (WHATWG 9.2.6).");
    }

    @Test
    @Order(12)
    void an_id_counts_only_at_its_blank_line() {
        reads("id: 7\ndata: a\n\nid: 8\ndata: b\n", "Half an event is dropped, and its id with it: or the whole one"
                + " would never come (WHATWG 9.2.6).");
    }

    @Test
    @Order(13)
    void a_retry_is_digits_only() {
        for (String value : List.of("2500", "0", "00100", "86400000000", "123456789012345678", "2.5", "-1", "+1", "1s",
                "1 ", " 1", "1e3", "\u0661\u0662", "soon")) {
            reads("retry: 40\nretry: " + value + "\ndata: x\n\n", "A retry that is not ASCII digits only is ignored.");
        }
        Story story = Story.of("A number that is too big is no reason to give up a good stream.");
        EventParser parser = parser(story, "retry: " + "9".repeat(40) + "\ndata: x\n\n");
        story.same("the event", Optional.of(new Event("message", "x", "")), story.call("next()", parser::next));
    }

    @Test
    @Order(14)
    void an_event_without_data_is_none() {
        reads("event: add\nid: 7\n\n\n\n:x\n\ndata: a\n\n", "Without a data field nothing is dispatched (WHATWG"
                + " 9.2.6).");
    }

    @Test
    @Order(15)
    void half_an_event_at_the_end_is_dropped() {
        String rule = "What comes after the last blank line is half an event, and dropped (WHATWG 9.2.6).";
        reads("data: a\n\ndata: b\n", rule);
        reads("data: a\n\ndata: b", rule);
        reads("retry: 40\ndata: a\n\nretry: 100", rule);
    }

    @Test
    @Order(16)
    void the_stream_may_be_cut_after_every_byte() {
        String stream = "\uFEFFid: 1\r\ndata: \u20ac\r\ndata:\r\n\r\nevent: \ud83d\ude00\rdata: x\r\rdata: y\n\n";
        byte[] wire = stream.getBytes(UTF_8);
        WholeStream expected = new WholeStream(wire);
        for (int cut = 0; cut <= wire.length; cut++) {
            Story story = Story.of("A read is no event, no line nor even a character: the stream may be cut anywhere.");
            story.step("the stream %s", Shown.text(new String(wire, UTF_8)));
            story.step("it arrives in two parts, cut after byte %d", cut);
            Reading.compare(story, expected, parser(story, new Arriving(false, wire, cut)));
        }
        Story story = Story.of("A read is not an event, nor a line: the stream may arrive byte by byte.");
        story.step("the stream %s", Shown.text(new String(wire, UTF_8)));
        Reading.compare(story, expected, parser(story, new Arriving(false, wire, Arriving.EVERYWHERE)));
    }

    @Test
    @Order(17)
    void an_event_is_returned_as_soon_as_its_blank_line_is_there() {
        for (String whole : List.of("data: a\n\n", "data: a\r\n\r\n", "data: a\r\r", "data: a\r\n\r")) {
            Story story = Story.of("A CR ends the line at once: who waits to see whether an LF follows shows each"
                    + " event when the next one comes.");
            story.step("%s arrives, then nothing for a long time", Shown.text(whole));
            EventParser parser = parser(story, new Arriving(true, whole.getBytes(UTF_8), whole.length()));
            story.same("the event", Optional.of(new Event("message", "a", "")), story.call("next()", parser::next));
        }
    }

    @Test
    @Order(17)
    void nothing_is_read_before_it_is_asked_for() {
        Story story = Story.of("A parser reads when next() is called: to make one must not wait for the first byte.");
        story.step("a stream that stays open, and in which nothing has arrived");
        parser(story, new Arriving(true, new byte[0], 0));
    }

    @Test
    @Order(18)
    void every_line_may_have_the_limit_and_not_one_character_more() {
        for (String field : List.of(":", "data:", "id:", "event:", "other:", "")) {
            String line = field + "x".repeat(LIMIT - field.length());
            for (String end : List.of("\n", "\r", "\r\n")) {
                reads("\uFEFF" + line + end + "data: a" + end + end, "A line has at most 1000 characters: neither its"
                        + " end nor a byte order mark is counted.");
            }
            refused(line + "x", 0);
            refused(field + "\ud83d\ude00".repeat((LIMIT - field.length()) / 2 + 1), 0);     // each counts for two
            refused("data: a\n\n" + line + "x", 1);
        }
    }

    @Test
    @Order(19)
    void an_events_data_may_have_the_limit_and_not_one_character_more() {
        String half = "data: " + "x".repeat(LIMIT / 2) + "\n";
        String rule = "An event's data is its lines with an LF between them; 1000 characters are no mistake.";
        reads(half + "data: " + "y".repeat(LIMIT / 2 - 1) + "\n\n", rule);
        reads("data\n".repeat(LIMIT + 1) + "\n", rule);
        reads((half + "\n").repeat(3), rule);
        refused(half + "data: " + "y".repeat(LIMIT / 2) + "\n", 0);
        refused("data\n".repeat(LIMIT + 2), 0);
    }

    @Test
    @Order(20)
    void a_line_without_an_end_is_refused() {
        for (String endless : List.of("data: ", ":", "x")) {
            Story story = Story.of("What a stranger can make you keep has a limit: check it before you keep more.");
            story.step("a line of " + Shown.text(endless) + " and then one 'x' after the other, without end");
            EventParser parser = parser(story, new Endless(endless, "x"));
            story.refused("next()", ProtocolException.class, parser::next);
        }
    }

    @Test
    @Order(21)
    void an_event_without_an_end_is_refused() {
        Story story = Story.of("What a stranger can make you keep has a limit: an event's data, too.");
        story.step("data fields, one after the other, and never a blank line");
        EventParser parser = parser(story, new Endless("", "data: x\n"));
        story.refused("next()", ProtocolException.class, parser::next);
    }

    @Test
    @Order(22)
    void the_limit_is_for_what_is_kept_and_not_for_the_stream() {
        reads((": beat\n".repeat(500) + "data: " + "x".repeat(900) + "\n\n").repeat(3),
                "The limit is for one line and one event's data: comments and earlier events are not kept.");
        Story story = Story.of("The limit may be any int: compare before you add.");
        byte[] a = "data: a\n\n".getBytes(UTF_8);
        Reading.compare(story, new WholeStream(a), story.call("new EventParser(in, 2147483647)",
                () -> new EventParser(new ByteArrayInputStream(a), Integer.MAX_VALUE)));
    }

    @Test
    @Order(23)
    void strange_streams_are_read_as_a_browser_reads_them() {
        String[] pieces = {"data", "id", "event", "retry", ":", ": ", " ", "\n", "\r", "\r\n", "\n\n", "x", "7",
                "\u20ac", "\0", "\uFEFF", "\u2028", "\u0085"};
        List<String> streams = new ArrayList<>();
        for (int seed = 0; seed < 400; seed++) {
            StringBuilder stream = new StringBuilder();
            new Random(seed).ints(30, 0, pieces.length).forEach(piece -> stream.append(pieces[piece]));
            streams.add(stream.toString());
        }
        String rule = "Every stream means something: the rules leave nothing open (WHATWG 9.2.6).";
        Story story = Story.of(rule);
        AtomicReference<String> at = new AtomicReference<>();
        boolean right;
        try {
            // All in one step: a thread for each step of each would take longer than all the reading.
            right = story.call("400 streams are read, one after the other", () -> streams.stream().allMatch(stream -> {
                at.set(stream);
                return Reading.isRight(stream, LIMIT);
            }));
        } catch (AssertionError wrong) {
            right = false;
        }
        if (!right) {
            reads(at.get(), rule);
        }
        story.that(right, "each is read alike, whatever was read before it", Shown.text(at.get()) + " is not");
    }

    /** The stream stays open: what is too long is refused as soon as it is, not when its end has come. */
    private static void refused(String tooLong, int eventsBefore) {
        Story story = Story.of("More than the limit, in one line or in one event's data, is refused at once.");
        story.step("the stream %s, and it stays open", Shown.text(tooLong));
        EventParser parser = parser(story, new Arriving(true, tooLong.getBytes(UTF_8), 0));
        for (int i = 0; i < eventsBefore; i++) {
            story.call("next()", parser::next);
        }
        story.refused("next()", ProtocolException.class, parser::next);
    }

    private static void reads(String stream, String rule) {
        Story story = Story.of(rule);
        Reading.compare(story, new WholeStream(stream.getBytes(UTF_8)), parser(story, stream));
    }

    private static EventParser parser(Story story, String text) {
        return parser(story.step("the stream %s", Shown.text(text)), new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static EventParser parser(Story story, InputStream in) {
        return story.call("new EventParser(in, " + LIMIT + ")", () -> new EventParser(in, LIMIT));
    }
}
