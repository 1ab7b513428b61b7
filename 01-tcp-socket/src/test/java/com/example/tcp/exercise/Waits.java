package com.example.tcp.exercise;

import java.util.List;
import java.util.LongSummaryStatistics;

/** The waits of many rounds, each with the same number of failures. */
final class Waits {

    private Waits() {
    }

    /** Those after the same failure are spread over 0 to its delay: of 300, some are near either end. */
    static void areSpread(Story story, List<List<Long>> rounds, long... delays) {
        for (int i = 0; i < delays.length; i++) {
            int at = i;
            LongSummaryStatistics drawn = rounds.stream().filter(round -> round.size() > at)
                    .mapToLong(round -> round.get(at)).summaryStatistics();
            boolean ok = drawn.getMax() <= delays[i] && drawn.getMax() > delays[i] * 0.9
                    && drawn.getMin() < delays[i] * 0.1 && drawn.getMin() >= 0;
            story.that(ok, "waits spread over 0 to " + delays[i] + " ms after failure " + (i + 1),
                    drawn.getCount() + " waits between " + drawn.getMin() + " and " + drawn.getMax() + " ms");
        }
    }
}
