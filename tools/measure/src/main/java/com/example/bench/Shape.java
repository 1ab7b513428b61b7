package com.example.bench;

import java.util.List;
import java.util.Locale;

/**
 * A load.
 *
 * @param name in the CSV and on the command line
 * @param kind what is done with a message
 * @param size of a message in bytes
 * @param connections how many at the same time
 * @param slots how many messages of one connection may be under way
 * @param text whether messages are text; binary otherwise
 */
record Shape(String name, Kind kind, int size, int connections, int slots, boolean text) {

    /** What is done with a message. */
    enum Kind {
        /** It comes back to its sender. */
        ECHO,
        /** It goes to everybody as it came. */
        CAST,
        /** It goes to everybody in the course's room: numbered, kept, with a name. */
        ROOM
    }

    static final List<Shape> ALL = List.of(
            new Shape("16B-1", Kind.ECHO, 16, 1, 1, false),
            new Shape("16B-100", Kind.ECHO, 16, 100, 1, false),
            new Shape("125B-1000", Kind.ECHO, 125, 1000, 1, false),
            new Shape("1KiB-100-p16", Kind.ECHO, 1 << 10, 100, 16, false),
            new Shape("64KiB-10-p4", Kind.ECHO, 64 << 10, 10, 4, false),
            new Shape("1MiB-4", Kind.ECHO, 1 << 20, 4, 1, false),
            new Shape("1KiB-100-p16-text", Kind.ECHO, 1 << 10, 100, 16, true),
            new Shape("64KiB-10-p4-text", Kind.ECHO, 64 << 10, 10, 4, true),
            new Shape("cast-64B-500", Kind.CAST, 64, 500, 1, true),
            new Shape("room-64B-500", Kind.ROOM, 64, 500, 1, true));

    /** For a reader. */
    String title() {
        String bytes = size >= 1 << 20 ? (size >> 20) + " MiB" : size >= 1 << 10 ? (size >> 10) + " KiB" : size + " B";
        String under = (slots > 1 ? " p" + slots : "") + (text && kind == Kind.ECHO ? " text" : "");
        return switch (kind) {
            case ECHO -> String.format(Locale.ROOT, "%s x %,d%s", bytes, connections, under);
            case CAST -> bytes + " to " + connections;
            case ROOM -> bytes + " to a room of " + connections;
        };
    }

    /** The load generator's command. */
    String command(String uri, double warmup, double seconds) {
        return String.format(Locale.ROOT,
                "%s uri=%s connections=%d size=%d slots=%d text=%s prefixed=%s warmup=%.2f seconds=%.2f",
                kind == Kind.ECHO ? "echo" : "cast", uri, connections, size, slots, text, kind == Kind.ROOM, warmup,
                seconds);
    }
}
