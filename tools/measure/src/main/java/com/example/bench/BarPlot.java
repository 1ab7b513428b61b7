package com.example.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The rates as bars, each as a multiple of the best guest's. An SVG that follows the reader's light or dark mode. */
final class BarPlot {

    private static final int WIDTH = 760;
    private static final int LEFT = 180;
    private static final int BAR = 11;
    private static final int GAP = 14;
    private static final int TOP = 74;
    /** A bar that is longer is cut, and says how long it is. */
    private static final double MOST = 3;

    private BarPlot() {
    }

    static List<String> of(Results results, int java) {
        Tables tables = new Tables(results, java);
        List<Shape> shapes = Shape.ALL.stream().filter(shape -> tables.best(shape) > 0).toList();
        List<String> rows = Contender.ALL.stream().map(tables::row).distinct().toList();
        List<String> body = new ArrayList<>();
        double unit = (WIDTH - LEFT - 60) / MOST;
        int y = TOP;
        for (Shape shape : shapes) {
            int first = y;
            for (Contender contender : Contender.ALL) {
                OptionalDouble rate = tables.median(contender, shape, "per_second");
                if (rate.isPresent()) {
                    double ratio = rate.getAsDouble() / tables.best(shape);
                    double length = Math.max(1, Math.min(MOST, ratio) * unit);
                    body.add(String.format(Locale.ROOT, "<rect class=\"s%d\" x=\"%d\" y=\"%d\" width=\"%.1f\" "
                            + "height=\"%d\"><title>%s, %s: %s per second</title></rect>",
                            rows.indexOf(tables.row(contender)), LEFT, y, length, BAR - 1, shape.title(),
                            tables.row(contender), Tables.number(rate)));
                    body.add(String.format(Locale.ROOT, "<text class=\"small\" x=\"%.1f\" y=\"%d\">%.2f</text>",
                            LEFT + length + 4, y + BAR - 2, ratio));
                    y += BAR;
                }
            }
            body.add(String.format("<text class=\"end\" x=\"%d\" y=\"%d\">%s</text>", LEFT - 8, (first + y) / 2 + 4,
                    shape.title()));
            y += GAP;
        }
        List<String> lines = head(y,
                "Messages per second, as a multiple of the best of 07, 08 and Netty; servers on Java " + java);
        for (int i = 0; i < rows.size(); i++) {
            int x = LEFT + i * 96;
            lines.add(String.format("<rect class=\"s%d\" x=\"%d\" y=\"36\" width=\"10\" height=\"10\"/>", i, x));
            lines.add(String.format("<text x=\"%d\" y=\"45\">%s</text>", x + 14, rows.get(i)));
        }
        for (int i = 1; i <= MOST; i++) {
            double x = LEFT + i * unit;
            lines.add(String.format(Locale.ROOT, "<path class=\"grid\" d=\"M%.1f %d V%d\"/>", x, TOP - 8, y - GAP));
            lines.add(String.format(Locale.ROOT, "<text class=\"small\" x=\"%.1f\" y=\"%d\">%d</text>", x - 3,
                    TOP - 12, i));
        }
        lines.addAll(body);
        lines.add("</svg>");
        return lines;
    }

    /** What all plots begin with: the colours of both modes, and a title. */
    static List<String> head(int height, String title) {
        return new ArrayList<>(List.of(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\">",
                "<title>" + title + "</title>",
                "<style>",
                "svg { background: #fff; font: 12px sans-serif } text { fill: #222 } .end { text-anchor: end }",
                ".small { font-size: 10px; fill: #555 } .grid { stroke: #ccc; fill: none }",
                ".line { fill: none; stroke-width: 2 } .l0 { stroke: #888 } .l1 { stroke: #0b62c4 }",
                ".l2 { stroke: #79b4f2 } .l3 { stroke: #c2410c } .l4 { stroke: #a16207 } .l5 { stroke: #15803d }",
                ".s0 { fill: #888 } .s1 { fill: #0b62c4 } .s2 { fill: #79b4f2 } .s3 { fill: #c2410c }",
                ".s4 { fill: #a16207 } .s5 { fill: #15803d }",
                "@media (prefers-color-scheme: dark) {",
                "svg { background: #0d1117 } text { fill: #e6edf3 } .small { fill: #9aa4af } .grid { stroke: #30363d }",
                ".s0 { fill: #8b949e } .s1 { fill: #58a6ff } .s2 { fill: #2f5f97 } .s3 { fill: #f0883e }",
                ".s4 { fill: #e3b341 } .s5 { fill: #3fb950 } .l0 { stroke: #8b949e } .l1 { stroke: #58a6ff }",
                ".l2 { stroke: #2f5f97 } .l3 { stroke: #f0883e } .l4 { stroke: #e3b341 } .l5 { stroke: #3fb950 }",
                "}",
                "</style>",
                "<text x=\"8\" y=\"20\">" + title + "</text>"));
    }
}
