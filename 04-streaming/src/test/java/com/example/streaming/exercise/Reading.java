package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a parser reads a whole stream, beside how the standard does. */
final class Reading {

    private Reading() {
    }

    /** Reads until the stream ends, and tells what differs from what the standard says. */
    static void compare(Story story, WholeStream expected, EventParser parser) {
        List<String> events = new ArrayList<>();
        story.run("next() until the stream ends", () -> read(parser, events));
        story.same("next() once more", Optional.empty(), story.call("next()", parser::next));
        story.same("the events", told(expected), events);
        story.same("lastEventId()", expected.lastEventId, story.call("lastEventId()", parser::lastEventId));
        story.same("retryMillis() (-1: none)", expected.retryMillis, story.call("retryMillis()",
                () -> parser.retryMillis() == null ? null : parser.retryMillis().orElse(-1)));
    }

    /** Whether a stream is read as the standard says: as {@link #compare}, without a story. */
    static boolean isRight(String stream, int limit) {
        byte[] bytes = stream.getBytes(UTF_8);
        WholeStream expected = new WholeStream(bytes);
        EventParser parser = new EventParser(new ByteArrayInputStream(bytes), limit);
        List<String> events = new ArrayList<>();
        try {
            read(parser, events);
            return Optional.empty().equals(parser.next()) && told(expected).equals(events)
                    && expected.lastEventId.equals(parser.lastEventId())
                    && expected.retryMillis == parser.retryMillis().orElse(-1);
        } catch (IOException e) {
            return false;
        }
    }

    private static void read(EventParser parser, List<String> events) throws IOException {
        for (var e = parser.next(); e != null && e.isPresent() && events.size() < 200; e = parser.next()) {
            events.add(told(e.get().type(), e.get().data(), e.get().lastEventId()));
        }
    }

    private static List<String> told(WholeStream expected) {
        return expected.events.stream().map(e -> told(e.type(), e.data(), e.lastEventId())).toList();
    }

    private static String told(String type, String data, String lastEventId) {
        return Shown.text(type) + " " + Shown.text(data) + " id " + Shown.text(lastEventId);
    }
}
