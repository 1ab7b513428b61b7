package com.example.frames.tour;

import static com.example.frames.tour.Tour.heading;
import static com.example.frames.tour.Tour.say;

import com.example.frames.ChatClient;
import com.example.frames.ChatServer;
import com.example.frames.History;
import com.example.frames.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;

/** The second half of the tour: the room of lessons 02 to 04, over WebSocket, and what it costs now. */
final class RoomTour {

    private static final int READERS = 3;
    private static final int MESSAGES = 4;
    private static final long GAP_MILLIS = 670;
    private static final int CROWD = 100;
    private static final long CROWD_MILLIS = 1_000;

    private final AtomicLongArray saidAt = new AtomicLongArray(MESSAGES + 2);
    private final List<Long> delays = new ArrayList<>();
    private final Map<String, List<Long>> seen = new ConcurrentSkipListMap<>();

    private RoomTour() {
    }

    static void play() throws Exception {
        warmUp();
        new RoomTour().room();
        crowd();
    }

    /** The first message of all takes longer: classes are loaded. It is not the room's fault. */
    private static void warmUp() throws Exception {
        AtomicInteger news = new AtomicInteger();
        try (ChatServer server = ChatServer.start(0, new History());
                Meter meter = Meter.before(server.uri());
                ChatClient first = join(meter, "first", news)) {
            await("the reader is there", () -> server.readers() == 1);
            first.send("hello");
            server.publish("server", "hello");
            await("the reader has heard both", () -> news.get() == 2);
        }
    }

    /** Three readers listen while the server now and then says something; the meter counts what passes between them. */
    private void room() throws Exception {
        heading("8. The room, over three connections");
        List<ChatClient> readers = new ArrayList<>();
        long payload = 0;
        try (ChatServer server = ChatServer.start(0, new History());
                Meter meter = Meter.before(server.uri());
                AutoCloseable leave = () -> readers.forEach(ChatClient::close)) {
            for (int i = 1; i <= READERS; i++) {
                String name = "reader-" + i;
                readers.add(ChatClient.join(meter.uri(), name, 0, message -> hear(name, message), RoomTour::trouble));
            }
            await("each reader listens", () -> server.readers() == READERS);
            for (int i = 1; i <= MESSAGES; i++) {
                String text = "this is message " + i;
                saidAt.set(i, System.nanoTime());
                payload += READERS * (long) server.publish("server", text).line().length();
                Thread.sleep(GAP_MILLIS);
            }
            await("each reader has each message", () -> heard() == READERS * MESSAGES);
            seen.forEach((name, ids) -> say(name + " has seen " + ids));
            report(server, meter, payload);
            wayUp(readers.get(0), meter);
        }
    }

    private void report(ChatServer server, Meter meter, long payload) {
        long[] sorted = sortedDelays();
        heading("9. What it cost");
        say("requests         %6d   (the opening handshake of each connection)", meter.connections());
        say("empty responses  %6d", 0);
        say("messages         %6d   (%d, to %d readers each)", sorted.length, MESSAGES, READERS);
        say("median delay     %6.1f ms", sorted[sorted.length / 2] / 1e6);
        say("worst delay      %6.1f ms", sorted[sorted.length - 1] / 1e6);
        say("connections      %6d   (each for both ways, for as long as the reader stays)", meter.connections());
        say("bytes on them    %6d   (%d per message; the messages themselves are %d)",
                meter.bytes(), meter.bytes() / sorted.length, payload);
        // Each connection has a thread. From Java 21 on it is a virtual one, which no list of threads shows.
        say("reading threads  %6d   (one for each connection)", server.readers());
    }

    private void wayUp(ChatClient reader, Meter meter) throws Exception {
        heading("10. The way up");
        long bytes = meter.bytes();
        long bytesUp = meter.bytesUp();
        String text = "this is message " + (MESSAGES + 1);
        saidAt.set(MESSAGES + 1, System.nanoTime());
        reader.send(text);
        await("all have heard it", () -> heard() == READERS * (MESSAGES + 1));
        long last;
        synchronized (delays) {
            last = delays.get(delays.size() - 1);
        }
        say("Now a reader says something, on the connection that it has. No request, no response:");
        say("bytes up         %6d   (the text is %d, the frame's header with its key the rest)",
                meter.bytesUp() - bytesUp, text.length());
        say("bytes down       %6d   (to %d readers)", meter.bytes() - bytes - (meter.bytesUp() - bytesUp), READERS);
        say("heard by all     %6.1f ms later", last / 1e6);
    }

    /** While the room is silent, nothing happens. */
    private static void crowd() throws Exception {
        heading("11. A hundred readers in a quiet room");
        AtomicInteger news = new AtomicInteger();
        List<ChatClient> crowd = new ArrayList<>();
        try (ChatServer server = ChatServer.start(0, new History());
                Meter meter = Meter.before(server.uri());
                AutoCloseable leave = () -> crowd.forEach(ChatClient::close)) {
            for (int i = 1; i <= CROWD; i++) {
                crowd.add(join(meter, "reader-" + i, news));
            }
            await("each listens", () -> server.readers() == CROWD);
            server.publish("server", "hello, all");
            await("each has heard it", () -> news.get() == CROWD);
            say("one message, and %d readers have heard it; then the room is silent", news.get());
            long before = meter.bytes();
            Thread.sleep(CROWD_MILLIS);
            say("measured: %d bytes in a second", meter.bytes() - before);
            say("the price: %d connections, and as many threads, which wait", server.readers());
        }
    }

    private void hear(String name, Message message) {
        synchronized (delays) {
            delays.add(System.nanoTime() - saidAt.get((int) message.id()));
            seen.computeIfAbsent(name, first -> new ArrayList<>()).add(message.id());
        }
    }

    private int heard() {
        synchronized (delays) {
            return delays.size();
        }
    }

    private long[] sortedDelays() {
        synchronized (delays) {
            return delays.stream().mapToLong(Long::longValue).sorted().toArray();
        }
    }

    private static ChatClient join(Meter meter, String name, AtomicInteger news) {
        return ChatClient.join(meter.uri(), name, 0, message -> news.incrementAndGet(), RoomTour::trouble);
    }

    private static void trouble(IOException trouble) {
        say("trouble: " + trouble.getMessage());
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
