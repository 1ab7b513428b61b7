package com.example.streaming.exercise;

import com.example.streaming.exercise.Replay.Event;
import com.example.streaming.exercise.Replay.GoneException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("4.4 Replay")
class ReplayTest {

    private static final String ONCE = "Each event once and in order, whenever the reader comes: nothing between"
            + " the journal and the live stream may be lost or come twice.";

    private final Meanwhile meanwhile = new Meanwhile();

    @Test
    @Order(1)
    void what_was_missed_comes_first_and_then_what_is_new() {
        Story story = Story.of("The reader is handed all after its last id: out of the journal first, then live.");
        Replay replay = replay(story, new Book());
        publish(story, replay, 5);
        Outbox reader = new Outbox();
        subscribe(story, replay, 3, reader);
        story.same("the events so far", ids(4, 5), reader.ids());
        publish(story, replay, 1);
        story.same("the events", ids(4, 6), reader.ids());
    }

    @Test
    @Order(2)
    void publish_returns_the_id_and_hands_over_the_text() {
        Story story = Story.of("The event that the readers get is the one that the journal made.");
        Replay replay = replay(story, new Book());
        Outbox reader = new Outbox();
        subscribe(story, replay, 0, reader);
        story.same("the id", 1L, story.call("publish(\"hello\")", () -> replay.publish("hello")));
        story.same("the id", 2L, story.call("publish(\"you\")", () -> replay.publish("you")));
        publish(story, replay(story, new Book()), 1);
        story.same("the events", List.of(new Event(1, "hello"), new Event(2, "you")), reader.events());
    }

    @Test
    @Order(3)
    void a_reader_with_nothing_to_catch_up_gets_only_what_is_new() {
        Story story = Story.of("After the newest event there is nothing to replay.");
        Replay replay = replay(story, new Book());
        publish(story, replay, 3);
        Outbox reader = new Outbox();
        subscribe(story, replay, 3, reader);
        story.same("the events so far", List.of(), reader.ids());
        publish(story, replay, 2);
        story.same("the events", ids(4, 5), reader.ids());
    }

