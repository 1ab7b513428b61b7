package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bytes in, events out: the algorithm of WHATWG HTML, section 9.2.6. The bytes may come in pieces cut anywhere, inside
 * a CR LF or a character too; an event comes out with the byte that completes it. No socket appears here.
 */
public final class EventStreamParser {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final int limit;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean firstLine = true;
    private boolean afterCarriageReturn;

    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private String id;
    private String lastEventId;
    private Duration retry;

    /** @param limit the longest line in bytes, and the longest data of one event in characters */
    public EventStreamParser(int limit) {
        this(limit, "");
    }

    /** @param lastEventId the id to go on from: a resumed stream that breaks before its first event keeps its place */
    public EventStreamParser(int limit, String lastEventId) {
        this.limit = limit;
        this.id = lastEventId;
        this.lastEventId = lastEventId;
    }

    // tag::feed[]
    /**
     * Takes the next piece of the stream, and returns the events that it completes. When the stream ends, what is left
     * over is half an event; the standard drops it, and so does a caller that drops this parser.
     *
     * @throws ProtocolException if a line or an event's data is over the limit
     */
    public List<ServerSentEvent> feed(ByteBuffer bytes) throws ProtocolException {
        List<ServerSentEvent> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;            // the second half of a CR LF: the line has ended before it
            } else if (b == '\n' || b == '\r') {
                afterCarriageReturn = b == '\r';
                endOfLine().ifPresent(events::add);
            } else {
                afterCarriageReturn = false;
                bound(line.size() + 1);
                line.write(b);
            }
        }
        return events;
    }
    // end::feed[]

    /** What to send as Last-Event-ID if the stream breaks now; empty if no event had an id. */
    public String lastEventId() {
        return lastEventId;
    }

    /** How long the server asks us to stay away after the stream broke; empty if it did not say. */
    public Optional<Duration> retry() {
        return Optional.ofNullable(retry);
    }

    // tag::line[]
    /** One line of the stream: a field, a colon, one space that does not count, a value (WHATWG HTML, 9.2.6). */
    private Optional<ServerSentEvent> endOfLine() throws ProtocolException {
        // A whole line is decoded at once, so no character is ever cut: in UTF-8, CR and LF are bytes of no other one.
        String text = line.toString(UTF_8);
        line.reset();
        if (firstLine && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(1);
        }
        firstLine = false;
        if (text.isEmpty()) {
            return dispatch();
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            field(text, "");
        } else if (colon > 0) {                         // a colon in front makes it a comment
            boolean space = text.startsWith(" ", colon + 1);
            field(text.substring(0, colon), text.substring(colon + (space ? 2 : 1)));
        }
        return Optional.empty();
    }

    private void field(String name, String value) throws ProtocolException {
        switch (name) {
            case "data" -> {
                bound(data.length() + value.length());
                data.append(value).append('\n');
            }
            case "event" -> type = value;
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            case "retry" -> retry = value.matches("[0-9]{1,15}") ? Duration.ofMillis(Long.parseLong(value)) : retry;
            default -> { }                              // a field of the future
        }
    }

    private Optional<ServerSentEvent> dispatch() {
        lastEventId = id;                               // it outlives the event; the type does not
        String name = type.isEmpty() ? "message" : type;
        type = "";
        if (data.length() == 0) {
            return Optional.empty();
        }
        String text = data.substring(0, data.length() - 1);
        data.setLength(0);
        return Optional.of(new ServerSentEvent(name, text, lastEventId));
    }
    // end::line[]

    private void bound(int size) throws ProtocolException {
        if (size > limit) {
            throw new ProtocolException("a line or an event of the stream is longer than " + limit);
        }
    }
}
