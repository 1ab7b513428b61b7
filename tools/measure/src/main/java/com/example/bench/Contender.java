package com.example.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A server that is measured.
 *
 * @param name how it is called on the command line and in the CSV
 * @param row whose figures these are in the tables
 * @param guest whether it is one of those that the course's own server is compared with
 * @param main its main class; the first argument is the port
 * @param jvm flags of its own
 * @param echo where it echoes, such as {@code ws:/echo}; null if it does not
 * @param cast where it sends every message to everybody as it came, or null
 * @param room where the course's room is, or null
 */
record Contender(String name, String row, boolean guest, List<String> main, List<String> jvm,
        String echo, String cast, String room) {

    private static final String ROOM = "ws:/chat?name=bench";

    static final List<Contender> ALL = List.of(
            new Contender("tcp", "raw TCP", false, List.of("com.example.bench.guest.RawTcp", "PORT"), List.of(),
                    "tcp:/", null, null),
            new Contender("tcp-all", "raw TCP", false, List.of("com.example.bench.guest.RawTcp", "PORT", "all"),
                    List.of(), null, "tcp:/", null),
            ours("selector"),
            ours("threads"),
            new Contender("07", "07 Jetty", true, List.of("com.example.jetty.Lesson", "serve", "PORT"), List.of(),
                    "ws:/echo", null, ROOM),
            new Contender("08", "08 Undertow", true, List.of("com.example.undertow.Lesson", "serve", "PORT"),
                    List.of(), "ws:/echo", null, ROOM),
            new Contender("netty", "Netty", true, List.of("com.example.bench.guest.NettyServer", "PORT"), List.of(),
                    "ws:/echo", "ws:/broadcast", null));

    private static Contender ours(String io) {
        return new Contender("06-" + io, "06 " + io, false, List.of("com.example.bench.frames.MeasuredServer", "PORT"),
                List.of("-Dio=" + io), "ws:/echo", "ws:/broadcast", ROOM);
    }

    /** The same server with one more flag for its JVM; the last of two that say the same counts. */
    Contender with(String flag) {
        List<String> more = new ArrayList<>(jvm);
        more.add(flag);
        return new Contender(name, row, guest, main, more, echo, cast, room);
    }

    /** Where this kind of shape is served; null if it is not. */
    String target(Shape.Kind kind) {
        return switch (kind) {
            case ECHO -> echo;
            case CAST -> cast;
            case ROOM -> room;
        };
    }
}
