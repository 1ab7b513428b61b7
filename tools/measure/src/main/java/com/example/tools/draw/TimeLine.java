package com.example.tools.draw;

import com.example.tools.cost.Film;
import com.example.tools.cost.Way;
import java.util.List;
import java.util.Locale;

/**
 * The moving picture of a {@link Film}: a lane for each room, uncovered at the speed at which it happened, again and
 * again. A reader who has asked for less motion sees all of it at once.
 */
final class TimeLine {

    private static final int WIDTH = 860;
    private static final int LEFT = 60;
    private static final int RIGHT = 840;
    private static final int TOP = 62;
    private static final int LANE = 128;
    private static final int BAR = 18;
    private static final int HOLD_SECONDS = 4;

    private TimeLine() {
    }

    static String draw(Film film) {
        int bottom = TOP + film.scenes().size() * LANE;
        int seconds = Film.MILLIS / 1_000;
        Svg svg = new Svg(WIDTH, bottom + 46, "The same six messages, said at the same moments, travel by "
                + String.join(", ", film.scenes().stream().map(scene -> name(scene.way()) + " (median delay "
                + Numbers.millis(median(scene)) + ")").toList()) + ".", style(seconds));
        svg.text(16, 32, 19, "ink", "start", "The same six messages, on four wires");
        for (int second = 0; second <= seconds; second++) {
            svg.line(x(second * 1_000_000L), TOP, x(second * 1_000_000L), bottom, "line", "");
            svg.text(x(second * 1_000_000L), bottom + 18, 13, "quiet", "middle", second + (second == 0 ? "" : " s"));
        }
        for (int i = 0; i < film.scenes().size(); i++) {
            lane(svg, film.scenes().get(i), TOP + i * LANE);
        }
        // What has not happened yet is covered.
        svg.raw("<g class=\"cover\">\n").rect(LEFT, TOP, WIDTH, bottom - TOP, "paper", "");
        svg.line(LEFT, TOP, LEFT, bottom, "ink", "stroke-width=\"1.5\"").raw("</g>\n");
        for (int i = 0; i < film.scenes().size(); i++) {
            int top = TOP + i * LANE;
            boolean ws = film.scenes().get(i).way().lesson() >= 6;
            svg.text(LEFT, top + 16, 15, WayMark.colour(film.scenes().get(i).way()), "start",
                    name(film.scenes().get(i).way()));
            svg.text(LEFT - 8, top + 67, 12, "quiet", "end", ws ? "WS" : "GET");
            if (!ws) {
                svg.text(LEFT - 8, top + 102, 12, "quiet", "end", "POST");
            }
        }
        svg.text(16, bottom + 38, 13, "quiet", "start", "Bar: a request until its answer has ended; grey: nothing new."
                + " Line: a message, from being said to being heard.");
        return svg.toString();
    }

    /** Covered first, uncovered at the speed of life, then left for a while. Without animation it is uncovered. */
    private static String style(int seconds) {
        int all = seconds + HOLD_SECONDS;
        return String.format(Locale.ROOT, """
                @keyframes pass { from { transform: translateX(0); } %.2f%%, to { transform: translateX(%dpx); } }
                  .cover { transform: translateX(%dpx); animation: pass %ds linear infinite; }
                  @media (prefers-reduced-motion: reduce) { .cover { animation: none; } }
                """, 100.0 * seconds / all, RIGHT - LEFT + 1, WIDTH, all);
    }

    private static void lane(Svg svg, Film.Scene scene, int top) {
        String colour = WayMark.colour(scene.way());
        int get = top + 54;
        int post = top + 92;
        List<Film.Span> messages = scene.of("message");
        List<Film.Span> gets = scene.of("get");
        for (Film.Span bar : gets) {
            long next = gets.stream().mapToLong(Film.Span::fromMicros).filter(from -> from > bar.fromMicros()).min()
                    .orElse(Long.MAX_VALUE);
            boolean news = messages.stream().anyMatch(message -> message.toMicros() >= bar.fromMicros()
                    && message.toMicros() < next);
            bar(svg, bar, get, BAR, news ? colour : "empty");
        }
        scene.of("post").forEach(bar -> bar(svg, bar, post, 12, colour));
        scene.of("down").forEach(tick -> svg.line(x(tick.fromMicros()), get - 5, x(tick.fromMicros()), get + BAR,
                "ink", "stroke-width=\"2\""));
        scene.of("up").forEach(tick -> svg.line(x(tick.fromMicros()), get, x(tick.fromMicros()), get + BAR + 5,
                "ink", "stroke-width=\"2\""));
        double lastLabel = -100;
        for (Film.Span message : messages) {
            double said = x(message.fromMicros());
            double heard = x(message.toMicros());
            int from = scene.way().lesson() >= 6 ? get + BAR + 14 : post;
            svg.line(said, from, heard, get - 5, "ink", "stroke-width=\"1.5\"");
            svg.raw(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%d\" r=\"3.5\" fill=\"var(--ink)\"/>%n", heard,
                    get - 6));
            // Two that are heard together have their delays one above the other.
            boolean close = heard - lastLabel < 48;
            svg.text(heard + 6, close ? get - 19 : get - 6, 12, "ink", "start", Numbers.millis(message.toMicros()
                    - message.fromMicros()));
            lastLabel = heard;
        }
        int requests = gets.size() + scene.of("post").size();
        svg.text(RIGHT, top + 16, 13, "quiet", "end", requests + (requests == 1 ? " request, " : " requests, ")
                + String.format(Locale.ROOT, "%,d", scene.of("bytes").get(0).fromMicros()).replace(',', ' ')
                + " bytes; median delay " + Numbers.millis(median(scene)));
    }

    private static void bar(Svg svg, Film.Span bar, int y, int height, String colour) {
        double from = x(Math.max(0, bar.fromMicros()));
        double to = x(Math.min(Film.MILLIS * 1_000L, bar.toMicros()));
        // What is too short to be seen is drawn three wide.
        svg.rect(from, y, Math.max(3, to - from), height, colour, "rx=\"2\"");
    }

    private static double x(long micros) {
        return LEFT + (RIGHT - LEFT) * (micros / 1_000.0 / Film.MILLIS);
    }

    private static long median(Film.Scene scene) {
        long[] delays = scene.of("message").stream().mapToLong(one -> one.toMicros() - one.fromMicros()).sorted()
                .toArray();
        return delays[delays.length / 2];
    }

    private static String name(Way way) {
        return switch (way.lesson()) {
            case 2 -> "Polling, twice a second";
            case 3 -> "Long polling";
            case 4 -> "Streaming";
            default -> "WebSocket";
        };
    }
}
