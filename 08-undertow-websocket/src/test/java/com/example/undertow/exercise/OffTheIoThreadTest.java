package com.example.undertow.exercise;

import io.undertow.websockets.WebSocketConnectionCallback;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("8.2 OffTheIoThread")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OffTheIoThreadTest {

    /** Longer than a peer waits for what must come meanwhile. */
    private static final int GATE_MILLIS = 10_000;

    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void open() {
        gate.countDown();
    }

    private static Served serve(Story story, UnaryOperator<String> work) {
        WebSocketConnectionCallback callback = story.call("callback(work)", () -> OffTheIoThread.callback(work));
        story.that(callback != null, "a callback", "null");
        story.step("a server with one I/O thread and four workers calls it for each connection");
        return Served.by(callback);
    }

    /** Waits at "slow" until the gate opens. */
    private String slow(String text) {
        try {
            if (text.equals("slow") && !Slowness.opens(gate, GATE_MILLIS)) {
                return "the gate did not open";
            }
            return "done: " + text;
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    @Test
    @Order(1)
    void each_text_is_answered_with_what_the_work_makes_of_it() throws IOException {
        Story story = Story.of("The answer to a text is work.apply(text).");
        try (Served server = serve(story, text -> text.toUpperCase(Locale.ROOT)); Peer peer = Peer.open(server)) {
            story.step("the peer sends \"hello\", waits, and sends \"again\"");
            peer.send("hello");
            story.same("the answer", "text HELLO", peer.next());
            peer.send("again");
            story.same("the answer", "text AGAIN", peer.next());
        }
    }

    @Test
    @Order(2)
    void the_work_never_runs_on_an_IO_thread() throws IOException {
        Story story = Story.of("An I/O thread serves many connections: work belongs on channel.getWorker().");
        List<String> threads = new CopyOnWriteArrayList<>();
        try (Served server = serve(story, text -> {
            threads.add(Thread.currentThread().getName());
            return text;
        }); Peer peer = Peer.open(server)) {
            story.step("the peer sends 20 texts, each when the one before is answered");
            for (int i = 0; i < 20; i++) {
                peer.send("text " + i);
                story.that(!peer.next().equals("nothing more came"), "an answer to each", "nothing more came");
            }
            story.same("how many were worked on", 20, threads.size());
            threads.forEach(name -> story.that(name.startsWith("exercise-undertow task"), "a worker's thread", name));
        }
    }

    @Test
    @Order(3)
    void while_one_waits_another_is_answered() throws IOException {
        Story story = Story.of("Connections do not wait for each other's work: a worker that waits for its turn "
                + "is a worker less for all.");
        try (Served server = serve(story, this::slow); Peer waits = Peer.open(server); Peer other = Peer.open(server)) {
            story.step("one peer sends \"slow\", whose work waits, and eight quick ones behind it");
            waits.send("slow");
            for (int i = 0; i < 8; i++) {
                waits.send("quick " + i);
            }
            waits.send(Peer.PING, (byte) 'p');
            story.same("the answer to a ping behind them", "pong p", nextButQuick(waits));
            story.step("the other one sends \"quick\"");
            other.send("quick");
            story.same("the other one's answer, meanwhile", "text done: quick", other.next());
            gate.countDown();
            story.same("the first one's answer, after the gate has opened", "text done: slow", nextButQuick(waits));
        }
    }

    /** What comes next but for answers to quick ones: another test judges their order. */
    private static String nextButQuick(Peer peer) throws IOException {
        String next = peer.next();
        while (next.startsWith("text done: quick")) {
            next = peer.next();
        }
        return next;
    }

    @Test
    @Order(4)
    void a_ping_is_answered_while_the_work_waits() throws IOException {
        Story story = Story.of("A connection whose work waits is alive: its I/O thread is free, and answers pings.");
        try (Served server = serve(story, this::slow); Peer peer = Peer.open(server)) {
            story.step("the peer sends \"slow\", and then a ping");
            peer.send("slow");
            peer.send(Peer.PING, (byte) 'p');
            story.same("what comes first", "pong p", peer.next());
            gate.countDown();
            story.same("then", "text done: slow", peer.next());
        }
    }

    @Test
    @Order(5)
    void one_connection_is_answered_in_its_order() throws IOException {
        Story story = Story.of(
                "Messages of one connection are handled one at a time, in their order: a pool of workers "
                + "alone lets a quick one overtake a slow one.");
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Served server = serve(story, text -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            String done = slow(text);
            atWork.decrementAndGet();
            return done;
        }); Peer peer = Peer.open(server)) {
            story.step("the peer sends \"slow\" and 50 quick ones, and pings; then the gate opens");
            peer.send("slow");
            for (int i = 0; i < 50; i++) {
                peer.send("quick " + i);
            }
            peer.send(Peer.PING, (byte) 'p');
            String pong = peer.next();
            String first = null;
            while (pong.startsWith("text done: quick")) {
                first = first == null ? pong : first;
                pong = peer.next();
            }
            story.same("what comes while the first one waits", "pong p", pong);
            story.that(server.hasBegunAllWork(), "a worker is free: one of the four is at work", "all of them wait");
            gate.countDown();
            first = first == null ? peer.next() : first;
            // Which of the quick ones is the first is a matter of luck.
            story.same("the first answer", "text done: slow", first.replaceFirst("quick \\d+", "a quick one"));
            for (int i = 0; i < 50; i++) {
                story.same("answer " + i, "text done: quick " + i, peer.next());
            }
            story.same("how many of them were at work at the same time", 1, most.get());
        }
    }

    @Test
    @Order(6)
    void work_that_throws_ends_its_connection_with_1011_and_tells_nothing() throws IOException {
        throwing(new IllegalStateException("password=secret"));
    }

    @Test
    @Order(7)
    void so_does_work_that_throws_an_error() throws IOException {
        throwing(new StackOverflowError("secret depth"));
    }

    private static void throwing(Throwable what) throws IOException {
        Story story = Story.of("1011: the server could not go on (RFC 6455, section 7.4.1). What the exception is, and "
                + "its message, are for the log, not for a stranger.");
        try (Served server = serve(story, text -> {
            if (text.equals("bad") && what instanceof Error error) {
                throw error;
            } else if (text.equals("bad")) {
                throw (RuntimeException) what;
            }
            return text;
        }); Peer peer = Peer.open(server); Peer other = Peer.open(server)) {
            story.step("a peer sends \"bad\", and the work throws %s: %s", what.getClass().getSimpleName(),
                    what.getMessage());
            peer.send("bad");
            String close = peer.next();
            story.same("the answer", "close 1011", close.replaceAll("^(close \\d+).*", "$1"));
            story.that(!close.matches("(?i).*(secret|password|illegal|state|exception|overflow).*"),
                    "a reason that tells nothing of the exception", close);
            story.step("another one sends \"good\"");
            other.send("good");
            story.same("its answer", "text good", other.next());
        }
    }
}