    @Test
    @Order(4)
    void an_id_that_was_never_given_is_refused() {
        Story story = Story.of("An id from the future or below 0 is an error of the caller: waiting for it would"
                + " hide that.");
        Replay replay = replay(story, new Book());
        publish(story, replay, 3);
        for (long wrong : new long[] {4, 1000, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            story.refused("subscribe(" + wrong + ", reader)", IllegalArgumentException.class,
                    () -> replay.subscribe(wrong, new Outbox()));
        }
    }

    @Test
    @Order(5)
    void a_reader_that_asks_for_what_is_gone_is_told() {
        Story story = Story.of("A hole is told, with the oldest event that is still kept; never hidden (WHATWG"
                + " leaves it to you).");
        Book book = new Book();
        Replay replay = replay(story, book);
        publish(story, replay, 10);
        book.forget(6);
        story.step("the journal has forgotten the events 1 to 6");
        Outbox reader = new Outbox();
        GoneException gone = story.refused("subscribe(3, reader)", GoneException.class,
                () -> replay.subscribe(3, reader));
        story.same("oldest()", 7L, gone.oldest());
        story.refused("subscribe(5, reader)", GoneException.class, () -> replay.subscribe(5, reader));
        publish(story, replay, 1);
        story.same("the events at the reader: it was refused", List.of(), reader.ids());
        subscribe(story, replay, 6, reader);
        story.same("the events: all after 6 are still there", ids(7, 11), reader.ids());
    }

    @Test
    @Order(6)
    void a_journal_that_has_forgotten_everything_is_no_empty_one() {
        Story story = Story.of("The newest id tells what there was, not what is kept.");
        Book book = new Book();
        Replay replay = replay(story, book);
        publish(story, replay, 4);
        book.forget(4);
        story.step("the journal has forgotten the events 1 to 4");
        Outbox reader = new Outbox();
        GoneException gone = story.refused("subscribe(2, reader)", GoneException.class,
                () -> replay.subscribe(2, reader));
        story.same("oldest(): the next one will be the oldest", 5L, gone.oldest());
        subscribe(story, replay, 4, reader);
        publish(story, replay, 1);
        story.same("the events", ids(5, 5), reader.ids());
    }

    @Test
    @Order(7)
    void an_ended_subscription_hands_over_nothing_more() {
        Story story = Story.of("A reader that has left gets nothing, and the others still get everything.");
        Replay replay = replay(story, new Book());
        Outbox ana = new Outbox();
        Outbox bob = new Outbox();
        Runnable end = subscribe(story, replay, 0, ana);
        subscribe(story, replay, 0, bob);
        publish(story, replay, 2);
        story.run("ana's subscription: run()", end::run);
        story.run("and once more: run()", end::run);
        publish(story, replay, 2);
        story.same("ana's events", ids(1, 2), ana.ids());
        story.same("bob's events", ids(1, 4), bob.ids());
    }

    @Test
    @Order(8)
    void a_reader_may_subscribe_twice_and_end_each_on_its_own() {
        Story story = Story.of("A subscription is what is ended, not a reader: the same one may have two of them.");
        Replay replay = replay(story, new Book());
        Outbox ana = new Outbox();
        Runnable end = subscribe(story, replay, 0, ana);
        subscribe(story, replay, 0, ana);
        publish(story, replay, 1);
        story.same("her events", List.of(1L, 1L), ana.ids());
        story.run("her first subscription: run()", end::run);
        story.run("and once more: run()", end::run);
        publish(story, replay, 1);
        story.same("her events", List.of(1L, 1L, 2L), ana.ids());
    }

    @Test
    @Order(9)
    void an_event_published_just_before_the_journal_is_read_comes_once() {
        Story story = Story.of(ONCE);
        Book book = new Book();
        Replay replay = replay(story, book);
        publish(story, replay, 3);
        Outbox reader = new Outbox();
        story.step("when subscribe() asks the journal, another thread is just publishing event 4");
        book.beforeRead = () -> meanwhile.publish(replay);
        subscribe(story, replay, 1, reader);
        ends(story, book, replay, reader);
    }

    @Test
    @Order(10)
    void an_event_published_just_after_the_journal_is_read_comes_once() {
        Story story = Story.of(ONCE);
        Book book = new Book();
        Replay replay = replay(story, book);
        publish(story, replay, 3);
        Outbox reader = new Outbox();
        story.step("when subscribe() has its answer from the journal, another thread is just publishing event 4");
        book.afterRead = () -> meanwhile.publish(replay);
        subscribe(story, replay, 1, reader);
        ends(story, book, replay, reader);
    }

    @Test
    @Order(11)
    void an_event_published_while_the_reader_is_caught_up_comes_after_the_old_ones() {
        Story story = Story.of("The reader keeps the last id only: an event that comes too early hides those before"
                + " it.");
        Book book = new Book();
        Replay replay = replay(story, book);
        publish(story, replay, 3);
        Outbox reader = new Outbox();
        story.step("while event 2 is handed to the reader, another thread is just publishing event 4");
        reader.onFirst = () -> meanwhile.publish(replay);
        subscribe(story, replay, 1, reader);
        ends(story, book, replay, reader);
        story.that(!reader.overlapped, "the reader is called by one thread at a time", "two threads were in it at"
                + " once");
    }

    @Test
    @Order(12)
    void two_publishers_cannot_overtake_each_other() {
        Story story = Story.of("Event 1 is handed out before event 2: getting the id and handing out are one step.");
        Book book = new Book();
        Replay replay = replay(story, book);
        Outbox reader = new Outbox();
        subscribe(story, replay, 0, reader);
        story.step("one thread has got id 1 from the journal, when another one publishes too");
        book.afterAppend = () -> meanwhile.publish(replay);
        publish(story, replay, 1);
        story.run("the other thread ends", meanwhile::join);
        story.same("the events", ids(1, 2), reader.ids());
    }

    @Test
    @Order(13)
    void when_a_subscription_has_ended_no_event_is_still_on_its_way() {
        Story story = Story.of("When run() has returned, the reader is handed nothing more: an end has to wait for an"
                + " event that is just being handed out.");
        Replay replay = replay(story, new Book());
        List<Outbox> readers = List.of(new Outbox(), new Outbox(), new Outbox());
        List<Runnable> ends = readers.stream().map(reader -> subscribe(story, replay, 0, reader)).toList();
        Map<Outbox, List<Long>> whenEnded = new ConcurrentHashMap<>();
        AtomicBoolean first = new AtomicBoolean();
        AtomicBoolean tooEarly = new AtomicBoolean();
        for (Outbox reader : readers) {
            reader.onFirst = () -> {
                if (first.compareAndSet(false, true)) {
                    meanwhile.run(() -> Stream.concat(Stream.of(reader), readers.stream()).distinct().forEach(one -> {
                        ends.get(readers.indexOf(one)).run();
                        whenEnded.put(one, one.ids());
                    }));
                    tooEarly.set(whenEnded.containsKey(reader));
                }
            };
        }
        story.step("while one of three readers is handed event 1, another thread ends it, then the two others");
        publish(story, replay, 1);
        story.run("the other thread ends", meanwhile::join);
        story.same("subscriptions that ended", 3, whenEnded.size());
        story.that(!tooEarly.get(), "its run() returns when its reader has event 1", "it returned before");
        whenEnded.forEach((reader, events) -> story.same("what a reader has in the end, and had when its run()"
                + " returned", events, reader.ids()));
    }

    @Test
    @Order(14)
    void readers_that_come_and_go_while_four_threads_publish_miss_nothing() {
        Story story = Story.of(ONCE);
        publish(story, replay(story, new Book()), 1);
        Replay replay = replay(story, new Book());
        List<Thread> publishers = new ArrayList<>();
        story.step("4 threads publish 500 events each; a reader leaves and comes back with its last id, again and"
                + " again");
        story.run("its run()", subscribe(story, replay, 0, new Outbox())::run);
        for (int i = 0; i < 4; i++) {
            publishers.add(Meanwhile.start(() -> {
                for (int n = 0; n < 500; n++) {
                    replay.publish("x");
                }
            }));
        }
        Outbox reader = new Outbox();
        story.run("the reader's life", () -> {
            while (publishers.stream().anyMatch(Thread::isAlive)) {
                replay.subscribe(reader.lastId(), reader).run();
                Thread.yield();
            }
            replay.subscribe(reader.lastId(), reader).run();
        });
        story.same("events", 2000, reader.ids().size());
        story.same("the events", ids(1, 2000), reader.ids());
    }

    private static Replay replay(Story story, Book book) {
        return story.call("new Replay(journal)", () -> new Replay(book));
    }

    private static void publish(Story story, Replay replay, int events) {
        story.run("publish(..), " + events + (events == 1 ? " time" : " times"), () -> {
            for (int i = 0; i < events; i++) {
                replay.publish("x");
            }
        });
    }

    private static Runnable subscribe(Story story, Replay replay, long after, Outbox reader) {
        Runnable end = story.call("subscribe(" + after + ", reader)", () -> replay.subscribe(after, reader));
        story.that(end != null, "what ends the subscription", "null");
        return end;
    }

    /** One event more at the end, and the reader has them all from 2 on. */
    private void ends(Story story, Book book, Replay replay, Outbox reader) {
        story.run("the other thread ends", meanwhile::join);
        publish(story, replay, 1);
        story.same("the events", ids(2, book.lastId()), reader.ids());
        story.same("events in the journal", 5L, book.lastId());
    }

    private static List<Long> ids(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
