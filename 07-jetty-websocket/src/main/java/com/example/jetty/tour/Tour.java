package com.example.jetty.tour;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.jetty.ChatClient;
import com.example.jetty.ChatServer;
import com.example.jetty.History;
import com.example.jetty.Message;
import com.example.jetty.Room;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.ConnectionStatistics;

/** The tour: what Jetty does with the bytes that lessons 05 and 06 wrote by hand, and what it leaves to us. */
public final class Tour {

    private static final Duration IDLE = Duration.ofSeconds(30);
    // the room's own is 8 s: too long for a tour
    private static final Duration SHORT_IDLE = Duration.ofMillis(500);
    private static final int READERS = 3;
    private static final int MESSAGES = 5;

    private Tour() {
    }

    /** Plays it; it ends by itself in some seconds. */
    public static void play() throws Exception {
        say("LESSON 07: WebSocket on Jetty. The frames are no longer ours. What is?");
        bytes();
        differences();
        silence();
        notReading();
        room();
        say("");
        say("Next: another production server, which does some of this differently. Lesson 08 is Undertow.");
    }

    private static void bytes() throws IOException {
        heading("1. The bytes are the same");
        try (ChatServer server = ChatServer.start(0, new History());
                RawWebSocket client = RawWebSocket.connect(server.uri())) {
            String[] fields = {"Sec-WebSocket-Protocol: chat", "Origin: http://" + server.uri().getAuthority()};
            client.request("/chat?name=ann", fields).lines().forEach(line -> say(("  > " + line).stripTrailing()));
            client.ask("/chat?name=ann", fields).lines().forEach(line -> say(("  < " + line).stripTrailing()));
            say("Jetty has read the handshake, and has called us once: may this one come in, and as what?");
            say("  > " + client.send(0x81, "hello".getBytes(UTF_8)));
            String text = client.next().replace("\t", "\\t");
            say("  < " + client.shown() + "   " + text);
            say("Unmasked, decoded, put together: we were given a String, and gave one back.");
        }
    }

    private static void differences() throws Exception {
        heading("2. Jetty as it comes, and this server");
        say("%-28s %-32s %s", "asked", "Jetty as it comes", "this server");
        for (Differences.Row row : Differences.measure()) {
            say("%-28s %-32s %s", row.question(), row.bare(), row.ours());
        }
    }

    private static void silence() throws Exception {
        heading("3. A peer that says nothing");
        try (ChatServer server = new ChatServer.Settings().idle(SHORT_IDLE).start(0, new History());
                RawWebSocket alive = RawWebSocket.connect(server.uri());
                RawWebSocket dead = RawWebSocket.connect(server.uri())) {
            say("The idle time-out is %d ms here. One peer answers pings, the other one does not:",
                    SHORT_IDLE.toMillis());
            alive.ask("/chat?name=alive");
            dead.ask("/chat?name=dead");
            for (int i = 0; i < 2; i++) {
                say("  the one that answers got: %s", alive.next());
                alive.send(0x8A, new byte[0]);
            }
            say("  the other one got: %s, then: %s", dead.next(), dead.next());
            await("the dead one is gone", () -> server.readers() == 1);
            say("The room has %d reader left.", server.readers());
        }
    }

    private static void notReading() throws Exception {
        heading("4. A reader that does not read");
        AtomicInteger heard = new AtomicInteger();
        String text = "\u20ac".repeat(Message.MAX_TEXT);
        try (ChatServer server = ChatServer.start(0, new History());
                ChatClient ann = ChatClient.join(server.uri(), "ann", 0, m -> heard.incrementAndGet(), Tour::trouble);
                RawWebSocket stuck = RawWebSocket.withSmallBuffer(server.uri())) {
            stuck.ask("/chat?name=stuck");
            await("both listen", () -> server.readers() == 2);
            int said = 0;
            long nanos = 0;
            while (server.readers() == 2) {
                long before = System.nanoTime();
                server.publish("server", text);
                nanos += System.nanoTime() - before;
                int almostAll = ++said - 100;
                await("ann has heard message " + almostAll, () -> heard.get() >= almostAll);
            }
            int all = said;
            await("ann has heard them all", () -> heard.get() == all);
            say("It is dropped after %d messages of 3,000 bytes: the sockets' buffers were full, and then", said);
            say("%,d bytes waited in Jetty's queue, which has no bound of its own.", Room.OUTBOX);
            say("Ann has heard all %d. publish() took %.2f ms on average.", heard.get(), nanos / 1e6 / said);
        }
    }

    private static void room() throws Exception {
        heading("5. The room");
        AtomicLongArray saidAt = new AtomicLongArray(MESSAGES + 1);
        List<Long> delays = Collections.synchronizedList(new ArrayList<>());
        List<String> log = new CopyOnWriteArrayList<>();
        List<ChatClient> clients = new ArrayList<>();
        List<IOException> trouble = new CopyOnWriteArrayList<>();
        ConnectionStatistics statistics = new ConnectionStatistics();
        ChatServer server = new ChatServer.Settings(IDLE, log::add, statistics).start(0, new History());
        URI uri = server.uri();
        for (int i = 1; i <= READERS; i++) {
            clients.add(ChatClient.join(uri, "reader-" + i, 0,
                    message -> delays.add(System.nanoTime() - saidAt.get((int) message.id())), trouble::add));
        }
        await("each reader listens", () -> server.readers() == READERS);
        for (int i = 1; i <= MESSAGES; i++) {
            saidAt.set(i, System.nanoTime());
            server.publish("server", "this is message " + i);
            int all = i * READERS;
            await("each reader has each message", () -> delays.size() == all);
        }
        List<Long> sorted = delays.stream().sorted().toList();
        say("messages     %6d   (%d, to %d readers each: no request was sent for any)", sorted.size(), MESSAGES,
                READERS);
        say("median delay %6.2f ms", sorted.get(sorted.size() / 2) / 1e6);
        heading("6. The server stops");
        server.close();
        await("each reader has been told", () -> trouble.size() >= READERS);
        trouble.stream().limit(READERS).forEach(told -> say("told: " + told.getMessage()));
        clients.forEach(ChatClient::close);
        say("The request log, which has a line for each connection when it opens:");
        log.forEach(line -> say("  " + line));
        report(statistics);
    }

    private static void report(ConnectionStatistics statistics) {
        heading("7. What Jetty has counted");
        say("%-20s %12s %14s %10s", "", "connections", "bytes in", "bytes out");
        statistics.getConnectionStatisticsGroups().forEach((group, stats) ->
                say("%-20s %12d %14d %10d", group.substring(group.lastIndexOf('.') + 1), stats.getConnectionsTotal(),
                        stats.getReceivedBytes(), stats.getSentBytes()));
        say("Each reader came over HTTP and stayed on WebSocket. One bean on the connector counts all this.");
    }

    private static void trouble(IOException trouble) {
        say("trouble: " + trouble.getMessage());
    }

    private static void heading(String title) {
        System.out.println();
        System.out.println("== " + title);
    }

    private static void say(String sentence, Object... args) {
        System.out.println(args.length == 0 ? sentence : String.format(Locale.ROOT, sentence, args));
    }

    /** Waits until something is so, five seconds at the most. */
    private static void await(String what, BooleanSupplier condition) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("this did not happen within 5 s: " + what);
            }
            Thread.sleep(1);
        }
    }
}
