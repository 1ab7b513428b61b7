package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * What a browser makes of a whole event stream, written as the standard is written (WHATWG HTML, section 9.2.6): the
 * judge of the exercises 4.1 and 4.2. It has all the bytes at hand, so it can be simple.
 */
public final class WholeStream {

    /** An event that the browser dispatched. */
    public record Dispatched(String type, String data, String lastEventId) {
    }

    public final List<Dispatched> events = new ArrayList<>();
    public String lastEventId = "";
    public long retryMillis = -1;

    private String data = "";
    private String type = "";
    private String id = "";

    public WholeStream(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        // Two characters or one may end a line; after this it is always one. What follows the last end is no line.
        String[] lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            line(lines[i]);
        }
    }

    private void line(String line) {
        if (line.isEmpty()) {
            dispatch();
        } else if (line.startsWith(":")) {
            return;
        } else if (line.contains(":")) {
            String value = line.substring(line.indexOf(':') + 1);
            field(line.substring(0, line.indexOf(':')), value.startsWith(" ") ? value.substring(1) : value);
        } else {
            field(line, "");
        }
    }

    private void field(String name, String value) {
        if (name.equals("event")) {
            type = value;
        } else if (name.equals("data")) {
            data += value + "\n";
        } else if (name.equals("id") && !value.contains("\0")) {
            id = value;
        } else if (name.equals("retry") && value.matches("[0-9]{1,18}")) {
            retryMillis = Long.parseLong(value);
        }
    }

    private void dispatch() {
        lastEventId = id;
        if (!data.isEmpty()) {
            events.add(new Dispatched(type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1), id));
        }
        data = "";
        type = "";
    }
}
