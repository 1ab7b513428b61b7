package com.example.bench;

import com.example.tools.draw.Axis;
import com.example.tools.draw.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The memory of each server's process against its connections; on both axes equal distances are equal ratios. */
final class MemoryPlot {

    private static final int WIDTH = 760;
    private static final int LEFT = 70;
    private static final int RIGHT = WIDTH - 40;
    private static final int TOP = 76;
    private static final int BOTTOM = 390;
    private static final Map<String, String> COLOURS =
            Map.of("06-selector", "ours", Hold.VIRTUAL, "ours2", "netty", "netty", "tcp-all", "empty");

    private MemoryPlot() {
    }

    static String of(Results results) {
        List<HoldTable.Column> columns = HoldTable.columns(results);
        List<Integer> steps = HoldTable.steps(results, "kib").stream().filter(step -> step > 0).toList();
        String title = String.format(Locale.ROOT, "Memory of the server's process, MiB, with %,d to %,d connections",
                steps.get(0), steps.get(steps.size() - 1));
        Svg svg = new Svg(WIDTH, BOTTOM + 50, title, BarPlot.COLOURS);
        svg.text(8, 22, 14, "ink", "start", title);
        List<Double> all = new ArrayList<>();
        columns.forEach(column -> steps.forEach(step -> HoldTable.mib(column, step, "kib").ifPresent(all::add)));
        Axis y = Axis.over(all, BOTTOM, TOP);
        Axis x = new Axis(steps.get(0), Math.max(steps.get(0) + 1, steps.get(steps.size() - 1)), LEFT, RIGHT);
        for (double tick : y.ticks()) {
            svg.line(LEFT, y.at(tick), RIGHT, y.at(tick), "line", "");
            svg.text(LEFT - 8, y.at(tick) + 4, 12, "quiet", "end", Axis.label(tick));
        }
        double last = -100;
        for (int step : steps) {
            if (x.at(step) - last > 52) {
                last = x.at(step);
                svg.line(last, TOP, last, BOTTOM, "line", "");
                svg.text(last, BOTTOM + 20, 12, "quiet", "middle", String.format(Locale.ROOT, "%,d", step));
            }
        }
        svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 40, 12, "quiet", "middle", "connections");
        for (int i = 0; i < columns.size(); i++) {
            HoldTable.Column column = columns.get(i);
            String colour = COLOURS.getOrDefault(column.server(), "jetty");
            svg.rect(LEFT + i * 150, 36, 10, 10, colour, "");
            svg.text(LEFT + i * 150 + 14, 45, 12, "ink", "start", column.head() + ", Java " + column.java());
            line(svg, column, steps, x, y, colour);
        }
        return svg.toString();
    }

    private static void line(Svg svg, HoldTable.Column column, List<Integer> steps, Axis x, Axis y, String colour) {
        double lastX = 0;
        double lastY = 0;
        for (int step : steps) {
            OptionalDouble mib = HoldTable.mib(column, step, "kib");
            if (mib.isEmpty()) {
                continue;
            }
            double atX = x.at(step);
            double atY = y.at(mib.getAsDouble());
            if (lastX > 0) {
                svg.line(lastX, lastY, atX, atY, colour, "stroke-width=\"2\"");
            }
            svg.raw("<g><title>" + column.head() + ", " + step + " connections: " + Tables.number(mib)
                    + " MiB</title>\n").rect(atX - 3, atY - 3, 6, 6, colour, "").raw("</g>\n");
            lastX = atX;
            lastY = atY;
        }
    }
}
