package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One answer of the server that is a stream of events, from the question to the break. A browser's class of this name
 * also comes back by itself; here that is the client's part.
 */
final class EventSource implements AutoCloseable {

    /** With or without parameters; in any case (RFC 9110, section 8.3.1). */
    private static final Pattern EVENT_STREAM =
            Pattern.compile("text/event-stream[ \\t]*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final int MAX_EVENT = 2 * Message.MAX_LINE_BYTES;
    private static final int MAX_REASON = 1_000;

    private final Duration silence;
    private final EventStreamParser parser;
    // Made before the question, so that close() finds it even if the answer's head comes when we have gone.
    private final Pieces body = new Pieces();

    /**
     * @param lastEventId the id of the last event that was seen: this stream's place until it has an event of its own
     * @param silence how long the server may say nothing, not even a comment, before it is taken for gone
     */
    EventSource(long lastEventId, Duration silence) {
        this.silence = silence;
        this.parser = new EventStreamParser(MAX_EVENT, String.valueOf(lastEventId));
    }

    // tag::open[]
    /**
     * Asks for the events after the last one that was seen.
     *
     * @throws GapException if some of them are no longer kept
     * @throws FutureCursorException if there is no event with that id yet
     * @throws IOException if the server does not answer, or its answer is no event stream
     */
    void open(URI events) throws IOException, InterruptedException {
        String lastEventId = parser.lastEventId();
        HttpRequest get = HttpRequest.newBuilder(events)
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", lastEventId).build();
        HttpResponse<Pieces> answer = ChatClient.exchange(get, head -> body);
        if (answer.statusCode() == 410) {
            throw new GapException(Long.parseLong(lastEventId), field(answer, "Oldest-Id"));
        }
        if (answer.statusCode() == 400 && answer.headers().firstValue("Last-Id").isPresent()) {
            throw new FutureCursorException(Long.parseLong(lastEventId), field(answer, "Last-Id"));
        }
        if (answer.statusCode() != 200) {
            throw new ProtocolException("the server answered " + answer.statusCode() + ": " + reason());
        }
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        if (!EVENT_STREAM.matcher(type).matches()) {
            throw new ProtocolException("the server's answer is no event stream, its type is " + type);
        }
    }
    // end::open[]

    // tag::next[]
    /**
     * Waits for the next piece of the stream; the events that it completes, often one, or none.
     *
     * @throws EOFException if the server has ended the stream
     * @throws IOException if the stream broke, was silent for too long, or is no event stream
     */
    List<ServerSentEvent> next() throws IOException, InterruptedException {
        List<ByteBuffer> piece = body.next(silence);
        if (piece.isEmpty()) {
            throw new EOFException("the server has ended the stream");
        }
        List<ServerSentEvent> events = new ArrayList<>();
        for (ByteBuffer bytes : piece) {
            events.addAll(parser.feed(bytes));
        }
        return events;
    }
    // end::next[]

    /** How long the server asks us to stay away after the stream broke; empty if it did not say. */
    Optional<Duration> retry() {
        return parser.retry();
    }

    @Override
    public void close() {
        body.close();
    }

    private static long field(HttpResponse<?> answer, String name) throws ProtocolException {
        String value = answer.headers().firstValue(name).orElse("");
        if (!value.matches("[0-9]{1,18}")) {
            throw new ProtocolException("the server answered " + answer.statusCode() + " without a " + name);
        }
        return Long.parseLong(value);
    }

    /** What a refusal says: as much of it as makes a sentence. */
    private String reason() throws IOException, InterruptedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (text.size() < MAX_REASON) {
            List<ByteBuffer> piece = body.next(silence);
            if (piece.isEmpty()) {
                break;
            }
            for (ByteBuffer bytes : piece) {
                byte[] part = new byte[Math.min(bytes.remaining(), MAX_REASON - text.size())];
                bytes.get(part);
                text.writeBytes(part);
            }
        }
        return text.toString(UTF_8).strip();
    }
}
