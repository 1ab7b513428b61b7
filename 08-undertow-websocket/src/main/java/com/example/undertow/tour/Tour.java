package com.example.undertow.tour;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.undertow.ChatClient;
import com.example.undertow.ChatServer;
import com.example.undertow.History;
import com.example.undertow.Message;
import com.example.undertow.Room;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The tour: what Undertow does with the bytes, what our gate adds, and who waits when one listener waits. */
public final class Tour {

    private static final int READERS = 3;
    private static final int MESSAGES = 4;
    private static final long GAP_MILLIS = 200;
    private static final int CROWD = 100;
    private static final Logger ACCEPTING = Logger.getLogger("org.xnio.listener");

    private Tour() {
    }

    /** Plays it; it ends by itself in some seconds. */
    public static void play() throws Exception {
        // A client that comes back while the port is being closed is an error to XNIO; in our last scene it is none.
        ACCEPTING.setLevel(Level.OFF);
        say("LESSON 08: Undertow. A few threads serve all connections, so none of them may wait.");
        try (ChatServer server = ChatServer.start(0, new History())) {
            theGate(server);
            theBytes(server);
        }
        whoWaits();
        try (ChatServer server = ChatServer.start(0, new History())) {
            notReading(server);
        }
        theRoom();
        theCrowd();
        say("");
        say("This was the last lesson. The server speaks first, whenever it wants.");
    }

    private static void theGate(ChatServer server) throws IOException {
        heading("1. The gate in front of the handshake");
        say("As it comes, Undertow speaks version 8, too, a draft of 2011. Our gate asks for version 13:");
        try (RawWebSocket http = RawWebSocket.connect(server.uri())) {
            http.request("/chat?name=ann", "Sec-WebSocket-Version: 8").lines().forEach(line -> show(">", line));
            String head = http.ask("/chat?name=ann", "Sec-WebSocket-Version: 8");
            head.lines().forEach(line -> show("<", line));
            show("<", http.body(head).strip());
        }
        say("And it would let in any page of the web. Our gate compares Origin with Host:");
        try (RawWebSocket http = RawWebSocket.connect(server.uri())) {
            show(">", "... Origin: http://evil.example");
            show("<", http.body(http.ask("/chat?name=ann", "Origin: http://evil.example")).strip());
        }
    }

    private static void theBytes(ChatServer server) throws IOException {
        heading("2. The bytes");
        server.publish("ann", "hello");
        try (RawWebSocket bob = RawWebSocket.connect(server.uri())) {
            bob.request("/chat?name=bob&after=0").lines().forEach(line -> show(">", line));
            bob.ask("/chat?name=bob&after=0").lines().forEach(line -> show("<", line));
            say("Bob is told what he has missed, and says something himself:");
            showNext(bob);
            show(">", bob.send(0x81, "hello, ann".getBytes(UTF_8)));
            showNext(bob);
            say("Now he breaks a rule: a ping that is not masked. As it comes, Undertow would answer it.");
            show(">", bob.write((byte) 0x89, (byte) 0x00));
            showNext(bob);
        }
    }

    private static void showNext(RawWebSocket peer) {
        String words = peer.next().replace("\t", "\\t");
        show("<", peer.shown() + "   " + words);
    }

    private static void show(String direction, String line) {
        say(("  " + direction + " " + line.replaceAll("^Date: .*", "Date: ...")).stripTrailing());
    }

    /** The same slow work, on the only I/O thread and on a worker. */
    private static void whoWaits() throws Exception {
        heading("3. A listener that waits, and the clients that wait with it");
        for (boolean worker : new boolean[] {false, true}) {
            try (Blocked server = new Blocked(worker); RawWebSocket ann = RawWebSocket.connect(server.uri());
                    RawWebSocket bob = RawWebSocket.connect(server.uri())) {
                ann.ask("/");
                bob.ask("/");
                say(worker ? "The same on a worker:"
                        : "Ann's message is %d ms of work, in the listener. Bob's is none:", Blocked.WORK_MILLIS);
                show(">", ann.send(0x81, "slow".getBytes(UTF_8)));
                server.awaitWork();                         // ann is first
                long start = System.nanoTime();
                show(">", bob.send(0x81, "quick".getBytes(UTF_8)));
                showNext(bob);
                say("Bob has waited %d ms.", millisSince(start));
            }
        }
        say("An I/O thread serves many connections: a listener that waits makes all of them wait.");
    }

