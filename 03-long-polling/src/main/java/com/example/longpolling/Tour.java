package com.example.longpolling;

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
    private static final int MESSAGES = 4;
    private static final long GAP_MILLIS = 400;
    private static final int CROWD = 100;
    private static final long CROWD_MILLIS = 1_000;

    private Tour() {
    }

    static void play() throws Exception {
        warmUp();
        System.out.println("LESSON 03: Long polling. The server may only answer, but no rule says how soon.");
        try (ChatServer server = ChatServer.start(0, new History())) {
            theHeldRequest(server);
            theTimeIsUp(server);
        }
        theRoom();
        theCrowd();
        say("");
        say("Next: each message still costs a whole request and response. Lesson 04 never ends its response.");
    }

    /** The first message of a JVM waits for a hundred classes to be loaded: we do not measure that one. */
    private static void warmUp() throws Exception {
        AtomicInteger news = new AtomicInteger();
        try (ChatServer server = ChatServer.start(0, new History());
                ChatClient reader =
                        ChatClient.join(server.uri(), "reader", 0, m -> news.incrementAndGet(), Tour::trouble)) {
            await("the reader waits", () -> server.readers() == 1);
            server.publish("server", "hello");
            await("the reader has heard it", () -> news.get() == 1);
        }
    }

    private static void theHeldRequest(ChatServer server) throws Exception {
        heading("1. A request that is held");
        say("We write HTTP by hand again, and ask for what comes after message 0. There is none yet.");
        try (RawHttp http = new RawHttp(server.uri())) {
            http.ask("GET /messages?after=0&wait=25 HTTP/1.1", host(server));
            say(http.hears(1_000) ? "Something came!" : "We listen for a second: not a byte. The server holds it.");
            say("readers that wait: " + server.readers());
            say("Now bob says something, and the response is here:");
            long said = System.nanoTime();
            server.publish("bob", "are you there?");
            http.answer();
            say("It took " + millisSince(said) + " ms. The server has not spoken first. It has answered late.");
        }
    }

    private static void theTimeIsUp(ChatServer server) throws IOException {
        heading("2. The time is up");
        say("No connection may stay silent forever: proxies would cut it. So we say how long we wait, here 1 s:");
        try (RawHttp http = new RawHttp(server.uri())) {
            long asked = System.nanoTime();
            http.ask("GET /messages?after=1&wait=1 HTTP/1.1", host(server));
            http.answer();
            say("That came after " + millisSince(asked) + " ms: no content, ask again.");
        }
    }

    /** Three readers wait while the server now and then says something; the meter counts what passes between them. */
    private static void theRoom() throws Exception {
        heading("3. The room, with three readers that wait");
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
            await("each reader has asked once", () -> server.polls() >= READERS);
            for (int i = 1; i <= MESSAGES; i++) {
                saidAt.set(i, System.nanoTime());
                payload += READERS * (server.publish("server", "this is message " + i).line().length() + 1L);
                Thread.sleep(GAP_MILLIS);
            }
            await("each reader has each message, and has asked again",
                    () -> size(delays) == READERS * MESSAGES && server.readers() == READERS);
            readers.forEach(ChatClient::close);
            seen.forEach((name, ids) -> say(name + " has seen " + ids));
            report(server, meter, payload, delays);
        } finally {
            readers.forEach(ChatClient::close);
        }
    }

    private static void report(ChatServer server, Meter meter, long payload, List<Long> delays) {
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        long polls = server.polls();
        heading("4. What it cost");
        say("requests         %6d", polls);
        say("empty responses  %6d   (%d %%)", server.emptyAnswers(), 100 * server.emptyAnswers() / polls);
        say("messages         %6d   (%d, to %d readers each)", sorted.length, MESSAGES, READERS);
        say("median delay     %6d ms", TimeUnit.NANOSECONDS.toMillis(sorted[sorted.length / 2]));
        say("worst delay      %6d ms", TimeUnit.NANOSECONDS.toMillis(sorted[sorted.length - 1]));
        say("connections      %6d   (kept alive: they carry one request after the other)", meter.connections());
        say("bytes on them    %6d   (%d per request; the messages themselves are %d)",
                meter.bytes(), meter.bytes() / polls, payload);
    }

    /** The room is silent, and the server has nothing to do. */
    private static void theCrowd() throws Exception {
        heading("5. A hundred readers in a quiet room");
        AtomicInteger news = new AtomicInteger();
        List<ChatClient> crowd = new ArrayList<>();
        try (ChatServer server = ChatServer.start(0, new History())) {
            for (int i = 1; i <= CROWD; i++) {
                String name = "reader-" + i;
                crowd.add(ChatClient.join(server.uri(), name, 0, m -> news.incrementAndGet(), Tour::trouble));
            }
            await("all of them wait", () -> server.readers() == CROWD);
            long before = server.polls();
            Thread.sleep(CROWD_MILLIS);
            say("expected: %d readers / %d s = %d requests per second", CROWD, ChatClient.WAIT_SECONDS,
                    CROWD / ChatClient.WAIT_SECONDS);
            say("measured in the first second: %d requests, while %d readers wait", server.polls() - before,
                    server.readers());
            say("threads of the server: %d", threads(server));
            server.publish("server", "hello, all");
            await("everyone has heard it", () -> news.get() == CROWD);
            say("one message, and %d readers have heard it", news.get());
            crowd.forEach(ChatClient::close);
        } finally {
            crowd.forEach(ChatClient::close);
        }
    }

    private static long threads(ChatServer server) {
        String ours = "chat-http-" + server.uri().getPort();
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(ours)).count();
    }

    private static void trouble(IOException trouble) {
        say("trouble: " + trouble.getMessage());
    }

    private static String host(ChatServer server) {
        return "Host: " + server.uri().getAuthority();
    }

    private static long millisSince(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
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
