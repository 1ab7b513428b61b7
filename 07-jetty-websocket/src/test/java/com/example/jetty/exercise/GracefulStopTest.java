package com.example.jetty.exercise;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("7.4 GracefulStop")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GracefulStopTest {

    private static final String GOODBYE = "close 1001 going away";
    /** Longer than any call may take: an answer that waits in vain does not return in time. */
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final FakeSession ann = new FakeSession("ann");
    private final FakeSession bob = new FakeSession("bob");
    private final FakeSession eve = new FakeSession("eve");
    private GracefulStop stopper;

    private Story open(String rule, FakeSession... sessions) {
        Story story = Story.of(rule);
        stopper = story.call("new GracefulStop()", GracefulStop::new);
        for (FakeSession session : sessions) {
            story.run("opened(" + session + ")", () -> stopper.opened(session));
        }
        return story;
    }

    /** A peer that answers at once: the end is reported inside the call of close. */
    private void answersAtOnce(FakeSession session) {
        session.whenTold(what -> {
            if (what.startsWith("close")) {
                stopper.closed(session);
            }
        });
    }

    @Test
    @Order(1)
    void everyone_is_told_1001() {
        Story story = open("1001 says: the server is going away, come back (RFC 6455, section 7.4.1).", ann, bob);
        answersAtOnce(ann);
        answersAtOnce(bob);
        int cut = story.call("stop(1 h)", () -> stopper.stop(LONG));
        story.same("ann was told", List.of(GOODBYE), ann.told);
        story.same("bob was told", List.of(GOODBYE), bob.told);
        story.same("so many had to be disconnected", 0, cut);
    }

    @Test
    @Order(2)
    void one_that_has_left_before_is_told_nothing() {
        Story story = open("Only those who are connected are told.", ann, bob);
        answersAtOnce(ann);
        story.run("closed(bob)", () -> stopper.closed(bob));
        story.call("stop(1 s)", () -> stopper.stop(Duration.ofSeconds(1)));
        story.same("ann was told", List.of(GOODBYE), ann.told);
        story.same("bob was told", List.of(), bob.told);
    }

    @Test
    @Order(3)
    void stop_waits_for_the_answers_and_no_longer() throws Exception {
        Story story = open("stop() returns when the last one has closed: neither before nor when its patience is over.",
                ann, bob);
        story.run("closed(eve), who was never there", () -> stopper.closed(eve));
        CompletableFuture<Integer> stopped = new CompletableFuture<>();
        Thread stopping = stoppingAndBobIsTold(story, stopped);
        // It must not be done now; a wrong one returns within these milliseconds, a right one cannot.
        stopping.join(50);
        story.that(!stopped.isDone(), "stop() waits for ann and bob, who have not closed yet", "it has returned");
        story.run("closed(ann)", () -> stopper.closed(ann));
        story.run("closed(ann), reported once more", () -> stopper.closed(ann));
        stopping.join(50);
        story.that(!stopped.isDone(), "stop() waits for bob, who has not closed yet", "it has returned");
        story.run("closed(bob)", () -> stopper.closed(bob));
        int cut = story.call("stop returns, now that all have closed", () -> result(stopped));
        story.same("so many had to be disconnected", 0, cut);
    }

    @Test
    @Order(4)
    void one_that_never_answers_is_disconnected() {
        Story story = open("The wait has a bound: a peer that does not answer the Close is cut off.", ann, bob);
        answersAtOnce(ann);
        int cut = story.call("stop(100 ms); bob never answers", () -> stopper.stop(SHORT));
        story.same("bob was told", List.of(GOODBYE, "disconnect"), bob.told);
        story.same("ann was told", List.of(GOODBYE), ann.told);
        story.same("so many had to be disconnected", 1, cut);
    }

    @Test
    @Order(5)
    void without_patience_no_connection_is_waited_for() {
        Story story = open("A patience of zero is none at all, and not one without an end.", ann, bob);
        answersAtOnce(ann);
        int cut = story.call("stop(0 s); bob never answers", () -> stopper.stop(Duration.ZERO));
        story.same("bob was told", List.of(GOODBYE, "disconnect"), bob.told);
        story.same("ann was told", List.of(GOODBYE), ann.told);
        story.same("so many had to be disconnected", 1, cut);
    }

    @Test
    @Order(6)
    void all_are_told_before_anyone_is_waited_for() {
        Story story = open("One that does not answer must not take the others' time: tell all, then wait for all.");
        for (int i = 0; i < 40; i++) {
            FakeSession peer = new FakeSession("peer " + i);
            if (i < 2) {
                story.run("opened(" + peer + ")", () -> stopper.opened(peer));
            } else {
                stopper.opened(peer);
            }
        }
        story.step("and so on: 40 peers, of which none will ever answer");
        int cut = story.call("stop(200 ms): one patience for all of them", () -> stopper.stop(Duration.ofMillis(200)));
        story.same("so many had to be disconnected", 40, cut);
    }

    @Test
    @Order(7)
    void connections_are_counted_and_not_reports() {
        Story story = open("What stop() returns are connections: each is one, however often its end is reported.", ann,
                bob, eve);
        story.run("closed(ann)", () -> stopper.closed(ann));
        story.run("closed(ann), reported once more", () -> stopper.closed(ann));
        for (FakeSession peer : List.of(bob, eve)) {
            peer.whenTold(what -> {
                if (what.equals("disconnect")) {
                    stopper.closed(peer);
                }
            });
        }
        int cut = story.call("stop(100 ms); bob and eve never answer, and are reported inside disconnect()",
                () -> stopper.stop(SHORT));
        story.same("so many had to be disconnected", 2, cut);
    }

    @Test
    @Order(8)
    void one_that_comes_while_the_server_stops_is_told_at_once() {
        Story story = open("A connection that opens during the stop is told 1001, too.");
        story.call("stop(100 ms), without connections", () -> stopper.stop(SHORT));
        story.run("opened(ann)", () -> stopper.opened(ann));
        story.same("ann was told", List.of(GOODBYE), ann.told);
        story.call("stop(100 ms) again; ann never answers", () -> stopper.stop(SHORT));
        story.same("ann was told", List.of(GOODBYE, "disconnect"), ann.told);
    }

    @Test
    @Order(9)
    void a_latecomer_is_waited_for_like_the_others() throws Exception {
        Story story = open("A connection that opens while the server stops is waited for like the others.", bob);
        CompletableFuture<Integer> stopped = new CompletableFuture<>();
        Thread stopping = stoppingAndBobIsTold(story, stopped);
        story.run("opened(ann)", () -> stopper.opened(ann));
        story.same("ann was told", List.of(GOODBYE), ann.told);
        story.run("closed(bob)", () -> stopper.closed(bob));
        stopping.join(50);
        story.that(!stopped.isDone(), "stop() waits for ann, who has not closed yet", "it has returned");
        story.run("closed(ann)", () -> stopper.closed(ann));
        story.same("so many had to be disconnected", 0, story.call("stop returns", () -> result(stopped)));
    }

    @Test
    @Order(10)
    void a_latecomer_that_never_answers_is_disconnected_too() {
        Story story = open("The wait has one bound for all: a latecomer that does not answer is cut off, too.", bob);
        story.call("another one, without connections: stop(100 ms)", () -> new GracefulStop().stop(SHORT));
        bob.whenTold(what -> {
            if (what.equals(GOODBYE)) {
                stopper.opened(ann);
            }
        });
        int cut = story.call("stop(100 ms); ann comes when bob is told; neither answers", () -> stopper.stop(SHORT));
        story.same("ann was told", List.of(GOODBYE, "disconnect"), ann.told);
        story.same("so many had to be disconnected", 2, cut);
    }

    @Test
    @Order(11)
    void an_interrupt_ends_the_wait() throws Exception {
        Story story = open("A thread that is interrupted while it waits in stop() gets an InterruptedException.", bob);
        CompletableFuture<Integer> stopped = new CompletableFuture<>();
        Thread stopping = stoppingAndBobIsTold(story, stopped);
        story.step("that thread is interrupted");
        stopping.interrupt();
        Slowness.ends(stopping, 4_000);
        story.that(stopped.isDone(), "stop() ends", "it goes on to wait");
        story.refused("its end", InterruptedException.class, () -> {
            try {
                return stopped.get();
            } catch (ExecutionException e) {
                throw (Exception) e.getCause();
            }
        });
    }

    @Test
    @Order(12)
    void a_second_stop_tells_no_member_twice() {
        Story story = open("After a Close nothing more may be sent (section 5.5.1): stop() may be called twice.", ann);
        answersAtOnce(ann);
        story.call("stop(1 s)", () -> stopper.stop(Duration.ofSeconds(1)));
        int cut = story.call("stop(1 s) again", () -> stopper.stop(Duration.ofSeconds(1)));
        story.same("ann was told", List.of(GOODBYE), ann.told);
        story.same("so many had to be disconnected", 0, cut);
    }

    @Test
    @Order(13)
    void a_second_stop_during_the_first_tells_no_member_twice_either() throws Exception {
        Story story = open("Each is told once, however many call stop(); the shorter patience wins.", bob);
        CompletableFuture<Integer> stopped = new CompletableFuture<>();
        stoppingAndBobIsTold(story, stopped);
        int cut = story.call("stop(100 ms) meanwhile", () -> stopper.stop(SHORT));
        story.same("bob was told", List.of(GOODBYE, "disconnect"), bob.told);
        story.same("so many had to be disconnected", 1, cut);
        story.run("closed(bob)", () -> stopper.closed(bob));
        story.same("the first stop returns", 0, story.call("it returns", () -> result(stopped)));
    }

    @Test
    @Order(14)
    void of_two_stops_that_meet_one_disconnects() throws Exception {
        Story story = open("Each is disconnected, and counted, by one call: the other one finds nothing left.", bob);
        CompletableFuture<Integer> second = new CompletableFuture<>();
        Thread[] other = new Thread[1];
        bob.whenTold(what -> {
            if (what.equals("disconnect") && bob.count("disconnect") == 1) {
                other[0] = stopping(Duration.ZERO, second);
                Slowness.until(1_000, () -> other[0].getState() != Thread.State.RUNNABLE);     // it has ended, or waits
            }
        });
        int first = story.call("stop(0 s); when it disconnects bob, another thread calls stop(0 s)",
                () -> stopper.stop(Duration.ZERO));
        story.same("so many had the first to disconnect", 1, first);
        story.same("and the second", 0, story.call("the second stop returns", () -> result(second)));
        story.same("bob was told", List.of(GOODBYE, "disconnect"), bob.told);
    }

    @Test
    @Order(15)
    void an_exception_becomes_1011_and_its_message_stays_here() {
        Story story = open("A peer is told that we failed, not how: the message may name tables, paths, people.", ann);
        story.run("guard(ann, code that throws \"user 17 not in table customers\")", () -> stopper.guard(ann, () -> {
            throw new IllegalStateException("user 17 not in table customers");
        }));
        story.same("ann was told", List.of("close 1011 internal error"), ann.told);
    }

    @Test
    @Order(16)
    void code_that_works_is_left_alone() {
        Story story = open("guard() only acts when something was thrown.", ann);
        story.run("guard(ann, code that sends \"hi\")", () -> stopper.guard(ann, () -> ann.sendText("hi", null)));
        story.same("ann was told", List.of("text hi"), ann.told);
    }

    private static int result(CompletableFuture<Integer> stopped) throws Exception {
        try {
            return Slowness.result(stopped, 3_000);
        } catch (TimeoutException e) {
            throw new IllegalStateException("stop still waits, although all have closed");
        }
    }

    /** Calls stop on a thread of its own, and waits until bob is told; what is not started is told on this one. */
    private Thread stoppingAndBobIsTold(Story story, CompletableFuture<Integer> stopped) throws InterruptedException {
        story.call("another one, without connections: stop(100 ms)", () -> new GracefulStop().stop(SHORT));
        CountDownLatch told = new CountDownLatch(1);
        bob.whenTold(what -> told.countDown());
        Thread thread = stopping(LONG, stopped);
        story.step("stop(1 h) on a thread of its own");
        story.that(Slowness.opens(told, 4_000), "bob is told", "he was told " + bob.told);
        return thread;
    }

    private Thread stopping(Duration patience, CompletableFuture<Integer> stopped) {
        Thread thread = new Thread(() -> {
            try {
                stopped.complete(stopper.stop(patience));
            } catch (Exception | Error e) {
                stopped.completeExceptionally(e);
            }
        }, "stopping");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
