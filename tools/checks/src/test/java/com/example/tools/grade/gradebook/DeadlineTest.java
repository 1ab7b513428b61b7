package com.example.tools.grade.gradebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.grade.Options;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times with zones, days that have begun, and what they cost. */
class DeadlineTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T23:59+01:00, 2026-11-30T22:59:00Z",
        "2026-11-30T23:59:30+01:00, 2026-11-30T22:59:30Z",
        "2026-11-30 23:59:00 +0100, 2026-11-30T22:59:00Z",
        "2026-11-30T22:59Z, 2026-11-30T22:59:00Z",
        "2026-11-30T22:59:00.5z, 2026-11-30T22:59:00.500Z",
        "2026-11-30T23:59[Europe/Berlin], 2026-11-30T22:59:00Z",
        "2026-07-01T23:59[Europe/Berlin], 2026-07-01T21:59:00Z",
        "2026-11-30T23:59+01:00[Europe/Berlin], 2026-11-30T22:59:00Z",
        "2026-11-30T23:59-05:30, 2026-12-01T05:29:00Z",
        "2026-11-30Z, 2026-11-30T23:59:59.999999999Z",
        "2026-11-30[Asia/Seoul], 2026-11-30T14:59:59.999999999Z"})
    void a_deadline_has_a_zone(String text, Instant end) {
        assertEquals(end, Deadline.of(text, "10").end());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-30T23:59", "2026-11-30", "2026-02-30T10:00Z", "30.11.2026 23:59", "tomorrow", "",
        "2026-11-30T24:30Z", "2026-11-30T23:59[Europe/Nowhere]", "2026-11-30T23:59 CET"})
    void what_is_no_time_with_a_zone_is_refused(String text) {
        assertThrows(Options.WrongException.class, () -> Deadline.of(text, "10"));
    }

    @Test
    void a_submission_without_a_zone_is_in_that_of_the_deadline() {
        Deadline deadline = Deadline.of("2026-11-30T23:59[Europe/Berlin]", "10");
        assertEquals(Instant.parse("2026-12-01T08:00:00Z"), deadline.time("line 2", "2026-12-01 09:00"));
        assertEquals(Instant.parse("2026-12-01T09:00:00Z"), deadline.time("line 2", "2026-12-01T09:00Z"));
        String message = assertThrows(Options.WrongException.class, () -> deadline.time("line 2", "2026-12-01"))
                .getMessage();
        assertEquals("line 2: \"2026-12-01\" has no time of day.", message);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-30T10:00:00Z, 0", "2026-11-30T12:00:00Z, 0", "2026-11-30T12:00:00.001Z, 1",
        "2026-12-01T12:00:00Z, 1", "2026-12-01T12:00:01Z, 2", "2026-12-30T12:00:00Z, 30"})
    void each_day_that_has_begun_counts(Instant submitted, int days) {
        assertEquals(days, Deadline.of("2026-11-30T12:00Z", "10").daysLate(submitted));
    }

    @Test
    void a_day_costs_percent_and_never_more_than_all() {
        Deadline deadline = Deadline.of("2026-11-30T12:00Z", "12.5%");
        assertEquals(new BigDecimal("25.0"), deadline.cost(2));
        assertEquals(new BigDecimal(100), deadline.cost(9));
        assertEquals(new BigDecimal("2.63"), Deadline.less(new BigDecimal("3.5"), new BigDecimal("25")));
        for (String wrong : new String[] {"-1", "101", "ten", "1e1", ""}) {
            assertTrue(assertThrows(Options.WrongException.class, () -> Deadline.of("2026-11-30T12:00Z", wrong))
                    .getMessage().startsWith("--penalty wants percent"), wrong);
        }
    }
}
