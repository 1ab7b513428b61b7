package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("4.3 Subscribers")
class SubscribersTest {

    private static final int ROOM = 8;
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(20);

    private final List<Thread> serving = new ArrayList<>();

    @AfterEach
    void endAll() {
        serving.forEach(Thread::interrupt);
    }

    @Test
    @Order(1)
    void every_reader_gets_every_event_in_order() {
        Story story = Story.of("What is published goes to every reader that is served, in order.");
        Subscribers subscribers = subscribers(story, NEVER);
        Peer ana = served(story, subscribers, "ana");
        Peer bob = served(story, subscribers, "bob");
        publish(story, subscribers, "1");
        publish(story, subscribers, "2");
        publish(story, subscribers, "3");
        received(story, ana, "1 2 3 ");
        received(story, bob, "1 2 3 ");
        story.same("readers served by others", 0, count(story, subscribers(story, NEVER)));
    }

    @Test
    @Order(2)
    void an_event_is_flushed_before_the_next_one_is_waited_for() {
        Story story = Story.of("An event that stays in a buffer has not been sent: flush after each one.");
        Subscribers subscribers = subscribers(story, NEVER);
        Peer ana = served(story, subscribers, "ana");
        publish(story, subscribers, "1");
        received(story, ana, "1 ");
    }

    @Test
    @Order(3)
    void a_reader_that_has_gone_is_forgotten() {
        Story story = Story.of("A write that throws an IOException is how a server learns that a reader has gone.");
        Subscribers subscribers = subscribers(story, NEVER);
        Peer ana = served(story, subscribers, "ana");
        Peer gone = served(story, subscribers, "gone");
        gone.leaves();
        story.step("gone leaves: a write to it throws an IOException");
        publish(story, subscribers, "1");
        Await.until(story, () -> !gone.server.isAlive(), "serve(gone) has returned", "its thread is still there");
        story.that(gone.failure == null, "serve(gone) returns: that a reader leaves is no error",
                "it threw " + gone.failure);
        story.same("readers served", 1, count(story, subscribers));
        story.that(gone.closed, "its stream is closed", "it is still open: that is a leak");
        publish(story, subscribers, "2");
        received(story, ana, "1 2 ");
    }

    @Test
    @Order(4)
    void an_interrupted_server_leaves_nothing_behind() {
        Story story = Story.of("An interrupted thread is asked to end: clean up, and do not swallow the interrupt.");
        Subscribers subscribers = subscribers(story, NEVER);
        Peer ana = served(story, subscribers, "ana");
        story.step("the thread that serves ana is interrupted");
        ana.server.interrupt();
        Await.until(story, () -> !ana.server.isAlive(), "serve(ana) has ended", "its thread is still there");
        story.that(ana.failure instanceof InterruptedException, "an InterruptedException", String.valueOf(ana.failure));
        story.same("readers served", 0, count(story, subscribers));
        story.that(ana.closed, "its stream is closed", "it is still open: that is a leak");
        Peer bob = new Peer();
        story.refused("serve(bob), on a thread that has been interrupted before", InterruptedException.class, () -> {
            Thread.currentThread().interrupt();
            subscribers.serve(bob);
        });
        story.that(bob.closed, "his stream is closed", "it is still open: that is a leak");
    }

    @Test
    @Order(5)
    void publish_waits_for_no_reader() {
        Story story = Story.of("A publisher only puts into outboxes: a reader that does not read must not hold up"
                + " others.");
        Subscribers subscribers = subscribers(story, NEVER);
        Peer slow = served(story, subscribers, "slow");
        Peer ana = served(story, subscribers, "ana");
        slow.stopsReading();
        story.step("slow does not read any more: a write to it blocks");
        publish(story, subscribers, "1");
        Await.until(story, slow::blocked, "the first event is being written to slow", "no write was begun");
        publish(story, subscribers, "2");
        publish(story, subscribers, "3");
        received(story, ana, "1 2 3 ");
        story.same("readers served: two events wait for slow, and there is room for " + ROOM, 2,
                count(story, subscribers));
        story.step("slow reads again");
        slow.readsAgain();
        received(story, slow, "1 2 3 ");
        story.same("events between two flushes: each is flushed by itself", 1L, slow.mostAtOnce);
    }

