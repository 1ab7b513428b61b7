package com.example.tools.draw;

import com.example.tools.cost.CostCsv;
import com.example.tools.cost.Measurement;
import com.example.tools.cost.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The plots of how each cost grows with the readers. */
final class Growth {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 690;
    private static final int PANEL_WIDTH = 290;
    private static final int PANEL_HEIGHT = 200;

    private Growth() {
    }

    /** The picture of one talk, for all numbers of readers that were measured. */
    static String draw(CostCsv results, String talk) {
        List<Integer> readers = results.all().stream().map(Measurement::readers).distinct().sorted().toList();
        Svg svg = new Svg(WIDTH, HEIGHT, "How delay, bytes, processor time and threads grow from " + readers.get(0)
                + " to " + readers.get(readers.size() - 1) + " readers in a " + talk
                + " room; the table beside it has the numbers.", "");
        svg.text(16, 30, 17, "ink", "start", "A " + talk + " room: how each cost grows with the readers");
        for (int i = 0; i < results.ways().size(); i++) {
            int x = 24 + i % 4 * 180;
            int y = 58 + i / 4 * 24;
            WayMark.draw(svg, x, y - 5, results.ways().get(i));
            svg.text(x + 14, y, 13, "ink", "start", results.ways().get(i).name());
        }
        panel(svg, results, talk, readers, 0, "median delay, ms", one -> one.medianMicros() / 1_000.0);
        panel(svg, results, talk, readers, 1, "bytes per delivered message", Measurement::bytesPerDelivery);
        panel(svg, results, talk, readers, 2, "server CPU per delivered message, µs",
                Measurement::cpuPerDelivery);
        panel(svg, results, talk, readers, 3, "threads of the server", one -> one.threads());
        return svg.toString();
    }

    private static void panel(Svg svg, CostCsv results, String talk, List<Integer> readers, int place, String title,
                              ToDoubleFunction<Measurement> value) {
        int left = 70 + place % 2 * 370;
        int top = 140 + place / 2 * 280;
        List<Double> values = new ArrayList<>();
        results.all().stream().filter(one -> one.talk().equals(talk))
                .forEach(one -> values.add(value.applyAsDouble(one)));
        Axis y = Axis.over(values, top + PANEL_HEIGHT, top);
        Axis x = new Axis(readers.get(0), readers.get(readers.size() - 1), left + 46, left + PANEL_WIDTH - 26);
        svg.text(left - 40, top - 16, 14, "ink", "start", title);
        for (double tick : y.ticks()) {
            svg.line(left, y.at(tick), left + PANEL_WIDTH, y.at(tick), "line", "");
            svg.text(left - 8, y.at(tick) + 5, 12, "quiet", "end", Axis.label(tick));
        }
        for (int count : readers) {
            svg.text(x.at(count), top + PANEL_HEIGHT + 22, 13, "quiet", "middle", count + " readers");
        }
        List<Double> labels = new ArrayList<>();
        for (Way way : results.ways()) {
            double lastX = 0;
            double lastY = 0;
            for (int count : readers) {
                Measurement one = results.find(way, count, talk).orElse(null);
                if (one == null) {
                    continue;
                }
                double atX = x.at(count);
                double atY = y.at(value.applyAsDouble(one));
                boolean free = labels.stream().noneMatch(label -> Math.abs(label - atY) < 11);
                if (lastX == 0 && way.intervalMillis() > 0 && free) {
                    labels.add(atY);
                    svg.text(atX - 10, atY + 4, 11, WayMark.colour(way), "end",
                            Numbers.round(way.intervalMillis() / 1_000.0).replaceFirst("\\.0$|0$", "") + " s");
                }
                if (lastX > 0) {
                    svg.line(lastX, lastY, atX, atY, WayMark.colour(way), "stroke-width=\"2\"");
                }
                WayMark.draw(svg, atX, atY, way);
                lastX = atX;
                lastY = atY;
            }
        }
    }
}
