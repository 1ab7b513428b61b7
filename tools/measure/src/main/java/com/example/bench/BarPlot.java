package com.example.bench;

import com.example.tools.draw.Svg;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The rates as bars, each as a multiple of the best guest's. */
final class BarPlot {

    private static final int WIDTH = 760;
    private static final int LEFT = 180;
    private static final int RIGHT = WIDTH - 60;
    private static final int BAR = 11;
    private static final int GAP = 14;
    private static final int TOP = 74;
    /** A bar that is longer is cut, and says how long it is. */
    private static final int MOST = 3;

    /** A colour for each row, in both modes; in their order. */
    private static final List<String> ROWS = List.of("empty", "ours", "ours2", "jetty", "undertow", "netty");
    static final String COLOURS = """
            svg { --ours: #0b62c4; --ours2: #79b4f2; --jetty: #c2410c; --undertow: #a16207; --netty: #15803d; }
              @media (prefers-color-scheme: dark) {
                svg { --ours: #58a6ff; --ours2: #2f5f97; --jetty: #f0883e; --undertow: #e3b341; --netty: #3fb950; }
              }
            """;

    private BarPlot() {
    }

    static String of(Results results, int java) {
        Tables tables = new Tables(results, java);
        List<Shape> shapes = Shape.ALL.stream().filter(shape -> tables.best(shape) > 0).toList();
        List<String> rows = Contender.ALL.stream().map(tables::row).distinct().toList();
        long bars = shapes.stream().mapToLong(shape -> measured(tables, shape).size()).sum();
        int bottom = (int) (TOP + bars * BAR + shapes.size() * GAP);
        String title = "Messages per second, as a multiple of the best of 07, 08 and Netty; servers on Java " + java;
        Svg svg = new Svg(WIDTH, bottom, title, COLOURS);
        svg.text(8, 22, 14, "ink", "start", title);
        for (int i = 0; i < rows.size(); i++) {
            svg.rect(LEFT + i * 96, 36, 10, 10, ROWS.get(i), "");
            svg.text(LEFT + i * 96 + 14, 45, 12, "ink", "start", rows.get(i));
        }
        for (int i = 1; i <= MOST; i++) {
            svg.line(x(i), TOP - 8, x(i), bottom - GAP, "line", "");
            svg.text(x(i), TOP - 12, 10, "quiet", "middle", String.valueOf(i));
        }
        int y = TOP;
        for (Shape shape : shapes) {
            int first = y;
            for (Contender contender : measured(tables, shape)) {
                OptionalDouble rate = tables.median(contender, shape, "per_second");
                double ratio = rate.orElseThrow() / tables.best(shape);
                svg.raw("<g><title>" + shape.title() + ", " + tables.row(contender) + ": " + Tables.number(rate)
                        + " per second</title>\n");
                svg.rect(LEFT, y, Math.max(1, x(Math.min(MOST, ratio)) - LEFT), BAR - 1,
                        ROWS.get(rows.indexOf(tables.row(contender))), "").raw("</g>\n");
                svg.text(Math.max(LEFT + 1, x(Math.min(MOST, ratio))) + 4, y + BAR - 2, 10, "quiet", "start",
                        String.format(Locale.ROOT, "%.2f", ratio));
                y += BAR;
            }
            svg.text(LEFT - 8, (first + y) / 2.0 + 4, 12, "ink", "end", shape.title());
            y += GAP;
        }
        return svg.toString();
    }

    private static List<Contender> measured(Tables tables, Shape shape) {
        return Contender.ALL.stream()
                .filter(contender -> tables.median(contender, shape, "per_second").isPresent()).toList();
    }

    private static double x(double ratio) {
        return LEFT + ratio * (RIGHT - LEFT) / (double) MOST;
    }
}