    @Test
    @Order(6)
    void a_reader_whose_outbox_is_full_is_dropped() {
        Story story = Story.of("An outbox has room for so many events and no more: the reader that lets it fill up"
                + " is dropped.");
        Subscribers subscribers = subscribers(story, NEVER);
        Peer slow = served(story, subscribers, "slow");
        Peer ana = served(story, subscribers, "ana");
        Peer bob = served(story, subscribers, "bob");
        slow.troubleAtClose = true;
        full(story, subscribers, slow, ana, bob);
        story.same("readers served: the outbox is full to the last place, but not too full", 3,
                count(story, subscribers));
        story.step("to close slow's stream will throw an IOException: no reader's trouble is thrown by publish");
        publish(story, subscribers, "over");
        Await.until(story, () -> slow.closed, "slow's stream is closed: that frees the thread which hangs in its write",
                "it is still open after one event more than there is room for");
        Await.until(story, () -> subscribers.count() == 2, "two readers served", "slow is still counted");
        Await.until(story, () -> !slow.server.isAlive(), "serve(slow) has returned", "its thread is still there");
        story.that(slow.failure == null, "serve(slow) returns: to be dropped is no error", "it threw " + slow.failure);
        received(story, ana, "0 1 2 3 4 5 6 7 8 over ");
        received(story, bob, "0 1 2 3 4 5 6 7 8 over ");
    }

    @Test
    @Order(7)
    void there_is_no_hole_in_what_a_slow_reader_got() {
        Story story = Story.of("An event must not be left out because there is no room: a reader that goes on after"
                + " a hole never learns of it.");
        Subscribers subscribers = subscribers(story, NEVER);
        Peer slow = served(story, subscribers, "slow");
        full(story, subscribers, slow);
        publish(story, subscribers, "over");
        story.step("slow reads again");
        slow.readsAgain();
        publish(story, subscribers, "next");
        Await.until(story, () -> slow.received().endsWith("next ") || !slow.server.isAlive(),
                "slow is served on, or not served any more", "neither");
        String whole = "0 1 2 3 4 5 6 7 8 over next ";
        story.that(whole.startsWith(slow.received()), "the events up to some point, none left out: " + whole,
                slow.received());
    }

    @Test
    @Order(9)
    void in_a_quiet_room_a_comment_goes_out() {
        Story story = Story.of("A quiet stream carries a comment now and then: to keep it open, and to find who has"
                + " left.");
        Subscribers subscribers = subscribers(story, OFTEN);
        Peer ana = served(story, subscribers, "ana");
        Await.until(story, () -> ana.received().startsWith(Subscribers.HEARTBEAT.repeat(3)), "three heartbeats",
                ana::received);
    }

    @Test
    @Order(10)
    void no_comment_goes_out_while_events_do() {
        Story story = Story.of("A heartbeat is for a reader that was sent nothing: each event puts it off.");
        Subscribers subscribers = subscribers(story, Duration.ofMillis(100));
        Peer ana = served(story, subscribers, "ana");
        story.run("publish(\"x\") for 400 ms, each 5 ms after ana has received the one before", () -> {
            long end = System.nanoTime() + MILLISECONDS.toNanos(400);
            while (System.nanoTime() < end) {
                int before = ana.received().length();
                subscribers.publish("x ".getBytes(UTF_8));
                Await.until(story, () -> ana.received().length() > before, "ana receives it", ana::received);
                LockSupport.parkNanos(MILLISECONDS.toNanos(5));
            }
        });
        story.that(ana.shortestRest >= 90, "a heartbeat comes 100 ms after the last that was sent, or later",
                "one came after " + ana.shortestRest + " ms");
        Await.until(story, () -> ana.received().endsWith(Subscribers.HEARTBEAT), "a heartbeat", ana::received);
    }

    @Test
    @Order(11)
    void a_reader_that_has_gone_from_a_quiet_room_is_forgotten() {
        Story story = Story.of("Without a heartbeat a dead reader is kept until the next message: for hours.");
        Subscribers subscribers = subscribers(story, OFTEN);
        Peer gone = served(story, subscribers, "gone");
        gone.leaves();
        story.step("gone leaves, and the room is silent");
        Await.until(story, () -> subscribers.count() == 0, "no reader served any more", "it is still counted");
    }

