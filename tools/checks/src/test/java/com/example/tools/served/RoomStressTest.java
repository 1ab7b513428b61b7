package com.example.tools.served;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The room of lesson 01 while three talk, and six come, leave, reset their connections and do not read. */
@DisplayName("The room of lesson 01, under stress")
class RoomStressTest {

    private static final Course COURSE = Course.here();
    /** Ten seconds among the checks; a minute, by hand, with {@code -Dstress=60}. */
    private static final long SECONDS = Long.getLong("stress", 10);
    private static final int TALKERS = 3;
    private static final int VISITORS = 6;
    /** A room that has stopped is told from one that is slow on a busy machine. */
    private static final int WITHIN_MILLIS = 20_000;

    private volatile long end;

    @Test
    void goes_on_and_loses_nothing() throws Exception {
        ExecutorService crowd = Executors.newCachedThreadPool();
        try (LessonServer server = LessonServer.byJava(COURSE, COURSE.lessons().get(0), 1_024)) {
            end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);    // the server has started: now it begins
            List<Future<Long>> talkers = new ArrayList<>();
            List<Future<Long>> visitors = new ArrayList<>();
            for (int i = 0; i < TALKERS; i++) {
                String name = "talker-" + i;
                talkers.add(crowd.submit(() -> talk(server.port(), name)));
            }
            for (int i = 0; i < VISITORS; i++) {
                Random random = new Random(i);
                visitors.add(crowd.submit((Callable<Long>) () -> visit(server.port(), random)));
            }
            long said = 0;
            long visits = 0;
            for (Future<Long> talker : talkers) {
                said += talker.get(SECONDS + 60, TimeUnit.SECONDS);
            }
            for (Future<Long> visitor : visitors) {
                visits += visitor.get(SECONDS + 60, TimeUnit.SECONDS);
            }
            System.out.printf("%d messages came back to their talkers, among %d visits%n", said, visits);
            assertTrue(said >= TALKERS * SECONDS, "the room has all but stopped: " + said);
            assertTrue(visits >= VISITORS, "no visitor came: " + visits);
        } finally {
            crowd.shutdownNow();
        }
    }

    /**
     * Says one thing after the other, each when the one before has come back; all ids come, one after the other. On a
     * busy machine it may fall behind, and is dropped: then it comes back with the last id that it saw.
     */
    private long talk(int port, String name) throws IOException {
        long said = 0;
        long last = 0;
        while (System.nanoTime() < end) {
            try (Socket socket = connect(port)) {
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                send(socket, name + (last == 0 ? "\n" : "\t" + last + "\n"));
                String line = "";
                while (System.nanoTime() < end && isMessage(line)) {
                    send(socket, "number " + ++said + "\n");
                    String mine = name + "\tnumber " + said;
                    for (line = in.readLine(); isMessage(line); line = in.readLine()) {
                        long id = Long.parseLong(line.substring(0, line.indexOf('\t')));
                        assertTrue(last == 0 || id == last + 1, last + ", and then " + line);
                        last = id;
                        if (line.endsWith("\t" + mine)) {
                            break;
                        }
                    }
                }
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException dropped) {
                // It comes back.
            }
        }
        return said;
    }

    /** Not the end, nor the sentence with which a reader that falls behind is dropped. */
    private static boolean isMessage(String line) {
        return line != null && !line.startsWith("! ");
    }

    private long visit(int port, Random random) throws IOException {
        long visits = 0;
        while (System.nanoTime() < end) {
            visits++;
            try (Socket socket = connect(port)) {
                send(socket, random.nextBoolean() ? "visitor\n" : "visitor\t1\n");
                switch (random.nextInt(5)) {
                    case 0 -> socket.setSoLinger(true, 0);                      // a reset
                    case 1 -> socket.shutdownOutput();
                    case 2 -> send(socket, "hello\nhal");
                    case 3 -> socket.getInputStream().read();
                    default -> {
                        send(socket, "hello\nhello\n");
                        socket.getInputStream().read(new byte[random.nextInt(2_000) + 1]);
                        socket.setSoLinger(true, 0);
                    }
                }
            } catch (IOException e) {
                // The room was quicker: it has cut a visitor that broke its rules.
            }
        }
        return visits;
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), WITHIN_MILLIS);
        socket.setSoTimeout(WITHIN_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }
}
