package com.example.several.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.several.exercise.Cursor.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("9.2 Cursor")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CursorTest {

    @Test
    @Order(1)
    void what_the_log_can_follow_comes_in() {
        answers("30", 11, 30, 0, "");
        answers("15", 11, 30, 0, "");
        answers("10", 11, 30, 0, "");
        answers("0", 1, 30, 0, "");
        answers("007", 1, 30, 0, "");
    }

    @Test
    @Order(2)
    void a_gap_is_told_with_the_oldest_that_can_be_had() {
        answers("9", 11, 30, 4410, "11");
        answers("0", 2, 30, 4410, "2");
        answers("0", 11, 30, 4410, "11");
    }

    @Test
    @Order(3)
    void the_future_is_told_with_the_newest() {
        answers("31", 11, 30, 4400, "30");
        answers("999999999999999999", 11, 30, 4400, "30");
    }

    @Test
    @Order(4)
    void an_empty_log_has_no_gap_and_all_is_future() {
        answers("0", 0, 0, 0, "");
        answers("1", 0, 0, 4400, "0");
    }

    @Test
    @Order(5)
    void a_log_that_grew_between_the_questions_is_no_gap() {
        answers("0", 0, 5, 0, "");
        answers("30", 11, 31, 0, "");
    }

    @Test
    @Order(6)
    void what_is_no_number_is_refused() {
        for (String after : new String[] {"", "-1", "+1", "1.0", "x", " 1", "1 ", "0-1", "9999999999999999999",
            "\u0661"}) {
            answers(after, 11, 30, 1008, "after is a number");
        }
    }

    private static void answers(String after, long oldest, long newest, int code, String reason) {
        assertEquals(new Answer(code, reason), Cursor.answer(after, oldest, newest),
                "the reader has \"" + after + "\", the log's oldest was " + oldest + ", its newest "
                        + newest + "; the answer");
    }
}
