package com.example.longpolling.exercise;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/** The steps of which the tests of a waiting room are made: each is told, and judged. */
final class RoomSteps {

    private RoomSteps() {
    }

    static CompletableFuture<List<String>> read(Story story, WaitingRoom room, long seen, long deadline) {
        CompletableFuture<List<String>> answer =
                story.call("read(" + seen + ", deadline " + deadline + ")", () -> room.read(seen, deadline));
        story.that(answer != null, "a future, which may be completed later", "null");
        return answer;
    }

    static void publish(Story story, WaitingRoom room, String message) {
        story.run("publish(\"" + message + "\")", () -> room.publish(message));
    }

    static void publish(Story story, WaitingRoom room, String message, long id) {
        story.same("the id of \"" + message + "\"", id,
                story.call("publish(\"" + message + "\")", () -> room.publish(message)));
    }

    static void expire(Story story, WaitingRoom room, long now) {
        story.run("expire(" + now + ")", () -> room.expire(now));
    }

    static void waiting(Story story, WaitingRoom room, int expected) {
        story.same("readers that wait", expected, story.call("waiting()", room::waiting));
    }

    static void answered(Story story, List<String> expected, CompletableFuture<List<String>> answer) {
        try {
            story.same("the answer", expected, Slowness.result(answer, 1_000));
        } catch (TimeoutException e) {
            story.that(false, "the answer: " + expected, "the reader still waits, and nothing will wake it");
        } catch (InterruptedException | ExecutionException | CancellationException e) {
            story.that(false, "the answer: " + expected, "its future ended with " + e);
        }
    }

    static void unanswered(Story story, CompletableFuture<List<String>> answer) {
        story.that(!answer.isDone(), "the reader waits", "it was answered: "
                + (answer.isCompletedExceptionally() ? "with an exception" : answer.getNow(null)));
    }

    /** A room that shuts the thread out holds it up; another lets it finish. Both are fine: wait for either. */
    static void untilDoneOrHeldUp(Thread thread) {
        Slowness.until(2_000, () -> switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING, TERMINATED -> true;
            default -> false;
        });
    }

    static boolean ended(Thread thread) {
        try {
            return Slowness.ends(thread, 2_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void join(FutureTask<Void> timer) throws Exception {
        try {
            Slowness.result(timer, 4_000);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    static void publishMany(WaitingRoom room, int count) {
        for (int i = 0; i < count; i++) {
            room.publish("message " + i);
        }
    }

    static int readAll(WaitingRoom room, int count) {
        int seen = 0;
        try {
            for (int read = 1; seen < count && read > 0; seen += read) {
                read = Slowness.result(room.read(seen, 60_000), 1_000).size();      // none: its time is up already
            }
            return seen;
        } catch (TimeoutException waitsForEver) {
            return seen;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
