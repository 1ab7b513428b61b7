package com.example.streaming.exercise;

import org.opentest4j.TestAbortedException;

/**
 * Exercise 4.1: write events in such a way that no text can become one.
 *
 * <p>An event stream is lines of UTF-8 text: {@code field: value}, a blank line at the end of each event, and comments,
 * which start with a colon (WHATWG HTML, section 9.2.5). A line may end with CR LF, with LF, or with CR alone; the line
 * separators that Unicode has besides are characters like any other. So a text with a line break in it must not go out
 * as it is: what follows the break would be a field of its own, and the writer of the text could invent events. Such a
 * text is sent as several {@code data} fields; the receiver puts an LF between them.
 *
 * <p>Example: the text "a", line break, "b" with the id 7 travels as the lines {@code id: 7}, {@code data: a},
 * {@code data: b}, and a blank line.
 */
public final class EventEncoder {

    private EventEncoder() {
    }

    /**
     * One whole event as bytes.
     *
     * @param id what a reader sends back as Last-Event-ID when it returns; null: the event does not change it; empty:
     *     the reader forgets the one that it had
     * @param type the name that the reader listens for; null: the usual one, "message"
     * @param data any text: it arrives as it was, but for its line breaks, which all arrive as LF. It may be empty
     * @throws IllegalArgumentException when {@code id} or {@code type} holds a CR or LF, which no field can carry, or
     *     {@code id} holds a NUL, for which a browser ignores it
     */
    public static byte[] event(String id, String type, String data) {
        throw new TestAbortedException("4.1 EventEncoder.event: not started");
    }

    /**
     * A comment as bytes: nothing happens at the reader, whatever the text is and however many lines it has. Servers
     * send one now and then to find out who is still there.
     */
    public static byte[] comment(String text) {
        throw new TestAbortedException("4.1 EventEncoder.comment: not started");
    }
}
