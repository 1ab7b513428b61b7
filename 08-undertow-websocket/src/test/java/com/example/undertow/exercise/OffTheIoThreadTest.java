package com.example.undertow.exercise;

import io.undertow.websockets.WebSocketConnectionCallback;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("8.2 OffTheIoThread")
class OffTheIoThreadTest {

    private final CountDownLatch gate = new CountDownLatch(1);

    private static Served serve(Story story, UnaryOperator<String> work) {
        WebSocketConnectionCallback callback = story.call("callback(work)", () -> OffTheIoThread.callback(work));
        story.step("a server with one I/O thread and four workers calls it for each connection");
        return Served.by(callback);
    }

    /** Waits at "slow" until the gate opens. */
    private String slow(String text) {
        try {
            if (text.equals("slow") && !gate.await(4, TimeUnit.SECONDS)) {
                return "the gate did not open";
            }
            return "done: " + text;
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    @Test
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
    void the_work_never_runs_on_an_IO_thread() throws IOException {
        Story story = Story.of("An I/O thread serves many connections: work belongs on channel.getWorker().");
        List<String> threads = new CopyOnWriteArrayList<>();
        try (Served server = serve(story, text -> {
            threads.add(Thread.currentThread().getName());
            return text;
        }); Peer peer = Peer.open(server)) {
            for (int i = 0; i < 20; i++) {
                peer.send("text " + i);
            }
            story.step("the peer sends 20 texts, and reads the answers");
            for (int i = 0; i < 20; i++) {
                story.same("answer " + i, "text text " + i, peer.next());
            }
            threads.forEach(name -> story.that(name.startsWith("exercise-undertow task"), "a worker's thread", name));
        }
    }

    @Test
    void while_one_waits_another_is_answered() throws IOException {
        Story story = Story.of("Connections do not wait for each other's work.");
        try (Served server = serve(story, this::slow); Peer waits = Peer.open(server); Peer other = Peer.open(server)) {
            story.step("one peer sends \"slow\": its work waits");
            waits.send("slow");
            story.step("the other one sends \"quick\"");
            other.send("quick");
            story.same("the other one's answer, meanwhile", "text done: quick", other.next());
            gate.countDown();
            story.same("the first one's answer, after the gate has opened", "text done: slow", waits.next());
        }
    }

    @Test
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
            String first = peer.next();
            story.same("what comes while the first one waits", "pong p", first);
            gate.countDown();
            story.same("the first answer", "text done: slow", peer.next());
            for (int i = 0; i < 50; i++) {
                story.same("answer " + i, "text done: quick " + i, peer.next());
            }
            story.same("how many of them were at work at the same time", 1, most.get());
        }
    }

    @Test
    void work_that_throws_ends_its_connection_with_1011_and_tells_nothing() throws IOException {
        Story story = Story.of("1011: the server could not go on (RFC 6455, section 7.4.1). The exception's message is "
                + "for the log, not for a stranger.");
        try (Served server = serve(story, text -> {
            if (text.equals("bad")) {
                throw new IllegalStateException("password=secret");
            }
            return text;
        }); Peer peer = Peer.open(server); Peer other = Peer.open(server)) {
            story.step("a peer sends \"bad\", and the work throws");
            peer.send("bad");
            String close = peer.next();
            story.same("the answer", "close 1011", close.replaceAll("^(close \\d+).*", "$1"));
            story.that(!close.contains("secret"), "a reason that tells nothing of the exception", close);
            story.step("another one sends \"good\"");
            other.send("good");
            story.same("its answer", "text good", other.next());
        }
    }
}
