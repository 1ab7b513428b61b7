package com.example.tools.cost;

import java.util.List;
import java.util.Locale;

/**
 * A way for news to travel: a lesson's room.
 *
 * @param lesson         its number
 * @param name           what the tables call it
 * @param intervalMillis from one question to the next, where there are any; else 0
 */
public record Way(int lesson, String name, int intervalMillis) {

    /** All ways, in the order of the lessons; polling with the lesson's own interval, a shorter and a longer one. */
    static final List<Way> ALL = List.of(
            new Way(2, "polling, 2 s", 2_000),
            new Way(2, "polling, 0.5 s", 500),
            new Way(2, "polling, 0.1 s", 100),
            new Way(3, "long polling", 0),
            new Way(4, "streaming", 0),
            new Way(6, "WebSocket by hand", 0),
            new Way(7, "WebSocket on Jetty", 0),
            new Way(8, "WebSocket on Undertow", 0));

    /** The ways that a quick run tries: one for each lesson. */
    static List<Way> quick() {
        return ALL.stream().filter(way -> way.lesson != 2 || way.intervalMillis == 500).toList();
    }

    /** The lesson's number as its folder has it. */
    String folder() {
        return String.format(Locale.ROOT, "%02d", lesson);
    }
}
