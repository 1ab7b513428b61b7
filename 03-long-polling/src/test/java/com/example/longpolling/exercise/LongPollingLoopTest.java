package com.example.longpolling.exercise;

import com.example.longpolling.exercise.LongPollingLoop.Answer;
import com.example.longpolling.exercise.LongPollingLoop.Message;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("3.3 LongPollingLoop")
class LongPollingLoopTest {

    @Test
    @Order(1)
    void messages_are_handed_over_and_the_next_question_names_the_last() {
        Story story = Story.of("The cursor is the id of the last message handed over: ask again with that, at once.");
        Script script = new Script(news(4, 5), news(6));
        List<Long> handedOver = run(story, script, 3);
        story.same("handed over", List.of(4L, 5L, 6L), handedOver);
        story.same("asked after", List.of(3L, 5L, 6L), script.asked);
        story.same("pauses", List.of(), script.pauses);
    }

    @Test
    @Order(2)
    void a_204_is_no_failure() {
        Story story = Story.of("204 says: your time is up, and all is well. Ask the same again, without a pause.");
        Script script = new Script(status(204), status(204), news(1));
        story.same("handed over", List.of(1L), run(story, script, 0));
        story.same("asked after", List.of(0L, 0L, 0L, 1L), script.asked);
        story.same("pauses", List.of(), script.pauses);
    }

    @Test
    @Order(3)
    void a_204_leaves_the_cursor_where_it_is() {
        Story story = Story.of("204 brings no message: the last one that was handed over is still the last.");
        Script script = new Script(news(4, 5), status(204), new Answer(200, List.of(), Optional.empty()), news(6));
        story.same("handed over", List.of(4L, 5L, 6L), run(story, script, 3));
        story.same("asked after", List.of(3L, 5L, 5L, 5L, 6L), script.asked);
        story.same("pauses", List.of(), script.pauses);
    }

    @Test
    @Order(4)
    void an_answer_that_failed_changes_nothing_but_the_time() {
        Story story = Story.of("After a failure ask the same question again: another would skip or repeat messages.");
        List<Object> failures =
                List.of(new ConnectException("refused"), new EOFException("cut"), status(502), status(500), status(302),
                        status(304), status(201), status(206));
        for (Object failure : failures) {
            Script script = new Script(news(1, 2), failure, news(3));
            story.same("handed over", List.of(1L, 2L, 3L), run(story, script, 0));
            story.same("asked after", List.of(0L, 2L, 2L, 3L), script.asked);
            pauses(story, script, 1_000);
        }
        Story odd = Story.of("Only a 200 or a 204 brings messages: what is in the answer to a failure is not handed "
                + "over.");
        Script script = new Script(new Answer(500, news(9).messages(), Optional.empty()), news(1));
        odd.same("handed over", List.of(1L), run(odd, script, 0));
    }

    @Test
    @Order(5)
    void each_failure_in_a_row_doubles_the_step_up_to_30_s() {
        Story story = Story.of("Back off: 1, 2, 4, 8, 16, 30, 30 .. s, each pause between half of that and the whole.");
        Script script = new Script(status(502), new ConnectException("refused"), status(502), status(500),
                new EOFException("cut"), status(504), status(502), status(502));
        run(story, script, 0);
        pauses(story, script, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000);
    }

    @Test
    @Order(6)
    void the_step_stays_at_30_s_however_many_failures_follow() {
        Story story = Story.of("A doubled number overflows one day, and then the loop runs hot: cap it, then double.");
        Script script = new Script(IntStream.range(0, 200).mapToObj(i -> status(502)).toArray());
        run(story, script, 0);
        long[] steps = LongStream.concat(LongStream.of(1_000, 2_000, 4_000, 8_000, 16_000),
                LongStream.generate(() -> 30_000).limit(195)).toArray();
        pauses(story, script, steps);
    }

    @Test
    @Order(7)
    void a_good_answer_ends_the_row() {
        Story story = Story.of("A 200 or a 204 ends the row of failures: the next failure has a step of 1 s again.");
        Script script = new Script(
                status(502), status(502), status(204), status(502), status(502), news(1), status(502));
        run(story, script, 0);
        pauses(story, script, 1_000, 2_000, 1_000, 2_000, 1_000);
    }

    @Test
    @Order(8)
    void a_loop_that_runs_once_more_has_forgotten_the_last_time() {
        Story story = Story.of("run() starts with the cursor that it is given, and with no failure in a row.");
        Script first = new Script(news(7), status(502), status(502));
        List<Long> handedOver = run(story, first, 0);
        Script again = new Script(status(502), news(4));
        story.step("the second time the server will answer: %s", again);
        first.goesOn(again);
        story.refused("run(3), until it is interrupted", InterruptedException.class, () -> first.loop.run(3));
        story.same("handed over", List.of(7L, 4L), handedOver);
        story.same("asked after", List.of(0L, 7L, 7L, 7L, 3L, 3L, 4L), first.asked);
        pauses(story, first, 1_000, 2_000, 1_000);
    }

