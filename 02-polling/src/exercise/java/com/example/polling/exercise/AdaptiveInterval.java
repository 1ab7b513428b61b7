package com.example.polling.exercise;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 2.5: ask seldom while nothing happens, and often while people talk.
 *
 * <p>A fixed interval is a bad bargain: short, and nearly every answer is empty; long, and every message is late. News
 * rarely comes alone, though. So the interval starts at the shortest one, doubles with each empty answer up to the
 * longest one, and is the shortest again as soon as an answer brings news.
 *
 * <p>Clients that were started together would ask together forever. So each pause is a little shorter than the
 * interval, by a random part of at most a fifth. The randomness is in the pause only: it never gets into the interval.
 *
 * <p>Example with 1 s and 8 s, and a random number of 0: news 1 s, empty 2 s, empty 4 s, empty 8 s, empty 8 s,
 * news 1 s.
 * With a random number of 0.5 each of them is a tenth shorter: 0.9 s, 1.8 s, 3.6 s and so on.
 */
public final class AdaptiveInterval {

    /**
     * @param shortest the interval after news, and the one to start from; more than zero
     * @param longest the interval is never longer; at least the shortest
     * @param random gives a number from 0 (included) to 1 (not included); asked once for each pause
     * @throws IllegalArgumentException if the durations are not as said above
     */
    public AdaptiveInterval(Duration shortest, Duration longest, DoubleSupplier random) {
        throw new TestAbortedException("2.5 AdaptiveInterval: not started");
    }

    /**
     * How long to pause before the next poll, exact to the millisecond: {@code interval - interval * random / 5}.
     *
     * @param news whether the answer that just came had messages; a first answer without makes it twice the shortest
     */
    public Duration next(boolean news) {
        throw new TestAbortedException("2.5 AdaptiveInterval.next: not started");
    }
}
