package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.OptionalLong;

/** One answer to exercise 4.2. */
public final class EventParser {

    public record Event(String type, String data, String lastEventId) {
    }

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int MOST_DIGITS = 18;

    private final Reader in;
    private final int limit;

    private boolean started;
    private boolean afterCarriageReturn;

    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private String id = "";
    private String lastEventId = "";
    private OptionalLong retryMillis = OptionalLong.empty();

    public EventParser(InputStream in, int limit) {
        this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
        this.limit = limit;
    }

    public Optional<Event> next() throws IOException {
        for (String line = readLine(); line != null; line = readLine()) {
            if (!line.isEmpty()) {
                field(line);
                continue;
            }
            lastEventId = id;
            if (data.length() > 0) {
                return Optional.of(dispatch());
            }
            type = "";
        }
        return Optional.empty();
    }

    public String lastEventId() {
        return lastEventId;
    }

    public OptionalLong retryMillis() {
        return retryMillis;
    }

    private Event dispatch() {
        data.setLength(data.length() - 1);
        Event event = new Event(type.isEmpty() ? "message" : type, data.toString(), lastEventId);
        data.setLength(0);
        type = "";
        return event;
    }

    private void field(String line) throws ProtocolException {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        switch (name) {
            case "data" -> {
                bound(data.length() + value.length());
                data.append(value).append('\n');
            }
            case "event" -> type = value;
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            case "retry" -> {
                if (value.matches("[0-9]{1," + MOST_DIGITS + "}")) {
                    retryMillis = OptionalLong.of(Long.parseLong(value));
                }
            }
            default -> { } // a comment, whose name is empty, or a field of the future
        }
    }

    /** The next line without its end; null when the stream ended, even if that was inside a line. */
    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            // The LF of a CR LF is dropped when it comes. To look for it at the CR would be to wait for it.
            boolean secondHalf = c == '\n' && afterCarriageReturn;
            boolean mark = c == BYTE_ORDER_MARK && !started;
            afterCarriageReturn = c == '\r';
            started = true;
            if (secondHalf || mark) {
                continue;
            }
            if (c == '\r' || c == '\n') {
                return line.toString();
            }
            bound(line.length() + 1);
            line.append((char) c);
        }
        return null;
    }

    private void bound(int characters) throws ProtocolException {
        if (characters > limit) {
            throw new ProtocolException("a line or an event of more than " + limit + " characters");
        }
    }
}