    @Test
    @Order(12)
    void readers_may_come_and_go_while_events_are_published() {
        Story story = Story.of("The set of readers changes while a thread goes through it: it has to allow that.");
        Subscribers subscribers = subscribers(story, NEVER);
        Peer ana = served(story, subscribers, "ana");
        story.step("100 readers come, one with each event that is published, and leave at once");
        StringBuilder published = new StringBuilder();
        for (int i = 1; i <= 100; i++) {
            Peer guest = new Peer();
            guest.leaves();
            serve(subscribers, guest, "guest");
            publishAndWait(story, subscribers, published, i, ana);
        }
        story.step("more events are published, until only ana is left");
        List<Thread> guests = serving.subList(1, serving.size());
        AtomicInteger event = new AtomicInteger(100);
        Await.until(story, () -> {
            publishAndWait(story, subscribers, published, event.incrementAndGet(), ana);
            return guests.stream().noneMatch(Thread::isAlive) && subscribers.count() == 1;
        }, "only ana is served", () -> subscribers.count() + " readers are served");
    }

    private static void publishAndWait(Story story, Subscribers all, StringBuilder published, int event, Peer ana) {
        byte[] bytes = (event + " ").getBytes(UTF_8);
        Story.of("The set of readers changes while a thread goes through it: it has to allow that.")
                .run("publish(\"" + event + "\"), while 100 readers come and leave", () -> all.publish(bytes));
        published.append(event).append(' ');
        Await.until(story, () -> ana.received().contentEquals(published), "ana has received: " + published,
                ana::received);
    }

    /** Fills slow's outbox to the last place; one more event is on its way and blocks. */
    private void full(Story story, Subscribers subscribers, Peer slow, Peer... others) {
        slow.stopsReading();
        story.step("slow does not read any more: a write to it blocks");
        publish(story, subscribers, "0");
        Await.until(story, slow::blocked, "the first event is being written to slow", "no write was begun");
        story.run("publish(\"1\") to publish(\"" + ROOM + "\"), each when the others have the one before", () -> {
            for (int i = 1; i <= ROOM; i++) {
                String event = i + " ";
                subscribers.publish(event.getBytes(UTF_8));
                for (Peer other : others) {
                    Await.until(story, () -> other.received().endsWith(event), "the others get event " + event,
                            other::received);
                }
            }
        });
    }

    private static Subscribers subscribers(Story story, Duration heartbeat) {
        return story.call("new Subscribers(" + ROOM + ", " + heartbeat.toMillis() + " ms)",
                () -> new Subscribers(ROOM, heartbeat));
    }

    private Peer served(Story story, Subscribers subscribers, String name) {
        int before = count(story, subscribers);
        story.step("serve(" + name + "), on a thread of its own");
        Peer peer = serve(subscribers, new Peer(), name);
        Await.until(story, () -> subscribers.count() > before || !peer.server.isAlive(), name + " is served",
                "it is not counted");
        if (peer.failure != null) {
            story.call("serve(" + name + ")", () -> {
                throw peer.failure instanceof Exception e ? e : new IllegalStateException(peer.failure);
            });
        }
        return peer;
    }

    private Peer serve(Subscribers subscribers, Peer peer, String name) {
        peer.server = new Thread(() -> {
            try {
                subscribers.serve(peer);
            } catch (Throwable thrown) {
                peer.failure = thrown;
            }
        }, "serving " + name);
        peer.server.setDaemon(true);
        serving.add(peer.server);
        peer.server.start();
        return peer;
    }

    private static void publish(Story story, Subscribers subscribers, String event) {
        story.run("publish(\"" + event + "\")", () -> subscribers.publish((event + " ").getBytes(UTF_8)));
    }

    private static int count(Story story, Subscribers subscribers) {
        return story.call("count()", subscribers::count);
    }

    private static void received(Story story, Peer peer, String expected) {
        Await.until(story, () -> peer.received().equals(expected), "received: " + expected, peer::received);
    }
}
