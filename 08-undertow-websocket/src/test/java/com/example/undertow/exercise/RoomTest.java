package com.example.undertow.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("8.3 Room")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoomTest {

    private static final long LIMIT = 65_536;
    private static final String LONG = "\u20ac".repeat(1_000);
    private static final String LONG_SHOWN = "text " + Peer.show(LONG.getBytes(UTF_8));

    private Room room;

    private Served serve(Story story, long limit, Hooked hooked) {
        room = story.call("new Room(" + limit + ")", () -> new Room(limit));
        var callback = story.call("callback()", room::callback);
        story.step("a server calls it for each new member");
        return Served.by(hooked.handler(callback));
    }

    @Test
    @Order(1)
    void what_one_says_everyone_hears() throws Exception {
        Story story = Story.of("A text that a member sends is broadcast, to itself too; so is one of the server's. "
                + "(getData() gives a message's text once: the second time it is empty.)");
        try (Served server = serve(story, LIMIT, new Hooked()); Peer ann = Peer.open(server);
                Peer bob = Peer.open(server)) {
            members(story, 2);
            firstWord(story, ann, bob);
            story.step("ann sends \"hello\" and \"once more\"");
            ann.send("hello");
            ann.send("once more");
            story.same("ann hears", List.of("text hello", "text once more"), List.of(ann.next(), ann.next()));
            story.same("bob hears", List.of("text hello", "text once more"), List.of(bob.next(), bob.next()));
        }
    }

    private void firstWord(Story story, Peer ann, Peer bob) throws IOException {
        story.run("broadcast(\"first word\")", () -> room.broadcast("first word"));     // told: not written yet
        story.same("ann hears", "text first word", ann.next());
        story.same("bob hears", "text first word", bob.next());
    }

    @Test
    @Order(2)
    void a_member_that_has_left_is_no_member_any_more() throws Exception {
        Story story = Story.of("onCloseMessage is not called when TCP is reset; a close task always is.");
        try (Served server = serve(story, LIMIT, new Hooked()); Peer stays = Peer.open(server)) {
            Peer polite = Peer.open(server);
            Peer rude = Peer.open(server);
            members(story, 3);
            story.step("one sends Close 1000 and hangs up");
            polite.close(1000);
            polite.next();
            polite.close();
            members(story, 2);
            story.step("one resets its connection");
            rude.reset();
            members(story, 1);
            story.run("broadcast(\"still here?\")", () -> room.broadcast("still here?"));
            story.same("the one who stayed hears", "text still here?", stays.next());
        }
    }

    @Test
    @Order(3)
    void one_who_reads_is_never_dropped() throws Exception {
        for (long limit : new long[] {LIMIT, 3_000_000_000L}) {
            Story story = Story.of("What is written does not wait any more: the callback of sendText says when. And "
                    + "the limit is a long: it may be more than an int holds.");
            try (Served server = serve(story, limit, new Hooked()); Peer ann = Peer.open(server)) {
                members(story, 1);
                story.step("ann reads; 200 texts of 3,000 bytes are broadcast");
                for (int i = 0; i < 20; i++) {
                    say(10, LONG);
                    hear(story, "ann", ann, 10);
                }
                story.same("members", 1, members());
            }
        }
    }

    @Test
    @Order(4)
    void one_who_does_not_read_is_dropped_and_the_others_hear_everything() throws Exception {
        Story story = Story.of(
                "What waits for a member is counted in bytes, and bounded; a member over the bound is dropped.");
        try (Served server = serve(story, LIMIT, new Hooked()); Peer slow = Peer.open(server);
                Peer ann = Peer.open(server); Peer bob = Peer.open(server)) {
            members(story, 3);
            story.step("one member does not read; ann and bob do. Up to 1,000 texts of 3,000 bytes are broadcast");
            int said = 0;
            while (members() == 3 && said < 1_000) {
                say(10, LONG);
                said += 10;
                hear(story, "ann", ann, 10);
                hear(story, "bob", bob, 10);
            }
            story.that(members() == 2, "the one who does not read is dropped before all 3 MB are said",
                    members() + " members after " + said + " texts: what waits for it has no bound");
            story.step("it is no member any more; now it reads what is on its way");
            String heard = slow.next();
            while (heard.equals(LONG_SHOWN)) {
                heard = slow.next();
            }
            story.that(heard.equals("end") || heard.startsWith("close "), "its connection is closed", heard);
            say(1, LONG);
            hear(story, "ann", ann, 1);
        }
    }

    /**
     * No luck: the first of the three texts is bigger than the buffers of both sockets together, so all that is sent
     * behind it waits, to the byte.
     */
    @Test
    @Order(5)
    void the_limit_itself_may_wait_and_one_byte_more_may_not() throws Exception {
        Story story = Story.of("The limit is in bytes of UTF-8, and it is the most that may wait; each member for whom "
                + "more waits is closed at once.");
        Hooked hooked = new Hooked();
        try (Served server = serve(story, 400_000, hooked); Peer one = Peer.open(server);
                Peer two = Peer.open(server); Peer three = Peer.open(server)) {
            members(story, 3);
            story.step("three members that do not read");
            say(1, "a".repeat(300_000));
            say(1, "\u20ac".repeat(33_333));
            say(1, "b");
            story.step("to each of them were sent 300,000 bytes, 33,333 euro signs and one byte: exactly the limit");
            say(1, "");
            story.same("members, after one more text of no bytes", 3, members());
            say(1, "c");
            say(1, "");
            story.step("one byte more, and a text of no bytes");
            members(story, 0);
            for (int i = 0; i < 3; i++) {
                var channel = hooked.channels().get(i);
                story.that(Patience.until(() -> !channel.isOpen()), "the connection of member " + (i + 1)
                        + " is closed, although it reads nothing",
                        "its channel is open: a Close frame waits behind all that it does not read");
            }
        }
    }

    /** No luck: the thread that broadcasts is held up inside sendText until the I/O thread has proved to be free. */
    @Test
    @Order(6)
    void to_leave_does_not_wait_for_a_broadcast() throws Exception {
        Story story = Story.of("The I/O thread that runs a close task may hold the lock of Undertow's that sendText "
                + "waits for: if the task waits for the lock that broadcast holds, both wait forever.");
        Hooked hooked = new Hooked();
        try (Served server = serve(story, LIMIT, hooked); Peer ann = Peer.open(server);
                Peer leaves = Peer.open(server); hooked) {
            members(story, 2);
            Thread speaker = heldUp(story, hooked);
            story.step("meanwhile one of the two members resets its connection: its close task runs");
            leaves.reset();
            story.that(Patience.until(() -> hooked.ending() == 1), "the close tasks are run", "they are not");
            story.step("the other one sends a ping");
            ann.send(Peer.PING, (byte) 'p');
            story.same("the answer of the I/O thread, while the broadcast is held up", "pong p", ann.next());
            hooked.close();
            ends(story, speaker);
            story.same("ann hears", "text held up", ann.next());
            members(story, 1);
        }
    }

    @Test
    @Order(7)
    void to_join_does_not_wait_for_a_broadcast() throws Exception {
        Story story = Story.of("The I/O thread that calls your callback may hold the lock of Undertow's that sendText "
                + "waits for: if it waits for the lock that broadcast holds, both wait forever.");
        Hooked hooked = new Hooked();
        try (Served server = serve(story, LIMIT, hooked); Peer ann = Peer.open(server); hooked) {
            members(story, 1);
            Thread speaker = heldUp(story, hooked);
            story.step("meanwhile bob joins, and sends a ping");
            Peer bob = Peer.open(server);
            bob.send(Peer.PING, (byte) 'p');
            story.same("the answer of the I/O thread, while the broadcast is held up", "pong p", bob.next());
            hooked.close();
            ends(story, speaker);
            story.same("ann hears", "text held up", ann.next());
            members(story, 2);
            bob.close();
        }
    }

    /** No luck: x is held up between its first member and its second until y has done all that it can do meanwhile. */
    @Test
    @Order(8)
    void all_hear_the_same_order_whoever_speaks() throws Exception {
        Story story = Story.of("All members get all texts in the same order, whatever thread calls broadcast.");
        Hooked hooked = new Hooked();
        try (Served server = serve(story, LIMIT, hooked); Peer ann = Peer.open(server); Peer bob = Peer.open(server);
                hooked) {
            members(story, 2);
            firstWord(story, ann, bob);
            hooked.holdText(2);
            story.step("one thread broadcasts \"x\", and is held up when it has sent it to one member of the two");
            Thread x = speaker("x");
            story.that(hooked.untilHeldOrEnded(x), "it sends to two members", "it does not");
            story.step("another thread broadcasts \"y\" until it has done so, or waits; then the first one goes on");
            Thread y = speaker("y");
            Patience.untilItEndsOrWaits(y);
            hooked.close();
            ends(story, x);
            ends(story, y);
            story.same("what bob hears, as ann does", List.of(ann.next(), ann.next()), List.of(bob.next(), bob.next()));
        }
    }

    /** For what the test above does not think of: a stress, which may pass a wrong answer now and then. */
    @Test
    @Order(9)
    void all_hear_the_same_order_when_many_speak() throws Exception {
        Story story = Story.of("All members get all texts in the same order, whatever thread calls broadcast.");
        try (Served server = serve(story, 4_000_000, new Hooked()); Peer ann = Peer.open(server);
                Peer bob = Peer.open(server)) {
            members(story, 2);
            firstWord(story, ann, bob);
            story.step("two threads broadcast 100 texts each");
            speaker(IntStream.range(0, 100).mapToObj(i -> "x" + i).toArray(String[]::new));
            speaker(IntStream.range(0, 100).mapToObj(i -> "y" + i).toArray(String[]::new));
            int[] next = {0, 0};
            for (int i = 0; i < 200; i++) {
                String heard = ann.next();
                story.same("text " + i + " of 200 that bob hears, as ann does", heard, bob.next());
                int speaker = heard.startsWith("text x") ? 0 : 1;
                story.same("the next one of its speaker", "text " + "xy".charAt(speaker) + next[speaker]++, heard);
            }
        }
    }

    /** A thread that is held up when it is about to send. That nothing is written yet is told on this thread. */
    private Thread heldUp(Story story, Hooked hooked) {
        hooked.holdText(1);
        story.run("broadcast without a member", () -> new Room(LIMIT).broadcast("first word"));
        story.step("a thread broadcasts \"held up\", and is held up inside sendText");
        Thread speaker = speaker("held up");
        story.that(hooked.untilHeldOrEnded(speaker), "it sends", "it does not");
        return speaker;
    }

    private Thread speaker(String... texts) {
        Thread speaker = new Thread(() -> {
            for (String text : texts) {
                room.broadcast(text);
            }
        }, "speaker");
        speaker.setDaemon(true);
        speaker.start();
        return speaker;
    }

    private static void ends(Story story, Thread speaker) throws InterruptedException {
        story.that(Patience.until(() -> !speaker.isAlive()), "broadcast returns",
                "it waits, although nothing holds it up any more");
    }

    /** A story of its own: it only bounds the time. */
    private void say(int times, String text) {
        Story.of("broadcast never waits: a send that blocks makes one slow member everyone's problem.")
                .run("broadcast, " + times + (times == 1 ? " time" : " times"), () -> {
                    for (int i = 0; i < times; i++) {
                        room.broadcast(text);
                    }
                });
    }

    /** A ping goes through the I/O thread after all that was written: by its pong the callbacks have been called. */
    private static void hear(Story story, String who, Peer peer, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            story.same("what " + who + " hears", LONG_SHOWN, peer.next());
        }
        peer.send(Peer.PING, (byte) 'w');
        story.same("the pong that " + who + " hears", "pong w", peer.next());
    }

    private int members() {
        return Story.of("members() does not wait.").call("members()", room::members);
    }

    private void members(Story story, int expected) {
        Patience.until(() -> members() == expected);
        story.same("members", expected, members());
    }
}
