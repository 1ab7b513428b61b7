package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** One answer to exercise 4.1. */
public final class EventEncoder {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final int ALL = -1;

    private EventEncoder() {
    }

    public static byte[] event(String id, String type, String data) {
        StringBuilder event = new StringBuilder();
        if (id != null) {
            event.append("id: ").append(oneLine("id", id)).append('\n');
        }
        if (type != null) {
            event.append("event: ").append(oneLine("type", type)).append('\n');
        }
        // ALL keeps empty lines at the end, which split() would drop.
        for (String line : LINE_END.split(data, ALL)) {
            // The receiver removes one space after the colon: without ours it would take the first one of the text.
            event.append("data: ").append(line).append('\n');
        }
        return event.append('\n').toString().getBytes(UTF_8);
    }

    public static byte[] comment(String text) {
        StringBuilder comment = new StringBuilder();
        for (String line : LINE_END.split(text, ALL)) {
            comment.append(": ").append(line).append('\n');
        }
        return comment.toString().getBytes(UTF_8);
    }

    private static String oneLine(String field, String value) {
        if (LINE_END.matcher(value).find()) {
            throw new IllegalArgumentException("a line break in the " + field + " would end the field");
        }
        if (field.equals("id") && value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an id with a NUL in it is ignored by the reader");
        }
        return value;
    }
}
