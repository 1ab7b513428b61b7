package com.example.tools.cost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A JVM with the readers of one lesson's room: its own ChatClient, many times. One of them speaks, all of them hear it.
 * Sending and hearing are timed by the same clock. It does what it is told, line by line, and ends with its standard
 * input.
 */
final class Crowd {

    private static final long HEARD_WITHIN_SECONDS = 30;

    private final List<AutoCloseable> readers = new ArrayList<>();
    private final String lesson;
    private Method send;
    private volatile Talking now = new Talking(0, 0);

    /** One talk: which message was sent when, and who has heard it after how long. */
    private static final class Talking {
        private final long[] sentAt;
        private final long[][] heardAt;
        private final CountDownLatch missing;
        private volatile long lineBytes;

        Talking(int messages, int readers) {
            sentAt = new long[messages];
            heardAt = new long[messages][readers];
            missing = new CountDownLatch(messages * readers);
        }

        void heard(int reader, int message, int bytes, long at) {
            synchronized (this) {
                if (heardAt[message][reader] != 0) {
                    throw new IllegalStateException("message " + message + " came twice");
                }
                heardAt[message][reader] = at;
                lineBytes += bytes;
            }
            missing.countDown();
        }
    }

    private Crowd(String lesson) {
        this.lesson = lesson;
    }

    /** The argument is the lesson's package. */
    public static void main(String[] args) throws Exception {
        Crowd crowd = new Crowd(args[0]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            String[] words = command.split(" ");
            System.out.println(switch (words[0]) {
                case "join" -> crowd.join(URI.create(words[1]), number(words[2]), number(words[3]), number(words[4]));
                case "talk" -> crowd.talk(Arrays.stream(words[1].split(",")).mapToLong(Long::parseLong).toArray(),
                        number(words[2]));
                case "ping" -> ping(number(words[1]), number(words[2]), number(words[3]));
                default -> throw new IllegalArgumentException(command);
            });
        }
        System.exit(0);                                 // no goodbye is needed: nothing is counted any more
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    /** Readers come in one after the other, spread over some time, so that they do not all ask at one moment. */
    private String join(URI server, int count, int overMillis, int intervalMillis) throws Exception {
        Class<?> client = Class.forName(lesson + ".ChatClient");
        send = client.getMethod("send", String.class);
        Class<?> message = Class.forName(lesson + ".Message");
        Method text = message.getMethod("text");
        Method line = message.getMethod("line");
        List<Class<?>> types = new ArrayList<>(List.of(URI.class, String.class, long.class, Consumer.class,
                Consumer.class));
        if (intervalMillis > 0) {
            types.add(Duration.class);
        }
        Method join = client.getDeclaredMethod("join", types.toArray(Class[]::new));
        join.setAccessible(true);                       // the one with an interval is the lesson's own
        for (int i = 0; i < count; i++) {
            int reader = i;
            List<Object> arguments = new ArrayList<>(List.of(server, "reader-" + i, 0L,
                    (Consumer<Object>) said -> heard(reader, said, text, line),
                    (Consumer<IOException>) trouble -> System.err.println("reader-" + reader + ": " + trouble)));
            if (intervalMillis > 0) {
                arguments.add(Duration.ofMillis(intervalMillis));
            }
            readers.add((AutoCloseable) join.invoke(null, arguments.toArray()));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(overMillis) / count);
        }
        return "joined";
    }

    private void heard(int reader, Object message, Method text, Method line) {
        long at = System.nanoTime();
        try {
            String said = (String) text.invoke(message);
            int bytes = ((String) line.invoke(message)).getBytes(StandardCharsets.UTF_8).length;
            now.heard(reader, Integer.parseInt(said.substring(0, 4)), bytes, at);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Says a message at each of these moments, or as soon as the one before it is said, and waits until all have heard
     * all and the time is over.
     *
     * @return how many bytes the texts had, how many the lines that were heard, when each message was sent, each delay
     *     from sending to hearing, message by message, and when all this began, since 1970; times in microseconds
     */
    private String talk(long[] atMillis, int lastsMillis) throws Exception {
        Talking talk = new Talking(atMillis.length, readers.size());
        now = talk;
        long began = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        long start = System.nanoTime();
        long textBytes = 0;
        for (int i = 0; i < atMillis.length; i++) {
            String text = Talk.text(i);
            textBytes += text.length();
            waitUntil(start + TimeUnit.MILLISECONDS.toNanos(atMillis[i]));
            talk.sentAt[i] = System.nanoTime();
            try {
                send.invoke(readers.get(0), text);
            } catch (InvocationTargetException e) {
                return "failed: message " + i + " was not sent: " + e.getCause();
            }
        }
        if (!talk.missing.await(HEARD_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            return "failed: " + talk.missing.getCount() + " messages were not heard within " + HEARD_WITHIN_SECONDS
                    + " s";
        }
        waitUntil(start + TimeUnit.MILLISECONDS.toNanos(lastsMillis));
        synchronized (talk) {
            List<Long> delays = new ArrayList<>();
            for (int i = 0; i < atMillis.length; i++) {
                for (long heardAt : talk.heardAt[i]) {
                    delays.add((heardAt - talk.sentAt[i]) / 1_000);
                }
            }
            return "ok " + textBytes + " " + talk.lineBytes + " "
                    + Arrays.stream(talk.sentAt).mapToObj(at -> String.valueOf((at - start) / 1_000))
                            .collect(Collectors.joining(","))
                    + " " + delays.stream().map(String::valueOf).collect(Collectors.joining(",")) + " " + began;
        }
    }

    private static void waitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Sends some bytes, waits until they are back, and so on: the median of the second half, in microseconds. */
    private static String ping(int port, int times, int bytes) throws IOException {
        long[] took = new long[times];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            byte[] message = new byte[bytes];
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                socket.getOutputStream().write(message);
                if (socket.getInputStream().readNBytes(bytes).length < bytes) {
                    throw new IOException("the echo has ended");
                }
                took[i] = System.nanoTime() - start;
            }
        }
        long[] warm = Arrays.copyOfRange(took, times / 2, times);
        Arrays.sort(warm);
        return String.valueOf(warm[warm.length / 2] / 1_000);
    }
}
