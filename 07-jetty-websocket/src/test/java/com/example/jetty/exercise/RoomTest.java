package com.example.jetty.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("7.2 Room")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoomTest {

    private static final long LIMIT = 10;

    private final FakeSession ann = new FakeSession("ann");
    private final FakeSession bob = new FakeSession("bob");
    private final FakeSession eve = new FakeSession("eve");
    private Room room;

    private Story room(String rule, FakeSession... members) {
        Story story = Story.of(rule);
        room = story.call("new Room(10)", () -> new Room(LIMIT));
        for (FakeSession member : members) {
            story.run("join(" + member + ")", () -> room.join(member));
        }
        return story;
    }

    private void broadcast(Story story, String text) {
        story.run("broadcast(\"" + text + "\")", () -> room.broadcast(text));
    }

    private void size(Story story, int expected) {
        story.same("size()", expected, story.call("size()", () -> room.size()));
    }

    @Test
    @Order(1)
    void every_member_gets_it_and_no_other() {
        Story story = room("A broadcast goes to those who are in the room, once to each.", ann, bob);
        story.run("join(ann) again", () -> room.join(ann));
        broadcast(story, "one");
        story.run("leave(bob)", () -> room.leave(bob));
        story.run("leave(eve), who was never in", () -> room.leave(eve));
        broadcast(story, "two");
        story.same("ann got", List.of("one", "two"), ann.texts());
        story.same("bob was told", List.of("text one"), bob.told);
        size(story, 1);
        story.run("join(bob), who comes back", () -> room.join(bob));
        broadcast(story, "");
        story.same("ann got", List.of("one", "two", ""), ann.texts());
        story.same("bob got", List.of("one", ""), bob.texts());
    }

    @Test
    @Order(7)
    void a_member_may_leave_while_it_is_being_sent_to() {
        Story story = room("Members leave during a broadcast, even inside sendText: go through a copy of the members.",
                ann, bob, eve);
        AtomicReference<FakeSession> first = new AtomicReference<>();
        for (FakeSession member : List.of(ann, bob, eve)) {
            member.whenTold(what -> {
                if (first.compareAndSet(null, member)) {
                    room.leave(member);
                }
            });
        }
        story.step("the connection of the member that is told first breaks inside the call of sendText, and Jetty tells"
                + " the room at once");
        broadcast(story, "one");
        story.step("it is %s that has left", first.get());
        broadcast(story, "two");
        for (FakeSession member : List.of(ann, bob, eve)) {
            story.same(member + " got", member == first.get() ? List.of("one") : List.of("one", "two"), member.texts());
        }
        size(story, 2);
    }

    @Test
    @Order(8)
    void a_member_may_join_while_another_is_being_sent_to() {
        Story story = room("Members join during a broadcast: it must not end in a ConcurrentModificationException.",
                ann, bob);
        ann.whenTold(what -> room.join(eve));
        bob.whenTold(what -> room.join(eve));
        story.step("eve joins while the first member is being sent to");
        broadcast(story, "one");
        broadcast(story, "two");
        story.same("ann got", List.of("one", "two"), ann.texts());
        story.same("bob got", List.of("one", "two"), bob.texts());
        story.that(eve.texts().contains("two"), "eve got \"two\"", "she got " + eve.texts());
        size(story, 3);
    }

    @Test
    @Order(2)
    void a_member_to_whom_a_send_fails_is_gone() {
        Story story = room("A send that fails means a connection that is lost: the member leaves the room.", ann, bob);
        story.run("bob's connection is lost", bob::lost);
        broadcast(story, "one");
        story.same("ann got", List.of("one"), ann.texts());
        size(story, 1);
        story.run("join(eve)", () -> room.join(eve));
        eve.stopsReading();
        story.step("eve stops reading");
        broadcast(story, "two");
        story.run("eve's connection is lost, with \"two\" still in its queue", eve::lost);
        size(story, 1);
    }

    @Test
    @Order(3)
    void one_that_does_not_read_is_dropped_at_the_limit() {
        Story story = room("What is queued for a member has a bound; a member that does not read is disconnected.",
                ann, bob, eve);
        bob.stopsReading();
        eve.stopsReading();
        story.step("bob and eve stop reading");
        broadcast(story, "hello");
        story.run("join(bob) again, which changes nothing", () -> room.join(bob));
        broadcast(story, "hello");
        story.same("bob was told", List.of("text hello", "text hello"), bob.told);
        size(story, 3);
        broadcast(story, "!");
        for (FakeSession slow : List.of(bob, eve)) {
            story.same(slow + " was told", List.of("text hello", "text hello", "disconnect"), slow.told);
        }
        size(story, 1);
        broadcast(story, "?");
        story.same("ann got", List.of("hello", "hello", "!", "?"), ann.texts());
        story.same("bob was told", 3, bob.told.size());
    }

    @Test
    @Order(4)
    void what_has_been_sent_no_longer_counts() {
        Story story = room("The send's callback says when bytes have left the queue: then they count no more.", bob);
        for (int i = 0; i < 3; i++) {
            story.run("bob stops reading", bob::stopsReading);
            broadcast(story, "0123456789");
            story.run("bob reads again", bob::readsAgain);
        }
        story.same("bob got", List.of("0123456789", "0123456789", "0123456789"), bob.texts());
        size(story, 1);
    }

    @Test
    @Order(5)
    void the_bound_is_in_bytes_not_in_characters() {
        Story story = room("The bound is in bytes: a text of 4 euro signs is 12 bytes in UTF-8.", bob);
        bob.stopsReading();
        broadcast(story, "\u20ac\u20ac\u20ac1");
        story.same("bob was told", List.of("text \u20ac\u20ac\u20ac1"), bob.told);
        size(story, 1);
        story.run("join(eve)", () -> room.join(eve));
        eve.stopsReading();
        story.step("bob and eve do not read; the next text is 10 bytes, in 6 characters of a Java String");
        broadcast(story, "\ud83d\ude00\ud83d\ude00ab");
        story.same("eve was told", List.of("text \ud83d\ude00\ud83d\ude00ab"), eve.told);
        story.same("bob was told", List.of("text \u20ac\u20ac\u20ac1", "disconnect"), bob.told);
    }

    @Test
    @Order(6)
    void one_text_over_the_limit_is_not_queued() {
        Story story = room("The bound is in bytes: a text of 4 euro signs is 12 bytes in UTF-8.", bob);
        bob.stopsReading();
        broadcast(story, "\u20ac\u20ac\u20ac\u20ac");
        story.same("bob was told", List.of("disconnect"), bob.told);
        size(story, 0);
    }

    @Test
    @Order(6)
    void a_limit_may_be_more_than_an_int_holds() {
        Story story = Story.of("The limit is a long: 3,000,000,000 is more than an int holds.");
        room = story.call("new Room(3,000,000,000)", () -> new Room(3_000_000_000L));
        story.run("join(bob)", () -> room.join(bob));
        bob.stopsReading();
        story.step("bob does not read");
        broadcast(story, "hello");
        story.same("bob was told", List.of("text hello"), bob.told);
        size(story, 1);
    }

    @Test
    @Order(9)
    void all_members_get_all_broadcasts_in_the_same_order() throws Exception {
        Story story = room("Two threads broadcast at once: for all members one must come before the other.", ann, bob);
        Thread second = new Thread(() -> room.broadcast("two"), "second");
        second.setDaemon(true);
        AtomicBoolean held = new AtomicBoolean();
        // Whoever is told first: there thread 1 is held up until thread 2 has done all that it can do meanwhile.
        Consumer<String> hold = what -> {
            if (what.equals("text one") && held.compareAndSet(false, true)) {
                second.start();
                untilItEndsOrWaits(second);
            }
        };
        ann.whenTold(hold);
        bob.whenTold(hold);
        story.step("thread 1 broadcasts \"one\"; between its two members thread 2 broadcasts \"two\"");
        broadcast(story, "one");
        Slowness.ends(second, 4_000);
        // Which of them got which is a matter of luck.
        List<String> got = Stream.of(ann.texts(), bob.texts()).map(String::valueOf).sorted().toList();
        story.that(ann.texts().equals(bob.texts()), "bob got the same as ann",
                "one got " + got.get(0) + ", the other one " + got.get(1));
        story.same("so many", 2, ann.texts().size());
    }

    @Test
    @Order(10)
    void joins_leaves_and_broadcasts_of_many_threads_do_not_hurt_each_other() throws Exception {
        Story story = room("Any thread may call any method at any time.", ann);
        story.run("leave(bob), who was never in", () -> room.leave(bob));
        broadcast(story, "first");
        int threads = 4;
        int rounds = 2_000;
        List<Throwable> thrown = new ArrayList<>();
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            boolean talks = t == 0;
            FakeSession guest = new FakeSession("guest " + t);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < rounds; i++) {
                    if (talks) {
                        room.broadcast("x");
                    } else {
                        room.join(guest);
                        room.leave(guest);
                    }
                }
            }, "member-" + t);
            thread.setUncaughtExceptionHandler((who, what) -> {
                synchronized (thrown) {
                    thrown.add(what);
                }
            });
            thread.setDaemon(true);
            all.add(thread);
        }
        story.step("one thread broadcasts 2,000 times, three others join and leave as often");
        all.forEach(Thread::start);
        for (Thread thread : all) {
            Slowness.ends(thread, 10_000);
        }
        synchronized (thrown) {
            story.same("what was thrown", List.of(), thrown);
        }
        story.same("ann got so many", rounds + 1, ann.texts().size());
        size(story, 1);
    }

    /** A thread waits if it is seen to wait 20 times in a row: to stop for a moment is not to wait. */
    private static void untilItEndsOrWaits(Thread thread) {
        int waiting = 0;
        while (thread.isAlive() && waiting < 20) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            Thread.State state = thread.getState();
            waiting = state == Thread.State.RUNNABLE || state == Thread.State.NEW ? 0 : waiting + 1;
        }
    }
}
