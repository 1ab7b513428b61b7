package com.example.tools.draw;

import com.example.tools.cost.CostCsv;
import com.example.tools.cost.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The plot of what a reader waits against what the wire carries: down and to the left is better. */
final class DelayAgainstBytes {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 470;
    private static final int LEFT = 70;
    private static final int RIGHT = 520;
    private static final int TOP = 56;
    private static final int BOTTOM = 400;
    private static final int LABEL_GAP = 34;

    private DelayAgainstBytes() {
    }

    /** The picture of one talk with so many readers. */
    static String draw(CostCsv results, String talk, int readers) {
        List<Measurement> all = results.ways().stream()
                .flatMap(way -> results.find(way, readers, talk).stream()).toList();
        Measurement any = all.get(0);
        double leastMillis = results.tripMicros() / 1_000.0;
        List<Double> bytes = new ArrayList<>(List.of(any.leastBytesPerDelivery()));
        List<Double> millis = new ArrayList<>(List.of(leastMillis));
        for (Measurement one : all) {
            bytes.add(one.bytesPerDelivery());
            millis.add(one.medianMicros() / 1_000.0);
            millis.add(one.p99Micros() / 1_000.0);
        }
        Axis x = Axis.over(bytes, LEFT, RIGHT);
        Axis y = Axis.over(millis, BOTTOM, TOP);
        Svg svg = new Svg(WIDTH, HEIGHT, "What a reader waits against what the wire carries, " + readers
                + " readers, " + talk + ": " + String.join("; ", all.stream().map(one -> one.way().name() + " "
                + Numbers.millis(one.medianMicros()) + " and " + Math.round(one.bytesPerDelivery())
                + " bytes").toList()) + ".", "");
        svg.text(16, 30, 17, "ink", "start", "A " + talk + " room, " + readers
                + " readers: what a reader waits, and what the wire carries");
        grid(svg, x, y);
        least(svg, x, y, any.leastBytesPerDelivery(), leastMillis);
        for (Measurement one : all) {
            double at = x.at(one.bytesPerDelivery());
            svg.line(at, y.at(one.medianMicros() / 1_000.0), at, y.at(one.p99Micros() / 1_000.0),
                    WayMark.colour(one.way()), "stroke-width=\"2\" stroke-opacity=\"0.55\"");
            WayMark.draw(svg, at, y.at(one.medianMicros() / 1_000.0), one.way());
        }
        labels(svg, all, x, y);
        svg.text((LEFT + RIGHT) / 2.0, HEIGHT - 30, 14, "quiet", "middle",
                "bytes on the wire per delivered message, both ways");
        svg.text(16, HEIGHT - 9, 13, "quiet", "start",
                "Mark: the median delay in ms; the line ends where 99 of 100 are not later. Down and left is better.");
        return svg.toString();
    }

    private static void grid(Svg svg, Axis x, Axis y) {
        for (double tick : x.ticks()) {
            svg.line(x.at(tick), TOP, x.at(tick), BOTTOM, "line", "");
            svg.text(x.at(tick), BOTTOM + 20, 13, "quiet", "middle", Axis.label(tick));
        }
        for (double tick : y.ticks()) {
            svg.line(LEFT, y.at(tick), RIGHT, y.at(tick), "line", "");
            svg.text(LEFT - 8, y.at(tick) + 5, 13, "quiet", "end", Axis.label(tick));
        }
        svg.text(LEFT - 8, TOP - 9, 13, "quiet", "end", "ms");
    }

    /** What the protocol and the network allow: nothing can be below or to the left of these. */
    private static void least(Svg svg, Axis x, Axis y, double bytes, double millis) {
        svg.line(x.at(bytes), TOP, x.at(bytes), BOTTOM, "quiet", "stroke-dasharray=\"4 4\"");
        svg.line(LEFT, y.at(millis), RIGHT, y.at(millis), "quiet", "stroke-dasharray=\"4 4\"");
        svg.text(x.at(bytes) + 5, TOP + 13, 12, "quiet", "start", "the least: " + Math.round(bytes) + " bytes");
        svg.text(RIGHT - 4, y.at(millis) - 6, 12, "quiet", "end",
                "the least: a bare round trip, " + Numbers.round(millis) + " ms");
    }

    /** Beside the plot, in the order of the delays, so that none covers another; a thin line leads to its mark. */
    private static void labels(Svg svg, List<Measurement> all, Axis x, Axis y) {
        List<Measurement> sorted = all.stream().sorted(Comparator.comparingLong(Measurement::medianMicros).reversed())
                .toList();
        double at = TOP - LABEL_GAP + 10;
        for (int i = 0; i < sorted.size(); i++) {
            Measurement one = sorted.get(i);
            double wanted = y.at(one.medianMicros() / 1_000.0);
            double room = BOTTOM + 14 - (sorted.size() - 1 - i) * LABEL_GAP;
            at = Math.max(at + LABEL_GAP, Math.min(wanted, room));
            svg.line(x.at(one.bytesPerDelivery()) + 9, wanted, RIGHT + 14, at, WayMark.colour(one.way()),
                    "stroke-opacity=\"0.35\"");
            svg.text(RIGHT + 20, at, 14, WayMark.colour(one.way()), "start", one.way().name());
            svg.text(RIGHT + 20, at + 15, 12, "quiet", "start", Numbers.millis(one.medianMicros()) + ", "
                    + Numbers.round(one.bytesPerDelivery()) + " bytes");
        }
    }
}
