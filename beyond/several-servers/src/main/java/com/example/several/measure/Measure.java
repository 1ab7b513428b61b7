package com.example.several.measure;

import com.example.several.ChatClient;
import com.example.several.ChatServer;
import com.example.several.Engine;
import com.example.several.FutureCursorException;
import com.example.several.Log;
import com.example.several.Message;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.logging.LogManager;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.XAddParams;

/**
 * Delay and messages per second with 1, 2 and 4 servers, all in this JVM with their readers, on the Redis of
 * {@code -Dredis}; and what that Redis carries alone. With {@code -Dalone=ws://127.0.0.1:8006/chat} the same for a room
 * without a log beside it, in a JVM of its own: start lesson 06 with {@code mvn -q -f 06-websocket-frames -Dserve}
 * before. Set {@code -Dkept=100000}.
 */
public final class Measure {

    private static final int READERS = 60;
    private static final int WRITERS = 6;
    private static final int QUIET = 200;
    private static final int BUSY = 6_000;
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int ENTRIES = 60_000;
    private static final int IN_ONE_PIPELINE = 100;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Measure() {
    }

    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();
        System.out.printf("%d readers; delay: %d messages, one every 20 ms; rate: %d messages of %d writers; the median"
                + " of %d rounds, after one that warms up%n%n", READERS, QUIET, BUSY, WRITERS, ROUNDS);
        Map<String, List<Figures>> rows = new LinkedHashMap<>();
        String alone = System.getProperty("alone", "");
        try (Engine engine = Engine.open()) {
            for (int round = 0; round <= ROUNDS; round++) {
                if (!alone.isEmpty()) {
                    rows.computeIfAbsent("lesson 06 alone", title -> new ArrayList<>())
                            .add(figures(List.of(URI.create(alone))));
                }
                for (int servers : new int[] {1, 2, 4}) {
                    rows.computeIfAbsent(servers + (servers == 1 ? " server" : " servers"), title -> new ArrayList<>())
                            .add(withServers(engine, servers));
                }
            }
            System.out.println("| | delay, median | 99 % | messages per second | deliveries per second |");
            System.out.println("| --- | --: | --: | --: | --: |");
            rows.forEach((title, all) -> {
                List<Figures> warm = all.subList(1, all.size());
                System.out.printf("| %s | %.1f ms | %.1f ms | %,.0f | %,.0f |%n", title,
                        median(warm, Figures::median), median(warm, Figures::late), median(warm, Figures::rate),
                        median(warm, Figures::rate) * READERS);
            });
            System.out.printf("%n%s alone: %,.0f XADD per second of %d connections that wait for each response, %,.0f"
                    + " of one that sends %d at a time%n", engine, entries(engine, WRITERS, 1), WRITERS,
                    entries(engine, 1, IN_ONE_PIPELINE), IN_ONE_PIPELINE);
        }
        System.exit(0);                                         // clients' connections are left to end with it
    }

    /**
     * @param median of the delays, in milliseconds
     * @param late what 99 of 100 delays do not exceed, in milliseconds
     * @param rate messages per second
     */
    private record Figures(double median, double late, double rate) { }

    private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
        return rounds.stream().mapToDouble(figure).sorted().skip(rounds.size() / 2).findFirst().orElseThrow();
    }

    private static Figures withServers(Engine engine, int count) throws Exception {
        String room = "measure-" + count;
        try (Jedis redis = connect(engine)) {
            redis.del(room);
        }
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            List<URI> addresses = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Log log = engine.log(room);
                opened.add(0, log);
                ChatServer server = ChatServer.start(0, log);
                opened.add(0, server);
                addresses.add(server.uri());
                until("Redis", () -> !log.isAway());
            }
            return figures(addresses);
        } finally {
            for (AutoCloseable each : opened) {
                each.close();
            }
        }
    }

    /** How many entries per second a stream takes, with no room and no reader. */
    private static double entries(Engine engine, int connections, int atATime) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<Void>> tasks = Collections.nCopies(connections, () -> {
                try (Jedis redis = connect(engine)) {
                    for (int i = 0; i < ENTRIES / connections; i += atATime) {
                        Pipeline pipeline = redis.pipelined();
                        for (int j = 0; j < atATime; j++) {
                            pipeline.xadd("measure-alone", XAddParams.xAddParams().maxLen(Engine.KEPT).exactTrimming()
                                    .id("0-*"), Map.of("from", "writer", "text", String.valueOf(System.nanoTime())));
                        }
                        pipeline.sync();
                    }
                }
                return null;
            });
            try (Jedis redis = connect(engine)) {
                redis.del("measure-alone");
            }
            long start = System.nanoTime();
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
            return ENTRIES / ((System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Jedis connect(Engine engine) {
        return new Jedis(engine.address(), DefaultJedisClientConfig.builder().serverDefaultProtocol().build());
    }

    private static Figures figures(List<URI> servers) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<ChatClient> clients = new ArrayList<>();
        try {
            long last = last(servers.get(0));
            for (int i = 0; i < READERS + WRITERS; i++) {
                List<URI> addresses = new ArrayList<>(servers);
                Collections.rotate(addresses, i);
                ChatClient client = new ChatClient("client" + i, addresses, last);
                clients.add(client);
                until("a connection", client::isConnected);
            }
            List<ChatClient> readers = clients.subList(0, READERS);
            List<ChatClient> writers = clients.subList(READERS, clients.size());
            List<Future<List<Long>>> delays = hear(threads, readers, QUIET);
            for (int i = 0; i < QUIET; i++) {
                writers.get(0).say(String.valueOf(System.nanoTime()));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> some : delays) {
                all.addAll(some.get());
            }
            Collections.sort(all);

            List<Future<List<Long>>> busy = hear(threads, readers, BUSY);
            long start = System.nanoTime();
            for (ChatClient one : writers) {
                threads.submit(() -> {
                    for (int j = 0; j < BUSY / WRITERS; j++) {
                        one.say(String.valueOf(System.nanoTime()));
                    }
                });
            }
            for (Future<List<Long>> some : busy) {
                some.get();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Figures(all.get(all.size() / 2) / 1e6, all.get(all.size() * 99 / 100) / 1e6, BUSY / seconds);
        } finally {
            clients.forEach(ChatClient::close);
            threads.shutdownNow();
        }
    }

    /** The id of the room's last message: what a reader from the future is told. */
    private static long last(URI server) throws Exception {
        try (ChatClient probe = new ChatClient("probe", List.of(server), Integer.MAX_VALUE)) {
            probe.next(PATIENCE);
            throw new IllegalStateException("the room has a message that it cannot have");
        } catch (FutureCursorException e) {
            return e.last();
        }
    }

    private static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited a minute for " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Each reader's delays in nanoseconds, when it has heard so many. */
    private static List<Future<List<Long>>> hear(ExecutorService threads, List<ChatClient> readers, int count) {
        List<Future<List<Long>>> delays = new ArrayList<>();
        for (ChatClient reader : readers) {
            Callable<List<Long>> task = () -> {
                List<Long> own = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    Message message = reader.next(PATIENCE);
                    if (message == null) {
                        throw new IllegalStateException("a reader waited a minute for message " + (i + 1));
                    }
                    own.add(System.nanoTime() - Long.parseLong(message.text()));
                }
                return own;
            };
            delays.add(threads.submit(task));
        }
        return delays;
    }
}
