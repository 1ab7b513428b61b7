package com.example.tools.draw;

import com.example.tools.cost.Way;
import java.util.Locale;

/** How a way is told from the others: each kind has a colour and a shape, so that colour alone need not do it. */
final class WayMark {

    private WayMark() {
    }

    static void draw(Svg svg, double x, double y, Way way) {
        svg.raw(switch (way.lesson()) {
            case 2 -> String.format(Locale.ROOT, "<circle cx=\"%s\" cy=\"%s\" r=\"6\"", Svg.number(x), Svg.number(y));
            case 3 -> path(x - 6, y + 5, "l 6 -11 l 6 11 z");
            case 4 -> path(x - 5.5, y - 5.5, "h 11 v 11 h -11 z");
            case 6 -> path(x - 7, y, "l 7 -7 l 7 7 l -7 7 z");
            case 7 -> path(x - 6, y - 5, "l 6 11 l 6 -11 z");
            default -> path(x - 2, y - 7, "h 4 v 5 h 5 v 4 h -5 v 5 h -4 v -5 h -5 v -4 h 5 z");
        }).raw(String.format(Locale.ROOT, " fill=\"var(--%s)\"/>%n", colour(way)));
    }

    private static String path(double x, double y, String d) {
        return String.format(Locale.ROOT, "<path d=\"M %s %s %s\"", Svg.number(x), Svg.number(y), d);
    }

    static String colour(Way way) {
        return switch (way.lesson()) {
            case 2 -> "poll";
            case 3 -> "long";
            case 4 -> "stream";
            default -> "ws";
        };
    }
}
