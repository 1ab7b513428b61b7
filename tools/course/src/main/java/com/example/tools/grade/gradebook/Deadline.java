package com.example.tools.grade.gradebook;

import com.example.tools.grade.Options;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * When the work was due, and what a late day costs.
 *
 * @param end     the last moment that is in time
 * @param zone    of times that name none
 * @param penalty what each day that has begun costs, in percent of the points reached
 */
record Deadline(Instant end, ZoneId zone, BigDecimal penalty) {

    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final String WANTED = " is no time: 2026-11-30T23:59+01:00, 2026-11-30T23:59[Europe/Berlin] and"
            + " 2026-11-30T22:59Z are.";

    /** ISO 8601, as git writes it too: a space for the T, a space before the offset, an offset without a colon. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart().appendLiteral('T').optionalEnd().optionalStart().appendLiteral(' ').optionalEnd()
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart().appendLiteral(' ').optionalEnd()
            .optionalStart().appendOffset("+HH:MM", "Z").optionalEnd()
            .optionalStart().appendOffset("+HHMM", "+0000").optionalEnd()
            .optionalStart().appendLiteral('[').appendZoneRegionId().appendLiteral(']').optionalEnd()
            .toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /**
     * Reads what was typed.
     *
     * @param text    a time with its zone; a date alone is the end of that day, and wants a zone too: {@code
     *                2026-11-30[Europe/Berlin]}, {@code 2026-11-30+01:00}, {@code 2026-11-30Z}
     * @param penalty percent, from 0 to 100
     * @throws Options.WrongException if the time cannot be read or has no zone, or the penalty is no such number
     */
    static Deadline of(String text, String penalty) {
        if (!penalty.matches("\\d{1,3}(\\.\\d{1,2})?%?")
                || new BigDecimal(penalty.replace("%", "")).compareTo(HUNDRED) > 0) {
            throw new Options.WrongException("--penalty wants percent, from 0 to 100, not \"" + penalty + "\".");
        }
        BigDecimal percent = new BigDecimal(penalty.replace("%", ""));
        String time = text.strip();
        boolean wholeDay = time.matches("\\d{4}-\\d\\d-\\d\\d(?![T ]\\d).*");
        ZonedDateTime parsed = zoned("--deadline", wholeDay
                ? time.substring(0, 10) + "T00:00" + time.substring(10).strip() : time, null);
        Instant end = !wholeDay ? parsed.toInstant()
                : parsed.toLocalDate().plusDays(1).atStartOfDay(parsed.getZone()).toInstant().minusNanos(1);
        return new Deadline(end, parsed.getZone(), percent);
    }

    /** Reads the time of a submission; without a zone it is one in the deadline's. */
    Instant time(String where, String text) {
        return zoned(where, text.strip(), zone).toInstant();
    }

    private static ZonedDateTime zoned(String where, String text, ZoneId otherwise) {
        try {
            TemporalAccessor parsed = TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
            if (parsed instanceof ZonedDateTime zoned) {
                return zoned;
            }
            if (otherwise == null) {
                throw new Options.WrongException(where + ": \"" + text + "\" has no zone; add one, such as +01:00, Z or"
                        + " [Europe/Berlin].");
            }
            return ((LocalDateTime) parsed).atZone(otherwise);
        } catch (DateTimeException e) {
            boolean dateOnly = isDate(text);
            throw new Options.WrongException(where + ": \"" + text + "\"" + (dateOnly ? " has no time of day."
                    : WANTED));
        }
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** How many days of 24 hours have begun after the deadline; 0 for what is in time. */
    int daysLate(Instant submitted) {
        Duration late = Duration.between(end, submitted);
        if (late.isNegative() || late.isZero()) {
            return 0;
        }
        long begun = late.minusNanos(1).toDays() + 1;
        return (int) Math.min(begun, Integer.MAX_VALUE);
    }

    /** The percent that so many days cost: at most all. */
    BigDecimal cost(int days) {
        return penalty.multiply(BigDecimal.valueOf(days)).min(HUNDRED);
    }

    /** What is left of points, with two decimals at most. */
    static BigDecimal less(BigDecimal points, BigDecimal percent) {
        return points.multiply(HUNDRED.subtract(percent)).divide(HUNDRED, 2, RoundingMode.HALF_UP);
    }
}
