package com.example.tools.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis on which equal distances are equal ratios: from 1 to 10 is as far as from 10 to 100.
 *
 * @param least    the value where it starts
 * @param greatest the value where it ends
 * @param from     the coordinate where it starts
 * @param to       the coordinate where it ends
 */
public record Axis(double least, double greatest, double from, double to) {

    /** An axis that has room for all of these, from one power of ten to another. */
    public static Axis over(List<Double> values, double from, double to) {
        double least = values.stream().filter(value -> value > 0).mapToDouble(value -> value).min().orElse(1);
        double greatest = values.stream().mapToDouble(value -> value).max().orElse(10);
        double start = Math.pow(10, Math.floor(Math.log10(least)));
        return new Axis(start, Math.max(10 * start, Math.pow(10, Math.ceil(Math.log10(greatest)))), from, to);
    }

    public double at(double value) {
        double share = Math.log(Math.max(value, least) / least) / Math.log(greatest / least);
        return from + share * (to - from);
    }

    /** The powers of ten on it. */
    public List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (double tick = least; tick < greatest * 1.001; tick *= 10) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** A power of ten as it is written beside the axis. */
    public static String label(double tick) {
        return tick >= 1 ? String.format(java.util.Locale.ROOT, "%,.0f", tick).replace(',', ' ')
                : java.math.BigDecimal.valueOf(tick).setScale(3, java.math.RoundingMode.HALF_UP).stripTrailingZeros()
                        .toPlainString();
    }
}
