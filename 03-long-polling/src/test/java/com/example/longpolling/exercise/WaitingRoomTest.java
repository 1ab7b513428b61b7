package com.example.longpolling.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("3.1 WaitingRoom")
class WaitingRoomTest {

    private static final long FAR = 60_000;

    private final KeptMessages log = new KeptMessages();

    @Test
    void who_has_missed_something_is_answered_at_once() {
        Story story = Story.of("When there is news, a long poll is an ordinary request: nobody waits.");
        WaitingRoom room = roomWith(story, "one", "two", "three");
        answered(story, List.of("two", "three"), read(story, room, 1, FAR));
    }

    @Test
    void who_has_missed_nothing_waits_and_all_who_wait_hear_the_news() {
        Story story = Story.of("Every reader that waits is answered by the next message; none is left behind.");
        WaitingRoom room = roomWith(story, "one");
        List<CompletableFuture<List<String>>> answers = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            answers.add(read(story, room, 1, FAR));
            unanswered(story, answers.get(reader));
        }
        publish(story, room, "two");
        answers.forEach(answer -> answered(story, List.of("two"), answer));
    }

    @Test
    void a_message_that_nobody_waited_for_is_kept() {
        Story story = Story.of("A message goes into the log first: between two polls a reader cannot be told.");
        WaitingRoom room = roomWith(story);
        publish(story, room, "said between two polls");
        answered(story, List.of("said between two polls"), read(story, room, 0, FAR));
    }

    @Test
    void news_that_comes_between_the_look_and_the_wait_is_not_missed() {
        Story story = Story.of("Look into the log and wait: one atomic step, or news slips in between, unseen.");
        WaitingRoom room = roomWith(story);
        publish(story, room, "one");
        story.step("while read(1) looks into the log and finds nothing, another thread calls publish(\"two\")");
        log.afterTheNextLook = () -> {
            Thread publisher = new Thread(() -> room.publish("two"), "publisher");
            publisher.setDaemon(true);
            publisher.start();
            untilDoneOrHeldUp(publisher);
        };
        answered(story, List.of("two"), read(story, room, 1, FAR));
    }

    @Test
    void who_has_waited_long_enough_is_answered_with_nothing() {
        Story story = Story.of("At its deadline a reader is answered with an empty list: not before, and not later.");
        WaitingRoom room = roomWith(story);
        CompletableFuture<List<String>> patient = read(story, room, 0, 2_000);
        CompletableFuture<List<String>> hasty = read(story, room, 0, 1_000);
        expire(story, room, 999);
        unanswered(story, hasty);
        expire(story, room, 1_000);
        answered(story, List.of(), hasty);
        unanswered(story, patient);
    }

    @Test
    void whoever_was_answered_waits_no_more() {
        Story story = Story.of("Who was answered is forgotten: else the room fills up with readers long gone.");
        WaitingRoom room = roomWith(story);
        read(story, room, 0, 1_000);
        read(story, room, 0, FAR);
        read(story, room, 0, FAR);
        waiting(story, room, 3);
        expire(story, room, 1_000);
        waiting(story, room, 2);
        publish(story, room, "one");
        waiting(story, room, 0);
        read(story, room, 0, FAR);
        waiting(story, room, 0);
    }

    @Test
    void who_asks_again_from_inside_its_answer_waits_for_the_next_message() {
        Story story = Story.of("A reader asks again the moment it is answered, while others are still being answered.");
        WaitingRoom room = roomWith(story);
        List<CompletableFuture<List<String>>> second = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            read(story, room, 0, FAR).thenAccept(news -> second.add(room.read(news.size(), FAR)));
        }
        story.step("each of the three will call read(1) as soon as it is answered");
        publish(story, room, "one");
        story.same("readers that asked again", 3, second.size());
        second.forEach(answer -> unanswered(story, answer));
        publish(story, room, "two");
        second.forEach(answer -> answered(story, List.of("two"), answer));
    }

    @Test
    void an_answer_that_takes_its_time_does_not_close_the_room() {
        Story story = Story.of("Answers are given outside the lock: one slow socket must not stop everybody else.");
        WaitingRoom room = roomWith(story);
        List<Boolean> answeredMeanwhile = new ArrayList<>();
        read(story, room, 0, FAR).thenAccept(news -> {
            Thread other = new Thread(() -> room.read(0, FAR), "other reader");
            other.setDaemon(true);
            other.start();
            answeredMeanwhile.add(ended(other));
        });
        story.step("the first reader's answer takes until another reader, on another thread, has called read(0)");
        publish(story, room, "one");
        story.that(answeredMeanwhile.equals(List.of(true)), "the other reader is let in meanwhile",
                "it was shut out until the first reader's answer was over");
    }

    @Test
    void many_who_publish_and_many_who_read_lose_nothing() {
        Story story = Story.of("Whatever the order of the steps, each reader gets every message, once and in order.");
        WaitingRoom room = roomWith(story);
        publish(story, room, "message 0");
        answered(story, List.of("message 0"), read(story, room, 0, FAR));
        story.step("3 threads publish 300 messages each, while 3 threads read all 901");
        List<CompletableFuture<Integer>> readers =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> readAll(room, 901))).limit(3).toList();
        Stream.generate(() -> new Thread(() -> publishMany(room, 300), "publisher")).limit(3).forEach(Thread::start);
        for (CompletableFuture<Integer> reader : readers) {
            story.same("messages read", 901, story.call("a reader reads", () -> reader.get(4, TimeUnit.SECONDS)));
        }
    }

    private static void publishMany(WaitingRoom room, int count) {
        for (int i = 0; i < count; i++) {
            room.publish("message " + i);
        }
    }

    private static int readAll(WaitingRoom room, int count) {
        int seen = 0;
        try {
            while (seen < count) {
                seen += room.read(seen, FAR).get(1, TimeUnit.SECONDS).size();
            }
            return seen;
        } catch (TimeoutException waitsForEver) {
            return seen;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private WaitingRoom roomWith(Story story, String... messages) {
        List.of(messages).forEach(log::append);
        return story.call("new WaitingRoom(a log with " + messages.length + " messages)", () -> new WaitingRoom(log));
    }

    private static CompletableFuture<List<String>> read(Story story, WaitingRoom room, long seen, long deadline) {
        return story.call("read(" + seen + ", deadline " + deadline + ")", () -> room.read(seen, deadline));
    }

    private static void publish(Story story, WaitingRoom room, String message) {
        story.run("publish(\"" + message + "\")", () -> room.publish(message));
    }

    private static void expire(Story story, WaitingRoom room, long now) {
        story.run("expire(" + now + ")", () -> room.expire(now));
    }

    private static void waiting(Story story, WaitingRoom room, int expected) {
        story.same("readers that wait", expected, story.call("waiting()", room::waiting));
    }

    private static void answered(Story story, List<String> expected, CompletableFuture<List<String>> answer) {
        try {
            story.same("the answer", expected, answer.get(1, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            story.that(false, "the answer: " + expected, "the reader still waits, and nobody will wake it");
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unanswered(Story story, CompletableFuture<List<String>> answer) {
        story.that(!answer.isDone(), "the reader waits", "it was answered: " + answer);
    }

    private static boolean ended(Thread thread) {
        try {
            thread.join(2_000);
            return !thread.isAlive();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whoever shuts the thread out holds it up; whoever does not, lets it finish. Both are fine: only wait for one. */
    private static void untilDoneOrHeldUp(Thread thread) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (System.nanoTime() < end) {
            switch (thread.getState()) {
                case BLOCKED, WAITING, TIMED_WAITING, TERMINATED -> {
                    return;
                }
                default -> Thread.onSpinWait();
            }
        }
    }

    /** A log; what happens right after its next look can be arranged. */
    private static final class KeptMessages implements WaitingRoom.Log {

        private final List<String> messages = new ArrayList<>();
        private Runnable afterTheNextLook;

        @Override
        public synchronized void append(String message) {
            messages.add(message);
        }

        @Override
        public List<String> after(long seen) {
            List<String> found = look((int) seen);
            Runnable next = takeHook();
            if (next != null) {
                next.run();
            }
            return found;
        }

        private synchronized List<String> look(int seen) {
            return seen >= messages.size() ? List.of() : List.copyOf(messages.subList(seen, messages.size()));
        }

        private synchronized Runnable takeHook() {
            Runnable hook = afterTheNextLook;
            afterTheNextLook = null;
            return hook;
        }
    }
}
