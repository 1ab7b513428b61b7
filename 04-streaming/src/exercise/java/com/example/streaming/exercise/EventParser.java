package com.example.streaming.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.OptionalLong;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 4.2: read events out of a stream that may be cut anywhere.
 *
 * <p>The rules (WHATWG HTML, sections 9.2.5 and 9.2.6). The stream is UTF-8, and bytes that are not become
 * U+FFFD; one byte order mark at its very start is dropped. A line ends with CR LF, with LF or with CR, and all three
 * may be mixed; no other character ends one. A line that starts with a colon is a
 * comment. Otherwise the first colon ends the field's name, and ONE space after that colon, if there is one, is
 * removed; a line without a colon is a field with an empty value. The fields:
 * <ul>
 *   <li>{@code data}: a line of the event's text; an LF comes between two of them.
 *   <li>{@code event}: the type of this event, and of no other; the type is "message" without it, or when it is empty.
 *   <li>{@code id}: the last event ID, from this event on until another one comes; ignored when it holds a NUL.
 *   <li>{@code retry}: how many milliseconds to wait before coming back; ignored unless it is ASCII digits only.
 * </ul>
 * All other names are ignored. A blank line dispatches the event, but an event without any {@code data} field is none:
 * its type is forgotten, its id holds. What comes after the last blank line when the stream ends is half an event, and
 * dropped.
 *
 * <p>Example: the lines {@code :hi}, {@code id: 7}, {@code data: a}, {@code data:b} and a blank one are one event: type
 * "message", data "a", LF, "b", last event ID "7".
 */
public final class EventParser {

    /** An event as the page would see it. */
    public record Event(String type, String data, String lastEventId) {
    }

    /**
     * A parser at the start of a stream. Read only when {@link #next} is called.
     *
     * @param limit the most characters (each a {@code char}) that may have to be kept: of one line, its end not
     *     counted, whatever its field is; or of one event's data, with an LF between two lines of it
     */
    public EventParser(InputStream in, int limit) {
        throw new TestAbortedException("4.2 EventParser: not started");
    }

    /**
     * The next event, as soon as its blank line has arrived: not a byte more is waited for.
     *
     * @return the event, or empty when the stream has ended
     * @throws ProtocolException as soon as a line or an event's data has grown over the limit
     */
    public Optional<Event> next() throws IOException {
        throw new TestAbortedException("4.2 EventParser.next: not started");
    }

    /** What to send as Last-Event-ID when the stream breaks now: the id that held at the last blank line, or "". */
    public String lastEventId() {
        throw new TestAbortedException("4.2 EventParser.lastEventId: not started");
    }

    /** The last good {@code retry}, in milliseconds; empty when there was none. */
    public OptionalLong retryMillis() {
        throw new TestAbortedException("4.2 EventParser.retryMillis: not started");
    }
}
