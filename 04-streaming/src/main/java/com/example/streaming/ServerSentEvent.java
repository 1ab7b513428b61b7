package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;

/**
 * An event as its reader gets it, and how the server writes one (WHATWG HTML, section 9.2).
 *
 * @param type what the reader listens for; "message" unless the stream says otherwise
 * @param data the text; its lines are separated by LF
 * @param lastEventId what the reader sends as Last-Event-ID when it comes back; empty if no event had an id yet
 */
public record ServerSentEvent(String type, String data, String lastEventId) {

    /** A comment, which no reader sees: it keeps proxies from closing a quiet stream, and finds out who has left. */
    static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

    // tag::encode[]
    /**
     * One event of type "message" on the wire: its fields, a line each, and a blank line that dispatches it.
     *
     * @param data any text. A line break in it would end the field, and what follows would be a field of the text's
     *     own making; so each line becomes a data field
     */
    static byte[] encode(long id, String data) {
        StringBuilder event = new StringBuilder("id: ").append(id).append('\n');
        for (String line : data.split("\r\n|\r|\n", -1)) {
            event.append("data: ").append(line).append('\n');
        }
        return event.append('\n').toString().getBytes(UTF_8);
    }
    // end::encode[]

    /** How long a reader shall wait before it comes back after the stream broke. */
    static byte[] retry(Duration pause) {
        return ("retry: " + pause.toMillis() + "\n\n").getBytes(UTF_8);
    }
}
