package com.example.longpolling.exercise;

import static com.example.longpolling.exercise.RoomSteps.answered;
import static com.example.longpolling.exercise.RoomSteps.ended;
import static com.example.longpolling.exercise.RoomSteps.expire;
import static com.example.longpolling.exercise.RoomSteps.publish;
import static com.example.longpolling.exercise.RoomSteps.read;
import static com.example.longpolling.exercise.RoomSteps.unanswered;
import static com.example.longpolling.exercise.RoomSteps.untilDoneOrHeldUp;
import static com.example.longpolling.exercise.RoomSteps.waiting;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("3.1 WaitingRoom")
class WaitingRoomTest {

    private static final long FAR = 60_000;

    private final KeptMessages log = new KeptMessages();

    @Test
    @Order(1)
    void a_reader_that_has_missed_something_is_answered_at_once() {
        Story story = Story.of("When there is news, a long poll is an ordinary request: it does not wait.");
        WaitingRoom room = roomWith(story, "one", "two", "three");
        answered(story, List.of("two", "three"), read(story, room, 1, FAR));
    }

    @Test
    @Order(2)
    void a_reader_that_has_missed_nothing_waits_and_all_that_wait_hear_the_news() {
        Story story = Story.of("Every reader that waits is answered by the next message; none is left behind.");
        WaitingRoom room = roomWith(story, "one");
        List<CompletableFuture<List<String>>> answers = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            answers.add(read(story, room, 1, FAR));
            unanswered(story, answers.get(reader));
        }
        publish(story, room, "two", 2);
        answers.forEach(answer -> answered(story, List.of("two"), answer));
    }

    @Test
    @Order(3)
    void a_message_that_no_reader_waited_for_is_kept() {
        Story story = Story.of("A message goes into the log first: between two polls a reader cannot be told.");
        WaitingRoom room = roomWith(story);
        publish(story, room, "said between two polls", 1);
        answered(story, List.of("said between two polls"), read(story, room, 0, FAR));
    }

    @Test
    @Order(4)
    void a_reader_that_has_waited_long_enough_is_answered_with_nothing() {
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
    @Order(5)
    void a_reader_that_was_answered_waits_no_more() {
        Story story = Story.of("A reader that was answered is forgotten: else the room fills up with them.");
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
    @Order(6)
    void a_reader_ahead_of_the_log_waits_until_there_is_something_for_it() {
        Story story = Story.of("An empty answer says that the time is up: a reader that is ahead of the log waits on.");
        WaitingRoom room = roomWith(story, "one");
        CompletableFuture<List<String>> ahead = read(story, room, 3, 2_000);
        CompletableFuture<List<String>> farAhead = read(story, room, 1_000, 2_000);
        publish(story, room, "two");
        publish(story, room, "three");
        unanswered(story, ahead);
        waiting(story, room, 2);
        publish(story, room, "four");
        answered(story, List.of("four"), ahead);
        unanswered(story, farAhead);
        expire(story, room, 2_000);
        answered(story, List.of(), farAhead);
        waiting(story, room, 0);
    }

    @Test
    @Order(7)
    void readers_wait_without_a_thread() {
        Story story = Story.of("A reader that waits costs an entry in a list. A thread for each is what we left.");
        WaitingRoom room = roomWith(story);
        read(story, room, 0, FAR);
        int before = Thread.getAllStackTraces().size();
        story.run("read(0, deadline " + FAR + "), 200 times more",
                () -> IntStream.range(0, 200).forEach(reader -> room.read(0, FAR)));
        int more = Thread.getAllStackTraces().size() - before;
        story.that(more < 100, "200 readers wait, and no thread with them", "there are " + more + " threads more");
        publish(story, room, "one");
    }

    @Test
    @Order(8)
    void a_reader_that_asks_again_from_inside_its_answer_waits_for_the_next_message() {
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
    @Order(9)
    void a_reader_that_asks_again_when_its_time_is_up_waits_again() {
        Story story = Story.of("A reader whose time is up asks again at once, while others are still being answered.");
        WaitingRoom room = roomWith(story);
        List<CompletableFuture<List<String>>> second = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            read(story, room, 0, -1_000).thenAccept(nothing -> second.add(room.read(0, 0)));
        }
        story.step("each of the three will call read(0, deadline 0) when it is answered (a clock may begin below 0)");
        expire(story, room, -1_000);
        story.same("readers that asked again", 3, second.size());
        second.forEach(answer -> unanswered(story, answer));
        expire(story, room, 0);
        second.forEach(answer -> answered(story, List.of(), answer));
    }

    @Test
    @Order(10)
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
    @Order(11)
    void an_answer_that_takes_its_time_does_not_close_the_room() {
        takesItsTime("publish(\"one\")", room -> room.publish("one"));
        takesItsTime("expire(" + FAR + ")", room -> room.expire(FAR));
    }

    @Test
    @Order(12)
    void a_time_out_while_a_message_is_published_answers_each_reader_once() {
        meanwhile("expire(1000)", room -> room.expire(1_000));
    }

    @Test
    @Order(13)
    void a_reader_that_comes_while_a_message_is_published_is_not_lost() {
        CompletableFuture<List<String>> late = new CompletableFuture<>();
        Story story = meanwhile("read(1, deadline 60000)", room -> room.read(1, FAR).thenAccept(late::complete));
        answered(story, List.of("two"), late);
    }

    /**
     * A stress, since nothing of the test's runs inside expire. The timer does nothing but go through 1,000 readers
     * that wait, so that a reader nearly always comes in the middle of that.
     */
    @Test
    @Order(14)
    void a_reader_that_comes_while_a_timer_looks_for_late_ones_is_not_lost() {
        Story story = Story.of("All methods may be called by many threads: they share what they change.");
        WaitingRoom room = roomWith(story);
        story.run("read(0, deadline 2), 1,000 times", () -> IntStream.range(0, 1_000).forEach(i -> room.read(0, 2)));
        waiting(story, room, 1_000);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        FutureTask<Void> timer = new FutureTask<>(() -> {
            for (; !over.get(); looks.incrementAndGet()) {
                room.expire(1);
            }
            return null;
        });
        Thread thread = new Thread(timer, "timer");
        thread.setDaemon(true);
        thread.start();
        List<CompletableFuture<List<String>>> hasty = new ArrayList<>();
        try {
            story.run("read(0, deadline 1) again and again, while another thread calls expire(1)", () -> {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(400);
                while (looks.get() < 1_000 && hasty.size() < 200_000 && System.nanoTime() < end && !timer.isDone()) {
                    hasty.add(room.read(0, 1));
                }
            });
        } finally {
            over.set(true);
        }
        story.run("the timer's last expire(1)", () -> RoomSteps.join(timer));
        expire(story, room, 1);
        hasty.forEach(answer -> answered(story, List.of(), answer));
        waiting(story, room, 1_000);
    }

    @Test
    @Order(15)
    void many_publishers_and_many_readers_lose_nothing() {
        Story story = Story.of("Whatever the order of the steps, each reader gets every message, once and in order.");
        WaitingRoom room = roomWith(story);
        publish(story, room, "message 0");
        answered(story, List.of("message 0"), read(story, room, 0, FAR));
        story.step("3 threads publish 300 messages each, while 3 threads read all 901");
        List<CompletableFuture<Integer>> readers =
                Stream.generate(() -> supplyAsync(() -> RoomSteps.readAll(room, 901))).limit(3).toList();
        Stream.generate(() -> new Thread(() -> RoomSteps.publishMany(room, 300))).limit(3).forEach(Thread::start);
        for (CompletableFuture<Integer> reader : readers) {
            story.same("messages read", 901, story.call("a reader reads", reader::get));
        }
    }

    private void takesItsTime(String what, Consumer<WaitingRoom> answering) {
        Story story = Story.of("Answers are given outside the lock: one slow socket must not stop everybody else.");
        WaitingRoom room = roomWith(story);
        List<Boolean> letIn = new ArrayList<>();
        read(story, room, log.size(), FAR).thenAccept(news -> {
            Thread other = new Thread(() -> room.read(0, FAR), "other reader");
            other.setDaemon(true);
            other.start();
            letIn.add(ended(other));
        });
        story.step("this reader's answer takes until another reader, on another thread, has called read(0)");
        story.run(what, () -> answering.accept(room));
        story.that(letIn.equals(List.of(true)), "the other reader is let in meanwhile",
                "it was shut out until the first reader's answer was over");
    }

    /** Two readers wait; while publish looks into the log for the first of them, another thread does something. */
    private Story meanwhile(String what, Consumer<WaitingRoom> does) {
        Story story = Story.of("All methods may be called by many threads: they share what they change.");
        WaitingRoom room = roomWith(story, "one");
        CompletableFuture<List<String>> hasty = read(story, room, 1, 1_000);
        CompletableFuture<List<String>> patient = read(story, room, 1, FAR);
        story.step("while the next call looks into the log, another thread calls %s", what);
        Thread[] other = {null};
        log.afterTheNextLook = () -> {
            other[0] = new Thread(() -> does.accept(room), "other thread");
            other[0].setDaemon(true);
            other[0].start();
            untilDoneOrHeldUp(other[0]);
        };
        publish(story, room, "two");
        story.that(other[0] == null || ended(other[0]), "the other thread ends", "it is stuck");
        answered(story, List.of("two"), patient);
        story.that(hasty.isDone(), "the first reader is answered: its time is up, and there is news", "it still waits");
        waiting(story, room, 0);
        return story;
    }

    private WaitingRoom roomWith(Story story, String... messages) {
        List.of(messages).forEach(log::append);
        return story.call("new WaitingRoom(a log with " + messages.length + " messages)", () -> new WaitingRoom(log));
    }
}