    /** One reader stops reading, with its connection open. The other one and the publisher must not notice. */
    private static void notReading(ChatServer server) throws Exception {
        heading("4. A reader that does not read");
        AtomicInteger heard = new AtomicInteger();
        String text = "\u20ac".repeat(Message.MAX_TEXT);
        try (ChatClient ann = ChatClient.join(server.uri(), "ann", 0, message -> heard.incrementAndGet(),
                Tour::trouble);
                RawWebSocket stuck = RawWebSocket.withSmallBuffer(server.uri())) {
            stuck.ask("/chat?name=stuck");
            await("both are there", () -> server.readers() == 2);
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
            say("After %d messages of 3,000 bytes that one is dropped: the sockets' buffers are full,", said);
            say("and more than %d bytes wait in its outbox. Ann has heard all %d.", Room.OUTBOX, heard.get());
            say("publish() took %.2f ms on average.", nanos / 1e6 / said);
        }
    }

    /** Three readers listen while the server now and then says something; the meter counts what passes between them. */
    private static void theRoom() throws Exception {
        heading("5. The room, with three readers");
        AtomicLongArray saidAt = new AtomicLongArray(MESSAGES + 1);
        Map<String, List<Long>> seen = new ConcurrentSkipListMap<>();
        List<Long> delays = new CopyOnWriteArrayList<>();
        List<ChatClient> readers = new ArrayList<>();
        long payload = 0;
        try (ChatServer server = ChatServer.start(0, new History()); Meter meter = Meter.before(server.uri())) {
            for (int i = 1; i <= READERS; i++) {
                List<Long> ids = new CopyOnWriteArrayList<>();
                seen.put("reader-" + i, ids);
                readers.add(ChatClient.join(meter.uri(), "reader-" + i, 0, message -> {
                    ids.add(message.id());
                    delays.add(System.nanoTime() - saidAt.get((int) message.id()));
                }, Tour::trouble));
            }
            await("each reader is there", () -> server.readers() == READERS);
            long handshakes = meter.bytes();
            for (int i = 1; i <= MESSAGES; i++) {
                saidAt.set(i, System.nanoTime());
                payload += READERS * (server.publish("server", "this is message " + i).line().length());
                Thread.sleep(GAP_MILLIS);
            }
            await("each reader has each message", () -> delays.size() == READERS * MESSAGES);
            seen.forEach((name, ids) -> say(name + " has seen " + ids));
            heading("6. What it cost");
            report(meter, handshakes, payload, delays);
            readers.forEach(ChatClient::close);
        }
    }

    private static void report(Meter meter, long handshakes, long payload, List<Long> delays) {
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        long bytes = meter.bytes() - handshakes;
        say("requests         %6d   (one per reader: its opening handshake)", READERS);
        say("bytes of these   %6d", handshakes);
        say("messages         %6d   (%d, to %d readers each)", sorted.length, MESSAGES, READERS);
        say("bytes of these   %6d   (%d per message; the messages themselves are %d)",
                bytes, bytes / sorted.length, payload);
        say("median delay     %6.1f ms", sorted[sorted.length / 2] / 1e6);
        say("worst delay      %6.1f ms", sorted[sorted.length - 1] / 1e6);
    }

    /** The room is silent, and nothing happens; and it is the same few threads as for one reader. */
    private static void theCrowd() throws Exception {
        heading("7. A hundred readers");
        List<ChatClient> crowd = new ArrayList<>();
        AtomicInteger news = new AtomicInteger();
        AtomicInteger farewells = new AtomicInteger();
        try (ChatServer server = ChatServer.start(0, new History())) {
            for (int i = 1; i <= CROWD; i++) {
                crowd.add(ChatClient.join(server.uri(), "reader-" + i, 0, message -> news.incrementAndGet(),
                        trouble -> farewells.addAndGet(trouble.getMessage().contains("1001") ? 1 : 0)));
            }
            await("each is there", () -> server.readers() == CROWD);
            server.publish("server", "one message");
            await("each has heard it", () -> news.get() == CROWD);
            say("%d connections, and the server's threads are:", server.readers());
            threads().forEach((kind, count) -> say("  %-8s %3d", kind, count));
        }
        await("each has been told", () -> farewells.get() == CROWD);
        say("The server has stopped. %d readers were told: 1001, going away.", farewells.get());
        crowd.parallelStream().forEach(ChatClient::close);
    }

    private static Map<String, Integer> threads() {
        Map<String, Integer> kinds = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("undertow-chat ")) {
                kinds.merge(thread.getName().replaceAll("undertow-chat (I/O|task|Accept).*", "$1"), 1, Integer::sum);
            }
        }
        return kinds;
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
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
