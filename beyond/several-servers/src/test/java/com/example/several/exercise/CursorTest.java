package com.example.several.exercise;

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
        Story story = Story.of("A reader whose next message is in the log, or is still to come, misses nothing: 0 and "
                + "no reason.");
        answers(story, "15", 11, 30, 0, "");
        answers(story, "30", 11, 30, 0, "");
        answers(story, "10", 11, 30, 0, "");
        answers(story, "0", 1, 30, 0, "");
        answers(story, "007", 1, 30, 0, "");
    }

    @Test
    @Order(2)
    void a_gap_is_told_with_the_oldest_that_can_be_had() {
        Story story = Story.of("A reader whose next message is gone is told 4410 and the oldest id, from which it can "
                + "go on. (4000 to 4999 are for an application's own codes: RFC 6455, section 7.4.2.)");
        answers(story, "9", 11, 30, 4410, "11");
        answers(story, "1", 11, 30, 4410, "11");
    }

    @Test
    @Order(3)
    void the_future_is_told_with_the_newest() {
        Story story = Story.of("A reader that has what the log has not speaks of another log, or of a lost one: 4400 "
                + "and the newest id.");
        answers(story, "31", 11, 30, 4400, "30");
        answers(story, "999999999999999999", 11, 30, 4400, "30");
    }

    @Test
    @Order(4)
    void one_that_has_seen_nothing_misses_what_is_gone() {
        Story story = Story.of("A reader that says 0 has missed what is gone as well: its next message is 1.");
        answers(story, "0", 2, 30, 4410, "2");
        answers(story, "0", 11, 30, 4410, "11");
    }

    @Test
    @Order(5)
    void an_empty_log_has_no_gap_and_all_is_future() {
        Story story = Story.of("An empty log has forgotten nothing, and its newest id is 0.");
        answers(story, "0", 0, 0, 0, "");
        answers(story, "1", 0, 0, 4400, "0");
    }

    @Test
    @Order(6)
    void a_log_that_grew_between_the_questions_is_no_gap() {
        Story story = Story.of("The log may grow between the two questions: the oldest id can be from before that, "
                + "the newest from after it.");
        answers(story, "0", 0, 5, 0, "");
        answers(story, "3", 0, 5, 0, "");
        answers(story, "6", 0, 5, 4400, "5");
        answers(story, "31", 11, 31, 0, "");
    }

    @Test
    @Order(7)
    void what_is_no_number_is_refused() {
        Story story = Story.of("A cursor has 1 to 18 digits, 0 to 9; anything else is 1008, a violated policy (RFC "
                + "6455, section 7.4.1), and never an exception.");
        for (String after : new String[] {"", "-1", "+1", "1.0", "x", " 1", "1 ", "1\n", "0-1", "9999999999999999999",
            "1".repeat(100), "\u0661"}) {
            answers(story, after, 11, 30, 1008, "after is a number");
        }
    }

    private static void answers(Story story, String after, long oldest, long newest, int code, String reason) {
        String call = "answer(\"%s\", %d, %d)".formatted(after.replace("\n", "\\n"), oldest, newest);
        story.same("the answer", new Answer(code, reason),
                story.call(call, () -> Cursor.answer(after, oldest, newest)));
    }
}