    @Test
    @Order(9)
    void pauses_are_spread_at_random() {
        Story story = Story.of("1,000 clients that lost one server must not all come back at once: spread them.");
        Script script = new Script(IntStream.range(0, 40).mapToObj(i -> status(502)).toArray());
        run(story, script, 0);
        story.same("number of pauses", 40, script.pauses.size());
        List<Duration> atTheCap = script.pauses.subList(5, 40);
        boolean spread = new HashSet<>(atTheCap).size() > 1;
        story.that(spread, "35 pauses of 15 to 30 s that differ", "all are " + atTheCap.get(0));
    }

    @Test
    @Order(10)
    void retry_after_is_obeyed() {
        Story story = Story.of("Stay away as long as Retry-After says (RFC 9110, section 10.2.3), 1 s more at most.");
        for (int seconds : new int[] {0, 3, 120}) {
            Script script = new Script(after(503, seconds), news(1));
            run(story, script, 0);
            story.same("asked after", List.of(0L, 0L, 1L), script.asked);
            pauseBetween(story, script, 0, seconds * 1_000L, seconds * 1_000L + 1_000);
        }
    }

    @Test
    @Order(11)
    void retry_after_is_for_a_503_alone() {
        Story story = Story.of("Retry-After makes the pause of a 503; with any other status it changes nothing "
                + "(the Javadoc's list).");
        Script failed = new Script(after(502, 120), status(502));
        run(story, failed, 0);
        pauses(story, failed, 1_000, 2_000);
        Script well = new Script(after(200, 120), after(204, 120));
        run(story, well, 0);
        story.same("pauses", List.of(), well.pauses);
    }

    @Test
    @Order(12)
    void a_503_with_retry_after_does_not_end_the_row() {
        Story story = Story.of("A 200 or a 204 ends the row of failures, and nothing else does: no Retry-After.");
        Script script = new Script(status(502), status(502), after(503, 7), status(502));
        run(story, script, 0);
        story.same("number of pauses", 4, script.pauses.size());
        pauseBetween(story, script, 3, 2_000, 8_000);
    }

    @Test
    @Order(13)
    void a_503_without_retry_after_is_a_failure_as_any_other() {
        Story story = Story.of("Without Retry-After the loop must choose the pause itself: it may not be zero.");
        Script script = new Script(status(503), status(503));
        run(story, script, 0);
        pauses(story, script, 1_000, 2_000);
    }

    @Test
    @Order(14)
    void a_question_that_is_refused_is_not_repeated() {
        Story story = Story.of("4xx: the question is wrong (RFC 9110, section 15.5); asking again will not mend it.");
        for (int status : new int[] {400, 404, 408, 410, 429, 499}) {
            Script script = new Script(after(status, 1));
            LongPollingLoop loop = story.call("new LongPollingLoop(..)", () -> new LongPollingLoop(script, m -> { }));
            story.step("the server answers %d", status);
            IOException e = story.refused("run(0)", IOException.class, () -> loop.run(0));
            boolean named = String.valueOf(e.getMessage()).contains("" + status);
            story.that(named, "a sentence that names the status " + status, "\"" + e.getMessage() + "\"");
            story.same("asked after", List.of(0L), script.asked);
        }
    }

    @Test
    @Order(15)
    void an_interruption_ends_it_while_it_asks_and_while_it_pauses() {
        Story story = Story.of("Interruption is how one stops the loop: let it through, whatever the loop is doing.");
        Script script = new Script(news(1), status(502));
        script.interruptedInPause = true;
        story.same("handed over", List.of(1L), run(story, script, 0));
        story.same("asked after", List.of(0L, 1L), script.asked);
    }

    /** Runs the loop on the script; at the script's end the loop is interrupted. Returns what was handed over. */
    private static List<Long> run(Story story, Script script, long after) {
        List<Long> handedOver = new ArrayList<>();
        LongPollingLoop loop = story.call("new LongPollingLoop(..)",
                () -> new LongPollingLoop(script, message -> Script.keep(handedOver, message.id(), "messages")));
        script.loop = loop;
        story.step("the server will answer: %s", script);
        story.refused("run(" + after + "), until it is interrupted", InterruptedException.class, () -> loop.run(after));
        return handedOver;
    }

    private static void pauses(Story story, Script script, long... steps) {
        story.same("number of pauses", steps.length, script.pauses.size());
        for (int i = 0; i < steps.length; i++) {
            pauseBetween(story, script, i, steps[i] / 2, steps[i]);
        }
    }

    private static void pauseBetween(Story story, Script script, int i, long least, long most) {
        story.that(script.pauses.size() > i, "a pause before the next question", "there was none: the loop runs hot");
        long pause = script.pauses.get(i).toMillis();
        story.that(pause >= least && pause <= most,
                "pause " + (i + 1) + " of " + least + " to " + most + " ms", pause + " ms");
    }

    private static Answer news(long... ids) {
        List<Message> messages = LongStream.of(ids).mapToObj(id -> new Message(id, "message " + id)).toList();
        return new Answer(200, messages, Optional.empty());
    }

    private static Answer status(int status) {
        return new Answer(status, List.of(), Optional.empty());
    }

    private static Answer after(int status, int seconds) {
        return new Answer(status, List.of(), Optional.of(Duration.ofSeconds(seconds)));
    }
}
