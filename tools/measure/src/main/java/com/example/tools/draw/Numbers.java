package com.example.tools.draw;

import java.util.Locale;

/** How numbers are written for readers: no more digits than were measured well. */
public final class Numbers {

    private Numbers() {
    }

    /** A delay in milliseconds. */
    public static String millis(long micros) {
        return round(micros / 1_000.0) + " ms";
    }

    /** Two digits that count, and the whole part in any case: 0.034, 0.34, 3.4, 34, 341. */
    public static String round(double value) {
        if (value == 0) {
            return "0";
        }
        int digits = 1 - (int) Math.floor(Math.log10(Math.abs(value)));
        return String.format(Locale.ROOT, "%." + Math.max(0, Math.min(3, digits)) + "f", value);
    }

    /** How many times the least: ×1.3, ×13, ×130, ×1 300. */
    public static String times(double ratio) {
        return "×" + (ratio < 9.95 ? String.format(Locale.ROOT, "%.1f", ratio) : coarse(ratio));
    }

    /** Two digits that count, and zeros: 1.3, 13, 130, 1 300. */
    public static String coarse(double value) {
        if (value < 10) {
            return round(value);
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        return String.format(Locale.ROOT, "%,.0f", Math.round(value / unit) * unit).replace(',', ' ');
    }
}
