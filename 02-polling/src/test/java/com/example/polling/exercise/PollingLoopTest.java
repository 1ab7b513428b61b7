package com.example.polling.exercise;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Server and time are in the test's hand: a poll waits for the answer, a pause for the end, that the test gives. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("2.3 PollingLoop")
class PollingLoopTest {

    private static final IOException FAILED = new IOException("connection refused");
    /** More than any right answer needs: a loop without end is stopped, before it has filled the heap. */
    private static final int MOST = 1_000;

    private static volatile int seconds = 5;

    private final BlockingQueue<Long> asked = new LinkedBlockingQueue<>(MOST);
    private final BlockingQueue<Object> answers = new SynchronousQueue<>();
    private final BlockingQueue<Integer> pauses = new LinkedBlockingQueue<>(MOST);
    private final BlockingQueue<Boolean> pauseEnds = new SynchronousQueue<>();
    private final BlockingQueue<Long> seen = new LinkedBlockingQueue<>(MOST);
    private final BlockingQueue<IOException> troubles = new LinkedBlockingQueue<>(MOST);
    private final AtomicReference<Thread> loopThread = new AtomicReference<>();
    private final Closing closing = new Closing();
    private PollingLoop loop;

    /** Most tests leave the loop running: they do not judge how it ends, and need no close() for it. */
    @AfterEach
    void end() throws Exception {
        Thread thread = loopThread.get();
        if (thread != null) {
            thread.interrupt();
            thread.join(100);
        }
    }

    @Test
    @Order(1)
    void the_cursor_moves_on_with_what_was_handed_on() throws Exception {
        Story story = Story.of("Each poll asks for what comes after the last id that was handed on.");
        start(story, 4);
        asks(story, 4);
        answer(story, List.of(5L, 6L));
        pauses(story, 0);
        endPause(story);
        asks(story, 6);
        answer(story, List.of());
        pauses(story, 0);
        endPause(story);
        asks(story, 6);
        story.same("handed on", List.of(5L, 6L), List.copyOf(seen));
    }

    @Test
    @Order(2)
    void a_failed_poll_is_told_and_survived() throws Exception {
        Story story = Story.of(
                "A poll that fails is told to onTrouble, and asked again after a pause, with the same cursor.");
        start(story, 4);
        asks(story, 4);
        answer(story, FAILED);
        pauses(story, 1);
        story.same("told to onTrouble", List.of(FAILED), List.copyOf(troubles));
        endPause(story);
        asks(story, 4);
        answer(story, List.of(5L));
        pauses(story, 0);
        story.same("handed on", List.of(5L), List.copyOf(seen));
    }

    @Test
    @Order(3)
    void failures_are_counted_in_a_row() throws Exception {
        Story story = Story.of(
                "The pause is told how many polls in a row have failed; an answer, even an empty one, makes it 0.");
        start(story, 0);
        Object[] answers = {FAILED, FAILED, FAILED, List.of(), FAILED, List.of(1L), FAILED, FAILED};
        int[] failures = {1, 2, 3, 0, 1, 0, 1, 2};
        for (int i = 0; i < answers.length; i++) {
            asks(story, i < 6 ? 0 : 1);
            answer(story, answers[i]);
            pauses(story, failures[i]);
            endPause(story);
        }
    }

    @Test
    @Order(4)
    void the_next_poll_waits_for_the_last_answer() throws Exception {
        Story story = Story.of("There is never more than one question at a time, and a pause begins after its answer.");
        start(story, 0);
        asks(story, 0);
        story.step("the server takes its time");
        Object tooSoon = pauses.poll(50, TimeUnit.MILLISECONDS);
        story.that(tooSoon == null, "no pause and no poll before the answer", "it pauses while a poll is under way");
        story.that(asked.isEmpty(), "no second poll before the answer", "a second poll went out");
        answer(story, List.of(1L));
        pauses(story, 0);
        story.that(asked.isEmpty(), "no poll before the pause has ended", "a poll went out");
        endPause(story);
        asks(story, 1);
    }

    @Test
    @Order(5)
    void close_ends_a_pause_at_once() throws Exception {
        Story story = Story.of("close() interrupts a pause instead of waiting for its end.");
        start(story, 0);
        asks(story, 0);
        answer(story, List.of(1L));
        pauses(story, 0);
        close(story);
        story.that(asked.isEmpty(), "no poll after close()", "a poll went out");
        story.same("handed on", List.of(1L), List.copyOf(seen));
    }

    @Test
    @Order(6)
    void close_ends_a_poll_at_once_and_that_is_no_trouble() throws Exception {
        Story story = Story.of(
                "close() interrupts a poll instead of waiting for its answer, and the interruption is no trouble.");
        start(story, 0);
        asks(story, 0);
        close(story);
        story.same("told to onTrouble", List.of(), List.copyOf(troubles));
        story.that(asked.isEmpty() && pauses.isEmpty(), "nothing more after close()", "it goes on");
        close(story);
    }

    @Test
    @Order(7)
    void a_callback_may_close_and_is_the_last_one() throws Exception {
        for (Object answer : new Object[] {List.of(1L, 2L, 3L), FAILED}) {
            Story story = Story.of(
                    "A callback may call close(): it does not wait for itself, and no further callback comes.");
            new ClosingCallback(answer).endsTheLoop(story);
        }
    }

