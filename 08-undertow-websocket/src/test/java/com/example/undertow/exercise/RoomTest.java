package com.example.undertow.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.websockets.WebSocketConnectionCallback;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("8.3 Room")
class RoomTest {

    private static final long LIMIT = 65_536;
    private static final String LONG = "\u20ac".repeat(1_000);
    private static final String LONG_SHOWN = "text " + Peer.show(LONG.getBytes(UTF_8));

    private Room room;

    private Served serve(Story story) {
        room = story.call("new Room(" + LIMIT + ")", () -> new Room(LIMIT));
        WebSocketConnectionCallback callback = story.call("callback()", room::callback);
        story.step("a server calls it for each new member");
        return Served.by(callback);
    }

    @Test
    void what_one_says_everyone_hears() throws Exception {
        Story story = Story.of("A text that a member sends is broadcast, to itself too; so is one of the server's.");
        try (Served server = serve(story); Peer ann = Peer.open(server); Peer bob = Peer.open(server)) {
            members(story, 2);
            firstWord(story, ann, bob);
            story.step("ann sends \"hello\"");
            ann.send("hello");
            story.same("ann hears", "text hello", ann.next());
            story.same("bob hears", "text hello", bob.next());
        }
    }

    /** On the test's own thread: a broadcast that is not written yet is told apart from one that fails. */
    private void firstWord(Story story, Peer ann, Peer bob) throws IOException {
        story.run("broadcast(\"first word\")", () -> room.broadcast("first word"));
        story.same("ann hears", "text first word", ann.next());
        story.same("bob hears", "text first word", bob.next());
    }

    @Test
    void whoever_leaves_is_no_member_any_more() throws Exception {
        Story story = Story.of("onCloseMessage is not called when TCP is reset; a close task always is.");
        try (Served server = serve(story); Peer stays = Peer.open(server)) {
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
    void all_hear_the_same_order_whoever_speaks() throws Exception {
        Story story = Story.of("All members get all texts in the same order, whatever thread calls broadcast.");
        try (Served server = serve(story); Peer ann = Peer.open(server); Peer bob = Peer.open(server)) {
            members(story, 2);
            firstWord(story, ann, bob);
            story.step("two threads broadcast 100 texts each");
            List<Thread> speakers = new ArrayList<>();
            for (String name : new String[] {"x", "y"}) {
                Thread speaker = new Thread(() -> {
                    for (int i = 0; i < 100; i++) {
                        room.broadcast(name + i);
                    }
                }, "speaker-" + name);
                speaker.setDaemon(true);
                speakers.add(speaker);
                speaker.start();
            }
            int[] next = {0, 0};
            for (int i = 0; i < 200; i++) {
                String heard = ann.next();
                story.same("text " + i + " of 200 that bob hears, as ann does", heard, bob.next());
                int speaker = heard.startsWith("text x") ? 0 : 1;
                story.same("the next one of its speaker", "text " + (speaker == 0
                        ? "x" : "y") + next[speaker]++, heard);
            }
        }
    }

    @Test
    void one_who_does_not_read_is_dropped_and_the_others_hear_everything() throws Exception {
        Story story = Story.of(
                "What waits for a member is counted in bytes, and bounded; who is over the bound is dropped.");
        try (Served server = serve(story); Peer slow = Peer.open(server); Peer ann = Peer.open(server);
                Peer bob = Peer.open(server)) {
            members(story, 3);
            story.step("one member does not read; ann and bob do. Up to 3,000 texts of 3,000 bytes are broadcast");
            int said = 0;
            while (members() == 3 && said < 3_000) {
                broadcast(10);
                said += 10;
                hear(story, "ann", ann, 10);
                hear(story, "bob", bob, 10);
                written(story, ann);
                written(story, bob);
            }
            story.that(members() == 2, "the one who does not read is dropped before all 9 MB are said",
                    members() + " members after " + said + " texts: what waits for it has no bound");
            story.step("after %d texts it is no member any more; now it reads what is on its way", said);
            String heard = slow.next();
            while (heard.equals(LONG_SHOWN)) {
                heard = slow.next();
            }
            story.that(heard.equals("end") || heard.startsWith("close "), "its connection is closed", heard);
            broadcast(1);
            hear(story, "ann", ann, 1);
        }
    }

    @Test
    void one_who_reads_is_never_dropped() throws Exception {
        Story story = Story.of("What is written does not wait any more: the callback of sendText says when.");
        try (Served server = serve(story); Peer ann = Peer.open(server)) {
            members(story, 1);
            story.step("ann reads; 500 texts of 3,000 bytes are broadcast, much more than the limit in all");
            for (int i = 0; i < 50; i++) {
                broadcast(10);
                hear(story, "ann", ann, 10);
                written(story, ann);
            }
            story.same("members", 1, members());
        }
    }

    @Test
    void broadcast_waits_for_nobody() throws Exception {
        Story story = Story.of("broadcast never waits: a send that blocks makes one slow member everyone's problem.");
        try (Served server = serve(story); Peer slow = Peer.open(server)) {
            members(story, 1);
            story.step("the only member does not read");
            story.run("broadcast, 2,500 times 3,000 bytes", () -> {
                for (int i = 0; i < 2_500; i++) {
                    room.broadcast(LONG);
                }
            });
            slow.reset();
        }
    }

    /** A story of its own: it only bounds the time. */
    private void broadcast(int times) {
        Story.of("broadcast waits for nobody.").run("broadcast, " + times + " times 3,000 bytes", () -> {
            for (int i = 0; i < times; i++) {
                room.broadcast(LONG);
            }
        });
    }

    private static void hear(Story story, String who, Peer peer, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            story.same("what " + who + " hears", LONG_SHOWN, peer.next());
        }
    }

    /** A ping goes through the I/O thread after all that was written: by its pong the callbacks have been called. */
    private static void written(Story story, Peer peer) throws IOException {
        peer.send(Peer.PING, (byte) 'w');
        story.same("the answer to a ping", "pong w", peer.next());
    }

    private int members() {
        return Story.of("members() waits for nobody.").call("members()", room::members);
    }

    private void members(Story story, int expected) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5_000);
        while (members() != expected && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        story.same("members", expected, members());
    }
}
