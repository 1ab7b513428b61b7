package com.example.streaming;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;

/** The tour: what {@code mvn -q} plays. */
final class Tour {

    private static final int READERS = 3;
    private static final int MESSAGES = 4;
    private static final long GAP_MILLIS = 670;
    private static final int CROWD = 100;
    private static final long CROWD_MILLIS = 1_000;
    // the room's own is 15 s: too long for a tour
    private static final Duration HEARTBEAT = Duration.ofMillis(400);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private Tour() {
    }

    static void play() throws Exception {
        System.out.println("LESSON 04: Streaming. The server may only respond, so its response does not end.");
        try (ChatServer server = ChatServer.start(0, new History(), HEARTBEAT, RETRY)) {
            noEnd(server);
            comeBack(server);
            notReading(server);
        }
        theRoom();
        theCrowd();
        say("");
        say("Next: the way up is still a request for each message. Lesson 05 turns one request into a connection");
        say("on which both sides speak.");
    }

    private static void noEnd(ChatServer server) throws IOException {
        heading("1. A response that does not end");
        say("We write a request by hand. The head of the response comes at once, though there is no news yet:");
        try (RawHttp http = new RawHttp(server.uri())) {
            http.ask("GET /events HTTP/1.1", host(server), "Accept: text/event-stream");
            say("No Content-Length: the body comes in chunks, as long as we stay. The first one is here:");
            http.chunk();
            heading("2. Chunk by chunk");
            say("Ann says something, and so does bob. We did not ask, and both come, each as an event in a chunk:");
            server.publish("ann", "hello");
            http.chunk();
            server.publish("bob", "hello, ann");
            http.chunk();
            say("Then the room is silent. After a while the server sends a comment, to see if we are still there:");
            http.chunk();
        }
    }

    private static void comeBack(ChatServer server) throws IOException {
        heading("3. Cut off, and back");
        say("We have lost the connection, and bob goes on talking. We come back with the last id that we saw:");
        server.publish("bob", "are you there?");
        server.publish("bob", "ann?");
        try (RawHttp http = new RawHttp(server.uri())) {
            http.ask("GET /events HTTP/1.1", host(server), "Last-Event-ID: 2");
            http.chunk();
            say("Two events in one chunk this time: a chunk is not an event. Nothing missed, nothing twice.");
            say("And the server has not remembered what we saw: we have.");
        }
    }

    /** One reader stops reading, with its connection open. The other one and the publisher must not notice. */
    private static void notReading(ChatServer server) throws Exception {
        heading("4. A reader that does not read");
        long start = System.nanoTime();
        await("those who have left are forgotten", () -> server.readers() == 0);
        say("We have left, and the server noticed %d ms later, by a heartbeat that failed.", millisSince(start));
        AtomicInteger heard = new AtomicInteger();
        String text = "\u20ac".repeat(Message.MAX_TEXT);
        try (ChatClient ann =
                ChatClient.join(server.uri(), "ann", 4, message -> heard.incrementAndGet(), Tour::trouble);
                Socket stuck = new Socket()) {
            stuck.setReceiveBufferSize(4_096);              // with the usual ones, some megabytes would be on their way
            stuck.connect(new InetSocketAddress(server.uri().getHost(), server.uri().getPort()));
            stuck.getOutputStream().write(
                    ("GET /events?after=4 HTTP/1.1\r\n" + host(server) + "\r\n\r\n").getBytes(US_ASCII));
            await("both listen", () -> server.readers() == 2);
            say("Now two other readers: ann reads, the other one does not. The server talks to both.");
            int said = 0;
            long nanos = 0;
            while (server.readers() == 2) {
                long before = System.nanoTime();
                server.publish("server", text);
                nanos += System.nanoTime() - before;
                int almostAll = ++said - EventStream.ROOM / 2;
                await("ann has heard message " + almostAll, () -> heard.get() >= almostAll);
            }
            int all = said;
            await("ann has heard them all", () -> heard.get() == all);
            say("After %d messages of %d characters that one is dropped: the buffers of the sockets are full,",
                    said, text.length());
            say("and %d messages more wait in its outbox. Ann has heard all %d.", EventStream.ROOM, heard.get());
            say("publish() took %.2f ms on average.", nanos / 1e6 / said);
        }
    }

