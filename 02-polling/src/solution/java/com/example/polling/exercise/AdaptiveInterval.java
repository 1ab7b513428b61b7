package com.example.polling.exercise;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** One answer to exercise 2.5. */
public final class AdaptiveInterval {

    private final Duration shortest;
    private final Duration longest;
    private final DoubleSupplier random;
    private Duration interval;

    public AdaptiveInterval(Duration shortest, Duration longest, DoubleSupplier random) {
        if (shortest.isZero() || shortest.isNegative() || shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException("from " + shortest + " to " + longest + " is no range of intervals");
        }
        this.shortest = shortest;
        this.longest = longest;
        this.random = random;
        this.interval = shortest;
    }

    public Duration next(boolean news) {
        if (news) {
            interval = shortest;
        } else {
            // Compared before it is doubled: nothing can overflow, however long it stays quiet.
            interval = interval.compareTo(longest.dividedBy(2)) > 0 ? longest : interval.multipliedBy(2);
        }
        return interval.minusNanos((long) (interval.toNanos() * random.getAsDouble() / 5));
    }
}
