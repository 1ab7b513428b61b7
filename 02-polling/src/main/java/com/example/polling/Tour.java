package com.example.polling;

import java.io.IOException;
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
    private static final int MESSAGES = 3;
    private static final long GAP_MILLIS = 1_055;          // no multiple of the interval, so that delays vary
    private static final long INTERVAL_MILLIS = ChatClient.INTERVAL.toMillis();
    private static final int CROWD = 100;
    private static final long CROWD_MILLIS = 3 * INTERVAL_MILLIS;

    private Tour() {
    }

    static void play() throws Exception {
        System.out.println("LESSON 02: Polling. The server may only answer, so its readers ask, and ask, and ask.");
        try (ChatServer server = ChatServer.start(0, new History())) {
            anAnswer(server);
            noMemory(server);
            noFirstWord(server);
            warmUp(server);
        }
        theRoom();
        theCrowd();
        say("");
        say("Next: most responses are empty. Lesson 03 lets the server wait until there is news.");
    }

    private static void anAnswer(ChatServer server) throws IOException {
        heading("1. A request and its response");
        server.publish("ann", "hello");
        server.publish("bob", "hello, ann");
        say("HTTP is text on a TCP connection. We write it by hand, and ask for the messages after number 0:");
        try (RawHttp http = new RawHttp(server.uri())) {
            http.ask("GET /messages?after=0 HTTP/1.1", host(server), "Connection: close");
            say("One response for one request. Then the server "
                    + (http.endsNow() ? "hangs up." : "does NOT hang up."));
        }
    }

    private static void noMemory(ChatServer server) throws IOException {
        heading("2. The server forgets");
        say("We have those two now. Does the server remember? We ask for news, on a connection that stays open:");
        try (RawHttp http = new RawHttp(server.uri())) {
            http.ask("GET /messages HTTP/1.1", host(server));
            say("Everything again: it does not know who we are. So each request says what we have seen:");
            http.ask("GET /messages?after=2 HTTP/1.1", host(server));
            say("Nothing new, said in a whole response. The reader remembers for itself: the number 2.");
        }
    }

    private static void noFirstWord(ChatServer server) throws IOException {
        heading("3. The server only answers");
        try (RawHttp http = new RawHttp(server.uri())) {
            say("We hold a connection open, bob says something, and we listen for a while.");
            server.publish("bob", "are you there?");
            boolean heard = http.hears(300);
            say(heard ? "Something came!" : "Nothing came: the server may not speak first. It waits to be asked:");
            http.ask("GET /messages?after=2 HTTP/1.1", host(server));
        }
    }

    /** The first request of an HttpClient loads hundreds of classes; that is no delay of polling, and not measured. */
    private static void warmUp(ChatServer server) throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (ChatClient first = ChatClient.join(server.uri(), "first", 0,
                message -> seen.incrementAndGet(), Tour::trouble)) {
            await("a first message is seen", () -> seen.get() > 0);
        }
    }

    /** Three readers poll while the server now and then says something; the meter counts what passes between them. */
    private static void theRoom() throws Exception {
        heading("4. The room, polled every " + INTERVAL_MILLIS + " ms by three readers");
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
                Thread.sleep(INTERVAL_MILLIS / READERS);
            }
            await("each reader has asked once", () -> server.polls() >= READERS);
            for (int i = 1; i <= MESSAGES; i++) {
                saidAt.set(i, System.nanoTime());
                payload += READERS * (server.publish("server", "this is message " + i).line().length() + 1L);
                Thread.sleep(GAP_MILLIS);
            }
            await("each reader has each message", () -> size(delays) == READERS * MESSAGES);
            readers.forEach(ChatClient::close);
            seen.forEach((name, ids) -> say(name + " has seen " + ids));
            report(server, meter, payload, delays);
        }
    }

    private static void report(ChatServer server, Meter meter, long payload, List<Long> delays) {
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        long polls = server.polls();
        heading("5. What it cost");
        say("requests         %6d", polls);
        say("empty responses  %6d   (%d %%)", server.emptyAnswers(), 100 * server.emptyAnswers() / polls);
        say("messages         %6d   (%d, to %d readers each)", sorted.length, MESSAGES, READERS);
        say("median delay     %6d ms", TimeUnit.NANOSECONDS.toMillis(sorted[sorted.length / 2]));
        say("worst delay      %6d ms", TimeUnit.NANOSECONDS.toMillis(sorted[sorted.length - 1]));
        say("connections      %6d   (kept alive: they carry one request after the other)", meter.connections());
        say("bytes on them    %6d   (%d per request; the messages themselves are %d)",
                meter.bytes(), meter.bytes() / polls, payload);
    }

    /** The room is silent, and the server works all the same. */
    private static void theCrowd() throws Exception {
        heading("6. A hundred readers in a quiet room");
        AtomicInteger news = new AtomicInteger();
        List<ChatClient> crowd = new ArrayList<>();
        try (ChatServer server = ChatServer.start(0, new History())) {
            for (int i = 1; i <= CROWD; i++) {
                crowd.add(ChatClient.join(server.uri(), "reader-" + i, 0,
                        message -> news.incrementAndGet(), Tour::trouble));
                Thread.sleep(INTERVAL_MILLIS / CROWD);          // spread over the interval, as readers are
            }
            await("each has asked once", () -> server.polls() >= CROWD);
            long before = server.polls();
            long start = System.nanoTime();
            Thread.sleep(CROWD_MILLIS);
            double seconds = (System.nanoTime() - start) / 1e9;
            say("expected: %d readers / %d ms = %d requests per second",
                    CROWD, INTERVAL_MILLIS, CROWD * 1_000 / INTERVAL_MILLIS);
            say("measured: %.0f requests per second, for %d messages", (server.polls() - before) / seconds, news.get());
            crowd.forEach(ChatClient::close);
        }
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