    /** Three readers listen while the server now and then says something; the meter counts what passes between them. */
    private static void theRoom() throws Exception {
        heading("5. The room, streamed to three readers");
        AtomicLongArray saidAt = new AtomicLongArray(MESSAGES + 1);
        Map<String, List<Long>> seen = new ConcurrentHashMap<>();
        List<Long> delays = new ArrayList<>();
        List<ChatClient> readers = new ArrayList<>();
        long payload = 0;
        try (ChatServer server = ChatServer.start(0, new History()); Meter meter = Meter.before(server.uri())) {
            for (int i = 1; i <= READERS; i++) {
                List<Long> ids = new ArrayList<>();
                seen.put("reader-" + i, ids);
                readers.add(ChatClient.join(meter.uri(), "reader-" + i, 0, message -> {
                    synchronized (delays) {
                        delays.add(System.nanoTime() - saidAt.get((int) message.id()));
                        ids.add(message.id());
                    }
                }, Tour::trouble));
            }
            await("each reader listens", () -> server.readers() == READERS);
            for (int i = 1; i <= MESSAGES; i++) {
                saidAt.set(i, System.nanoTime());
                payload += READERS * (server.publish("server", "this is message " + i).line().length() + 1L);
                Thread.sleep(GAP_MILLIS);
            }
            await("each reader has each message", () -> size(delays) == READERS * MESSAGES);
            seen.forEach((name, ids) -> say(name + " has seen " + ids));
            report(server, meter, payload, delays);
            readers.forEach(ChatClient::close);
        }
    }

    private static void report(ChatServer server, Meter meter, long payload, List<Long> delays) {
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        heading("6. What it cost");
        say("requests         %6d   (one per reader, for all messages)", server.answers());
        say("empty responses  %6d", 0);
        say("messages         %6d   (%d, to %d readers each)", sorted.length, MESSAGES, READERS);
        say("median delay     %6.1f ms", sorted[sorted.length / 2] / 1e6);
        say("worst delay      %6.1f ms", sorted[sorted.length - 1] / 1e6);
        say("connections      %6d   (each taken up by a response, for as long as the reader stays)",
                meter.connections());
        say("bytes on them    %6d   (%d per message; the messages themselves are %d)",
                meter.bytes(), meter.bytes() / sorted.length, payload);
        say("server's threads %6d   (one writes to each reader)", threads(server));
    }

    /** The room is silent, and nothing happens. But each reader is held in a connection and a thread. */
    private static void theCrowd() throws Exception {
        heading("7. A hundred readers in a quiet room");
        AtomicInteger news = new AtomicInteger();
        List<ChatClient> crowd = new ArrayList<>();
        try (ChatServer server = ChatServer.start(0, new History()); Meter meter = Meter.before(server.uri())) {
            for (int i = 1; i <= CROWD; i++) {
                crowd.add(ChatClient.join(meter.uri(), "reader-" + i, 0, message -> news.incrementAndGet(),
                        Tour::trouble));
            }
            await("each listens", () -> server.readers() == CROWD);
            long before = server.answers();
            Thread.sleep(CROWD_MILLIS);
            say("measured: %d requests per second, for %d messages", server.answers() - before, news.get());
            say("the price: %d connections and %d threads, which wait", meter.connections(), threads(server));
            crowd.forEach(ChatClient::close);
        }
    }

    /** How many threads of the server are writing to a reader, or wait until there is something to write. */
    private static long threads(ChatServer server) {
        String name = "chat-http-" + server.uri().getPort() + "-";
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith(name))
                .filter(thread -> List.of(thread.getValue()).toString().contains(EventStream.class.getName()))
                .count();
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static void trouble(IOException trouble) {
        say("trouble: " + trouble.getMessage());
    }

    private static String host(ChatServer server) {
        return "Host: " + server.uri().getAuthority();
    }

    private static int size(List<Long> list) {
        synchronized (list) {
            return list.size();
        }
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