    @Test
    @Order(8)
    void a_second_close_waits_like_the_first() throws Exception {
        Story story = Story.of("When close() has returned the thread has ended, also if a callback has closed before.");
        new ClosingCallback(List.of(1L)).isNotTheLastToClose(story);
    }

    @Test
    @Order(9)
    void an_answer_that_comes_after_close_is_thrown_away() throws Exception {
        Story story = Story.of(
                "When close() has returned there is no further callback, even if the answer comes all the same.");
        for (Object late : new Object[] {List.of(1L, 2L), FAILED}) {
            CountDownLatch asking = new CountDownLatch(1);
            loop = story.call("loop = start(poll, pause, 0, onMessage, onTrouble)", () -> PollingLoop.start(after -> {
                loopThread.set(Thread.currentThread());
                asking.countDown();
                try {
                    Slowness.opens(new CountDownLatch(1), 1_000);
                } catch (InterruptedException e) {
                    // A client that does not give up, and hands out what it has.
                }
                closing.untilItWaits();
                return give(late);
            }, this::pause, 0, this::onMessage, this::onTrouble));
            story.that(Slowness.opens(asking, 5_000), "a first poll", "none within 5 s");
            story.step("its answer will be %s, even when it is interrupted", late);
            close(story);
            story.same("handed on", List.of(), List.copyOf(seen));
            story.same("told to onTrouble", List.of(), List.copyOf(troubles));
        }
    }

    @Test
    @Order(10)
    void close_waits_also_when_it_is_interrupted() throws Exception {
        Story story = Story.of("When close() has returned the thread has ended, whatever interrupts its caller.");
        CountDownLatch asking = new CountDownLatch(1);
        loop = story.call("loop = start(poll, pause, 0, onMessage, onTrouble)", () -> PollingLoop.start(after -> {
            loopThread.set(Thread.currentThread());
            asking.countDown();
            try {
                Slowness.opens(new CountDownLatch(1), 1_000);
            } catch (InterruptedException e) {
                // A client that does not give up, and takes its time.
            }
            closing.untilItWaits();
            return List.of();
        }, this::pause, 0, this::onMessage, this::onTrouble));
        story.that(Slowness.opens(asking, 5_000), "a first poll", "none within 5 s");
        closing.interrupted = true;
        close(story);
    }

    private List<Long> poll(long after) throws IOException, InterruptedException {
        loopThread.set(Thread.currentThread());
        keep(asked, after, "polls");
        return give(answers.take());
    }

    private void onMessage(long id) {
        keep(seen, id, "ids were handed on");
    }

    private void onTrouble(IOException trouble) {
        keep(troubles, trouble, "failures were told");
    }

    private static <T> void keep(BlockingQueue<T> kept, T one, String what) {
        if (!kept.offer(one)) {
            throw new Error(MOST + " " + what + ", and there is no end to them");
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Long> give(Object answer) throws IOException {
        if (answer instanceof IOException failure) {
            throw failure;
        }
        return (List<Long>) answer;
    }

    private void pause(int failures) throws InterruptedException {
        keep(pauses, failures, "pauses");
        pauseEnds.take();
    }

    private void start(Story story, long cursor) {
        loop = story.call("loop = start(poll, pause, " + cursor + ", onMessage, onTrouble)",
                () -> PollingLoop.start(this::poll, this::pause, cursor, this::onMessage, this::onTrouble));
    }

    private void asks(Story story, long cursor) throws InterruptedException {
        Long after = Slowness.next(asked, 1_000 * seconds);
        story.that(after != null, "a poll after " + cursor, after != null ? "" : "no poll within " + inVain());
        story.step("it polls after %d", after);
        story.same("the cursor", cursor, after);
    }

    private void answer(Story story, Object answer) throws InterruptedException {
        story.step(answer instanceof IOException ? "the poll fails" : "the answer is " + answer);
        boolean taken = Slowness.within(5_000, time -> answers.offer(answer, time, TimeUnit.MILLISECONDS));
        story.that(taken, "the poll takes its answer", "it does not wait for one");
    }

    private void pauses(Story story, int failures) throws InterruptedException {
        Integer told = Slowness.next(pauses, 1_000 * seconds);
        story.that(told != null, "a pause after the answer", told != null ? "" : "no pause within " + inVain());
        story.step("it pauses after %d failures in a row", told);
        story.same("failures in a row", failures, told);
    }

    /** How long was waited, and what the loop did instead, if that has no end. The verdict is clear: wait less now. */
    private String inVain() {
        int waited = seconds;
        seconds = 1;
        return waited + " s" + (seen.remainingCapacity() > 0 ? "" : ", but " + MOST + " ids were handed on");
    }

    private void endPause(Story story) throws InterruptedException {
        story.step("the pause ends");
        boolean taken = Slowness.within(5_000, time -> pauseEnds.offer(true, time, TimeUnit.MILLISECONDS));
        story.that(taken, "the loop waits in its pause", "it does not");
    }

    private void close(Story story) {
        closing.close(story, loop, loopThread.get());
    }
}
