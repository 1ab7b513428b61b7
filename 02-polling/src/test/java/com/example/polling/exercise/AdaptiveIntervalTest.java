package com.example.polling.exercise;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("2.5 AdaptiveInterval")
@Story.InOneThread
class AdaptiveIntervalTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double ALMOST_ONE = Math.nextDown(1.0);

    @Test
    @Order(1)
    void it_doubles_while_it_is_quiet_up_to_the_longest() {
        Story story = Story.of(
                "The interval doubles with each empty answer, up to the longest (the Javadoc's example).");
        AdaptiveInterval interval = interval(story, SECOND, SECOND.multipliedBy(8), 0);
        next(story, interval, true, 1_000);
        next(story, interval, false, 2_000);
        next(story, interval, false, 4_000);
        next(story, interval, false, 8_000);
        next(story, interval, false, 8_000);
    }

    @Test
    @Order(2)
    void it_starts_from_the_shortest() {
        Story story = Story.of("It starts from the shortest: a first empty answer makes it twice that.");
        next(story, interval(story, SECOND, SECOND.multipliedBy(8), 0), false, 2_000);
        next(story, interval(story, SECOND, SECOND.multipliedBy(8), 0), true, 1_000);
    }

    @Test
    @Order(2)
    void each_loop_has_an_interval_of_its_own() {
        Story story = Story.of("What one loop hears changes its own interval, and no other.");
        AdaptiveInterval first = interval(story, SECOND, SECOND.multipliedBy(8), 0);
        next(story, first, false, 2_000);
        AdaptiveInterval second = interval(story, SECOND.multipliedBy(3), SECOND.multipliedBy(6), 0);
        next(story, second, false, 6_000);
        next(story, first, false, 4_000);
    }

    @Test
    @Order(3)
    void news_makes_it_quick_at_once() {
        Story story = Story.of("News makes the interval the shortest at once, not step by step.");
        AdaptiveInterval interval = interval(story, SECOND, SECOND.multipliedBy(60), 0);
        for (long expected : new long[] {2_000, 4_000, 8_000, 16_000, 32_000, 60_000}) {
            next(story, interval, false, expected);
        }
        next(story, interval, true, 1_000);
        next(story, interval, true, 1_000);
        next(story, interval, false, 2_000);
    }

    @Test
    @Order(4)
    void the_longest_need_not_be_a_double_of_the_shortest() {
        Story story = Story.of("The interval is never longer than the longest: 3, 6, 10.");
        AdaptiveInterval interval = interval(story, Duration.ofSeconds(3), Duration.ofSeconds(10), 0);
        next(story, interval, false, 6_000);
        next(story, interval, false, 10_000);
        next(story, interval, false, 10_000);
    }

    @Test
    @Order(5)
    void a_night_without_news_does_not_overflow() {
        Story story = Story.of("However long it stays quiet, the interval stays the longest: no number overflows.");
        AdaptiveInterval interval = interval(story, Duration.ofMillis(500), Duration.ofSeconds(30), 0);
        story.run("next(false), a hundred thousand times", () -> {
            for (int i = 1; i <= 100_000; i++) {
                Duration pause = interval.next(false);
                if (i > 10) {
                    story.same("the pause after " + i + " empty answers", Duration.ofSeconds(30), pause);
                }
            }
        });
    }

    @Test
    @Order(6)
    void a_random_part_is_taken_off() {
        Story story = Story.of("The pause is interval - interval * random / 5: at most a fifth shorter, never longer.");
        AdaptiveInterval half = interval(story, SECOND, SECOND.multipliedBy(8), 0.5);
        next(story, half, true, 900);
        next(story, half, false, 1_800);
        AdaptiveInterval most = interval(story, SECOND, SECOND.multipliedBy(8), ALMOST_ONE);
        next(story, most, true, 800);
        next(story, most, false, 1_600);
        next(story, most, false, 3_200);
        next(story, most, false, 6_400);
        next(story, most, false, 6_400);
        Duration days = Duration.ofDays(20);
        next(story, interval(story, days, days.multipliedBy(2), 0.5), false, days.multipliedBy(2).toMillis() * 9 / 10);
    }

    @Test
    @Order(7)
    void one_random_number_is_used_for_each_pause() {
        Story story = Story.of(
                "The random number is asked for once for each pause: once for all would keep clients in step.");
        int[] asked = {0};
        AdaptiveInterval interval = story.call("new AdaptiveInterval(1 s, 8 s, random)",
                () -> new AdaptiveInterval(SECOND, SECOND.multipliedBy(8), () -> asked[0]++ * 0.0));
        int before = asked[0];
        for (int i = 0; i < 5; i++) {
            story.call("next(false)", () -> interval.next(false));
        }
        story.same("random numbers asked for by five pauses", 5, asked[0] - before);
    }

    @Test
    @Order(8)
    void the_randomness_stays_out_of_the_interval() {
        Story story = Story.of("The randomness is in the pause only: the interval itself doubles exactly.");
        double[] numbers = {0.9, 0.9, 0.0, 0.9, 0.0};
        int[] at = {0};
        AdaptiveInterval interval = story.call("new AdaptiveInterval(1 s, 60 s, 0.9 0.9 0.0 0.9 0.0)",
                () -> new AdaptiveInterval(SECOND, SECOND.multipliedBy(60), () -> numbers[at[0]++ % numbers.length]));
        next(story, interval, false, 1_640);
        next(story, interval, false, 3_280);
        next(story, interval, false, 8_000);
        next(story, interval, false, 13_120);
        next(story, interval, false, 32_000);
    }

    @Test
    @Order(9)
    void what_is_no_range_is_refused() {
        String rule = "The shortest is more than zero, and the longest at least that.";
        Duration[][] wrong = {{Duration.ZERO, SECOND}, {SECOND.negated(), SECOND}, {SECOND.plusNanos(1), SECOND}};
        for (Duration[] range : wrong) {
            Story story = Story.of(rule);
            story.refused("new AdaptiveInterval(" + range[0] + ", " + range[1] + ", random)",
                    IllegalArgumentException.class,
                    () -> new AdaptiveInterval(range[0], range[1], () -> 0));
        }
        Story story = Story.of("The shortest may be the longest: then it never changes.");
        AdaptiveInterval fixed = interval(story, SECOND, SECOND, 0);
        next(story, fixed, false, 1_000);
        next(story, fixed, true, 1_000);
    }

    private static AdaptiveInterval interval(Story story, Duration shortest, Duration longest, double random) {
        DoubleSupplier always = () -> random;
        return story.call("new AdaptiveInterval(" + shortest.toMillis() + " ms, " + longest.toMillis()
                + " ms, always " + random + ")",
                () -> new AdaptiveInterval(shortest, longest, always));
    }

    private static void next(Story story, AdaptiveInterval interval, boolean news, long millis) {
        Duration pause = story.call("next(" + news + ")", () -> interval.next(news));
        long off = Math.abs(pause.toNanos() - millis * 1_000_000);
        story.that(off <= 1_000_000, "a pause of " + millis + " ms", pause.toMillis() + " ms");
    }
}
