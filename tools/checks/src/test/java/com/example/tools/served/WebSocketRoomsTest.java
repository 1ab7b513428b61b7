package com.example.tools.served;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rooms of lessons 06, 07 and 08 while members talk, come, leave, break off, and do not read: a server that
 * holds a lock of its room while it sends, and needs the same lock when a member comes or goes, is stuck sooner or
 * later. Ten seconds for each; {@code -Dstress=60} makes it a minute.
 */
@DisplayName("The rooms over WebSocket, under stress")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the server is ended by a signal")
class WebSocketRoomsTest {

    private static final int SECONDS = Integer.getInteger("stress", 10);
    /** A room that has said nothing for so long is stuck: everyone in it talks all the time. */
    private static final int STANDS_STILL_MILLIS = 30_000;
    private static final int TALKERS = 3;
    private static final int GUESTS = 6;
    /** So that a member that does not read is dropped after some thousand messages. */
    private static final String LONG = "x".repeat(900);

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong last = new AtomicLong();
    private final AtomicLong visits = new AtomicLong();
    private final AtomicLong drops = new AtomicLong();
    private int port;
    private long end;
    private volatile boolean guestsHaveLeft;

    /** Four processors, so that there are four I/O threads, however many this machine has. */
    @ParameterizedTest(name = "lesson {0} {1}")
    @CsvSource({"6, -Dio=threads", "6, -Dio=selector", "7, -Dio=jetty", "8, -Dio=undertow"})
    void does_not_stop(int number, String io) throws Exception {
        Course course = Course.here();
        Lesson room = course.lessons().stream().filter(one -> one.number() == number).findFirst().orElseThrow();
        try (LessonServer server = LessonServer.byJava(course, room, 1_000, "-XX:ActiveProcessorCount=4", io)) {
            port = server.port();
            end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            List<Thread> talkers = new ArrayList<>();
            for (int i = 0; i < TALKERS; i++) {
                talkers.add(start("talker-" + i, this::talk));
            }
            List<Thread> guests = new ArrayList<>();
            for (int i = 0; i < GUESTS; i++) {
                Random random = new Random(i);
                guests.add(start("guest-" + i, name -> visit(name, random)));
            }
            guests.add(start("deaf", this::doNotRead));
            awaitEnd(guests);
            guestsHaveLeft = true;
            awaitEnd(talkers);
            assertEquals(List.of(), List.copyOf(failures), server.output());
            assertTrue(last.get() > 100 && visits.get() > 10, last + " messages, " + visits + " visits");
            server.signal("TERM");
            assertTrue(server.ends(Duration.ofSeconds(10)), "it does not even end: " + server.output());
            System.out.println("lesson " + number + ", " + io + ": " + last + " messages, " + visits + " visits, "
                    + drops + " dropped");
        }
    }

    private void awaitEnd(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS) + 4 * STANDS_STILL_MILLIS);
            assertFalse(thread.isAlive(), () -> thread.getName() + " does not end; " + failures);
        }
    }

    private interface Doing {
        void run(String name) throws IOException;
    }

    private Thread start(String name, Doing doing) {
        Thread thread = new Thread(() -> {
            try {
                doing.run(name);
            } catch (IOException e) {
                failures.add(name + ": " + e);
            }
        }, name);
        thread.start();
        return thread;
    }

    private RoomMember join(String name, long after, int receiveBuffer) throws IOException {
        return new RoomMember(port, name, after, receiveBuffer, STANDS_STILL_MILLIS);
    }

    private boolean goesOn() {
        return System.nanoTime() < end && failures.isEmpty();
    }

    private boolean talksOn() {
        return !guestsHaveLeft && failures.isEmpty();
    }

    /**
     * Says something, hears all up to it, each once and in order, and says the next. On a machine that has much else to
     * do, a server may take a talker for too slow, and drop it: then it comes back with the last id that it has. It
     * talks as long as a guest is there, so that there is always something to hear.
     */
    private void talk(String name) throws IOException {
        long id = 0;
        for (int i = 0; talksOn(); i++) {
            try (RoomMember member = join(name, id, 0)) {
                for (; talksOn(); i++) {
                    String mine = name + "\t" + i + " " + LONG;
                    member.say(mine.substring(name.length() + 1));
                    String line;
                    do {
                        line = member.hear();
                        long next = Long.parseLong(line.substring(0, line.indexOf('\t')));
                        if (id > 0 && next != id + 1) {
                            throw new IOException("message " + next + " came after " + id);
                        }
                        id = next;
                        last.accumulateAndGet(id, Math::max);
                    } while (!line.endsWith(mine));
                }
            } catch (EOFException dropped) {
                id = dropped.getMessage() != null && dropped.getMessage().contains("4410") ? 0 : id;
                drops.incrementAndGet();
            }
        }
    }

    /** Comes, hears a little, and leaves in one of four ways. */
    private void visit(String name, Random random) throws IOException {
        while (goesOn()) {
            try (RoomMember member = join(name, last.get(), 0)) {
                for (int i = random.nextInt(6); i > 0; i--) {
                    member.hear();
                }
                switch (random.nextInt(4)) {
                    case 0 -> member.sayGoodbye();
                    case 1 -> member.breakOff();
                    case 2 -> member.say("bye from " + name);
                    default -> { }
                }
                visits.incrementAndGet();
            } catch (EOFException dropped) {
                drops.incrementAndGet();
            }
        }
    }

    /** Joins, and reads nothing until it has been dropped; then again. */
    private void doNotRead(String name) throws IOException {
        while (goesOn()) {
            try (RoomMember member = join(name, last.get(), 4_096)) {
                long since = last.get();
                while (goesOn() && last.get() < since + 8_000) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            }
        }
    }
}
