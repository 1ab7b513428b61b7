package com.example.several.measure;

import com.example.several.ChatClient;
import com.example.several.ChatServer;
import com.example.several.Engine;
import com.example.several.Log;
import com.example.several.Message;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogManager;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;

/**
 * Delay and messages per second with 1, 2 and 4 servers, all in this JVM with their readers, on the Redis of
 * {@code -Dredis}. With {@code -Dalone=ws://127.0.0.1:8006/chat} the same for a room without a log beside it: start
 * lesson 06 with {@code mvn -q -f 06-websocket-frames -Dserve} before. Set {@code -Dkept=100000}.
 */
public final class Measure {

    private static final int READERS = 60;
    private static final int WRITERS = 6;
    private static final int QUIET = 200;
    private static final int BUSY = 6_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Measure() {
    }

    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();
        System.out.printf("%d readers; delay: %d messages, one every 20 ms; rate: %d messages of %d writers%n%n",
                READERS, QUIET, BUSY, WRITERS);
        System.out.println("| | delay, median | 99 % | messages per second | deliveries per second |");
        System.out.println("| --- | --: | --: | --: | --: |");
        String alone = System.getProperty("alone", "");
        if (!alone.isEmpty()) {
            row("one server alone, without a log beside it", List.of(URI.create(alone)));
        }
        try (Engine engine = Engine.open()) {
            for (int servers : new int[] {1, 2, 4}) {
                withServers(engine, servers);
            }
        }
        System.exit(0);                                         // clients' connections are left to end with it
    }

    private static void withServers(Engine engine, int count) throws Exception {
        String room = "measure-" + count;
        try (Jedis redis = new Jedis(engine.address(),
                DefaultJedisClientConfig.builder().serverDefaultProtocol().build())) {
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
                while (log.isAway()) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            row(count + (count == 1 ? " server on " : " servers on ") + engine, addresses);
        } finally {
            for (AutoCloseable each : opened) {
                each.close();
            }
        }
    }

    private static void row(String title, List<URI> servers) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<ChatClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                clients.add(client("reader" + i, servers, i));
            }
            ChatClient writer = client("writer", servers, 0);
            clients.add(writer);
            List<Future<List<Long>>> delays = hear(threads, clients.subList(0, READERS), QUIET);
            for (int i = 0; i < QUIET; i++) {
                writer.say(String.valueOf(System.nanoTime()));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> some : delays) {
                all.addAll(some.get());
            }
            Collections.sort(all);

            List<Future<List<Long>>> busy = hear(threads, clients.subList(0, READERS), BUSY);
            long start = System.nanoTime();
            for (int i = 0; i < WRITERS; i++) {
                ChatClient one = client("writer" + i, servers, i);
                clients.add(one);
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
            System.out.printf("| %s | %.1f ms | %.1f ms | %,.0f | %,.0f |%n", title, all.get(all.size() / 2) / 1e6,
                    all.get(all.size() * 99 / 100) / 1e6, BUSY / seconds, BUSY * READERS / seconds);
        } finally {
            clients.forEach(ChatClient::close);
            threads.shutdownNow();
        }
    }

    private static ChatClient client(String name, List<URI> servers, int first) {
        List<URI> addresses = new ArrayList<>(servers);
        Collections.rotate(addresses, first);
        ChatClient client = new ChatClient(name, addresses, 0);
        while (!client.isConnected()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return client;
    }

    /** Each reader's delays in nanoseconds, when it has heard so many. */
    private static List<Future<List<Long>>> hear(ExecutorService threads, List<ChatClient> readers, int count) {
        List<Future<List<Long>>> delays = new ArrayList<>();
        for (ChatClient reader : readers) {
            Callable<List<Long>> task = () -> {
                List<Long> own = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    Message message = reader.next(PATIENCE);
                    own.add(System.nanoTime() - Long.parseLong(message.text()));
                }
                return own;
            };
            delays.add(threads.submit(task));
        }
        return delays;
    }
}
