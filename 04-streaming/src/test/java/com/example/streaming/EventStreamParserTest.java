package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.streaming.exercise.WholeStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The event stream's parser")
class EventStreamParserTest {

    private static final int LIMIT = 1000;

    private static final String ALL_AT_ONCE = "\uFEFF:comment\r\nid: 1\rdata: \u20ac\ndata\r\n\r\ndata:  x\rid: 2\0\r\r"
            + "event: \ud83d\ude00\r\ndata: a: b\r\nretry: 250\r\nretry: 1s\r\nother: x\r\n\r\nid\n\ndata: y\n\n"
            + "id: 9\ndata: half";

    @Test
    void reads_the_same_events_wherever_the_stream_is_cut() throws ProtocolException {
        byte[] bytes = ALL_AT_ONCE.getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            EventStreamParser parser = new EventStreamParser(LIMIT);
            List<ServerSentEvent> events = new ArrayList<>(parser.feed(ByteBuffer.wrap(bytes, 0, cut)));
            events.addAll(parser.feed(ByteBuffer.wrap(bytes, cut, bytes.length - cut)));
            assertAsABrowser(bytes, parser, events, "cut after byte " + cut);
        }
    }

    @Test
    void reads_strange_streams_as_a_browser_does_byte_by_byte() throws ProtocolException {
        String[] pieces = {"data", "id", "event", "retry", ":", ": ", " ", "\n", "\r", "\r\n", "\n\n", "x", "7",
                "\u20ac", "\0", "\uFEFF"};
        for (int seed = 0; seed < 5_000; seed++) {
            StringBuilder stream = new StringBuilder();
            new Random(seed).ints(30, 0, pieces.length).forEach(piece -> stream.append(pieces[piece]));
            byte[] bytes = stream.toString().getBytes(UTF_8);
            EventStreamParser parser = new EventStreamParser(LIMIT);
            List<ServerSentEvent> events = new ArrayList<>();
            for (int i = 0; i < bytes.length; i++) {
                events.addAll(parser.feed(ByteBuffer.wrap(bytes, i, 1)));
            }
            assertAsABrowser(bytes, parser, events, "seed " + seed);
        }
    }

    @Test
    void an_event_comes_out_with_its_last_byte() throws ProtocolException {
        for (String whole : List.of("data: a\n\n", "data: a\r\r", "data: a\r\n\r")) {
            assertEquals(List.of(new ServerSentEvent("message", "a", "")), feed(new EventStreamParser(LIMIT), whole));
        }
    }

    @Test
    void what_the_server_encodes_comes_out_as_it_went_in() throws ProtocolException {
        for (String text : List.of("7\tann\thello", "", " x", "a\nb", "\n", "a\n\nid: 9\ndata: forged\n\n", "a\n",
                "\ud83d\ude00")) {
            List<ServerSentEvent> events =
                    new EventStreamParser(LIMIT).feed(ByteBuffer.wrap(ServerSentEvent.encode(7, text)));
            assertEquals(List.of(new ServerSentEvent("message", text, "7")), events);
        }
        assertEquals("a\nid: 9\nb", new EventStreamParser(LIMIT)
                .feed(ByteBuffer.wrap(ServerSentEvent.encode(7, "a\rid: 9\r\nb"))).get(0).data());
    }

    @Test
    void heartbeats_are_no_events_and_retry_is_taken_over() throws ProtocolException {
        EventStreamParser parser = new EventStreamParser(LIMIT);
        assertEquals(List.of(), parser.feed(ByteBuffer.wrap(ServerSentEvent.HEARTBEAT)));
        assertEquals(Optional.empty(), parser.retry());
        assertEquals(List.of(), parser.feed(ByteBuffer.wrap(ServerSentEvent.retry(Duration.ofMillis(250)))));
        assertEquals(Optional.of(Duration.ofMillis(250)), parser.retry());
        assertEquals(List.of(), feed(parser, "retry: 99999999999999999999999999\n\n"));
        assertEquals(Optional.of(Duration.ofMillis(250)), parser.retry());
    }

    @Test
    void a_resumed_stream_goes_on_from_the_id_it_came_with() throws Exception {
        EventStreamParser parser = new EventStreamParser(LIMIT, "7");
        assertEquals("7", parser.lastEventId());
        assertEquals(List.of(), feed(parser, "retry: 10\n\n:\n\n"));
        assertEquals("7", parser.lastEventId());
        assertEquals(List.of(new ServerSentEvent("message", "a", "7")), feed(parser, "data: a\n\n"));
        assertEquals(List.of(new ServerSentEvent("message", "b", "8")), feed(parser, "id: 8\ndata: b\n\n"));
        assertEquals("8", parser.lastEventId());
    }

    @Test
    void a_line_or_an_event_over_the_limit_is_refused_and_a_long_stream_is_not() throws ProtocolException {
        EventStreamParser patient = new EventStreamParser(LIMIT);
        String event = "data: " + "x".repeat(LIMIT - 10) + "\n\n";
        assertEquals(50, feed(patient, (":beat\n".repeat(100) + event).repeat(50)).size());

        EventStreamParser line = new EventStreamParser(LIMIT);
        assertTrue(feed(line, "data: " + "x".repeat(LIMIT - 6)).isEmpty());
        assertThrows(ProtocolException.class, () -> feed(line, "x"));

        EventStreamParser two = new EventStreamParser(LIMIT);
        String half = "data: " + "x".repeat(LIMIT / 2) + "\n";
        assertTrue(feed(two, half).isEmpty());
        assertThrows(ProtocolException.class, () -> feed(two, half), "with the line end between them it is too much");

        EventStreamParser lines = new EventStreamParser(LIMIT);
        assertThrows(ProtocolException.class, () -> feed(lines, "data: x\n".repeat(LIMIT)));
    }

    private static List<ServerSentEvent> feed(EventStreamParser parser, String text) throws ProtocolException {
        return parser.feed(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private static void assertAsABrowser(byte[] bytes, EventStreamParser parser, List<ServerSentEvent> events,
            String where) {
        WholeStream expected = new WholeStream(bytes);
        assertEquals(expected.events.stream()
                .map(event -> new ServerSentEvent(event.type(), event.data(), event.lastEventId())).toList(), events,
                where);
        assertEquals(expected.lastEventId, parser.lastEventId(), where);
        assertEquals(expected.retryMillis, parser.retry().map(Duration::toMillis).orElse(-1L), where);
    }
}
