package com.example.several;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;

/**
 * The promise, with three servers in processes of their own, sixty readers and six writers: a server is killed every
 * two seconds, and Redis is away once for three. Every reader ends with every message exactly once, in order. The long
 * run is {@code -Dmessages=10000}.
 */
class SeveralServersTest {

    private static final int LIMIT_SECONDS = 600;
    private static final int SERVERS = 3;
    private static final int READERS = 60;
    private static final int WRITERS = 6;
    private static final int AT_A_TIME = 20;
    private static final long KILL_MILLIS = 2_000;
    private static final long AWAY_MILLIS = 3_000;

    @Test
    @Timeout(LIMIT_SECONDS)
    void every_reader_hears_everything_once_with_the_substitute() throws Exception {
        try (RedisProcess redis = RedisProcess.embedded()) {
            prove(redis, 1_000);
        }
    }

    @Test
    @Timeout(LIMIT_SECONDS)
    void every_reader_hears_everything_once_with_Redis() throws Exception {
        try (RedisProcess redis = RedisProcess.real()) {
            prove(redis, Integer.getInteger("messages", 1_000));
        }
    }

    private static void prove(RedisProcess redis, int messages) throws Exception {
        List<ServerProcess> servers = new ArrayList<>();
        List<ChatClient> readers = new ArrayList<>();
        Map<String, Long> confirmed = new ConcurrentHashMap<>();
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService work = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < SERVERS; i++) {
                servers.add(new ServerProcess(redis));
            }
            for (ServerProcess server : servers) {
                Await.until("a server", () -> server.ready() == 200);
            }
            for (int i = 0; i < READERS; i++) {
                readers.add(new ChatClient("reader" + i, from(i, servers), 0));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                writers.add(work.submit(() -> write(number, from(number, servers), messages / WRITERS, confirmed)));
            }
            Future<?> killing = work.submit(() -> killInTurn(servers, ended));
            Await.until("the first messages", () -> confirmed.size() > messages / 50);
            awayForAWhile(redis, servers);
            for (Future<?> writer : writers) {
                writer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
            ended.set(true);
            killing.get(60, TimeUnit.SECONDS);

            List<Message> log = log(redis);
            for (int i = 0; i < log.size(); i++) {
                assertEquals(i + 1, log.get(i).id(), "the log has no holes");
            }
            confirmed.forEach((text, id) -> assertEquals(text, log.get((int) (id - 1)).text(),
                    "what was confirmed is in the log, under the number that was heard"));
            assertTrue(confirmed.size() >= messages / WRITERS * WRITERS, "all that was to be said was confirmed");
            for (ChatClient reader : readers) {
                List<Message> heard = new ArrayList<>();
                while (heard.size() < log.size()) {
                    Message next = reader.next(Duration.ofSeconds(20));
                    assertTrue(next != null, "a reader waits in vain for message " + (heard.size() + 1));
                    heard.add(next);
                }
                assertEquals(log, heard, "everything, once, in order");
                assertEquals(null, reader.next(Duration.ZERO), "and nothing twice");
            }
        } finally {
            ended.set(true);
            work.shutdownNow();
            readers.forEach(ChatClient::close);
            servers.forEach(ServerProcess::close);
        }
    }

    /** The servers, beginning with another one for each reader. */
    private static List<URI> from(int first, List<ServerProcess> servers) {
        List<URI> addresses = new ArrayList<>(servers.stream().map(ServerProcess::uri).toList());
        Collections.rotate(addresses, first);
        return addresses;
    }

    /** Some at a time, and again those that are not heard: a text that was said twice has two numbers. */
    private static void write(int number, List<URI> servers, int count, Map<String, Long> confirmed) {
        try (ChatClient writer = new ChatClient("writer" + number, servers, 0)) {
            for (int i = 0; i < count; i += AT_A_TIME) {
                List<String> waiting = new ArrayList<>();
                for (int j = i; j < Math.min(count, i + AT_A_TIME); j++) {
                    waiting.add(number + "-" + j);
                }
                while (!waiting.isEmpty()) {
                    Await.until("a connection", writer::isConnected);
                    waiting.forEach(writer::say);
                    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                    while (!waiting.isEmpty() && System.nanoTime() < deadline) {
                        Message heard = writer.next(Duration.ofMillis(200));
                        if (heard != null && waiting.remove(heard.text())) {
                            confirmed.put(heard.text(), heard.id());
                        }
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server every two seconds; the next one not before this one has come back. */
    private static void killInTurn(List<ServerProcess> servers, AtomicBoolean ended) {
        try {
            for (int i = 0; !ended.get(); i++) {
                ServerProcess server = servers.get(i % servers.size());
                long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KILL_MILLIS);
                server.kill();
                server.start();
                Await.until("a server that was killed", () -> server.ready() != 0);
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awayForAWhile(RedisProcess redis, List<ServerProcess> servers) throws Exception {
        long back = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AWAY_MILLIS);
        redis.stop();
        Await.until("a server that says that its log is away",
                () -> servers.stream().anyMatch(server -> server.ready() == 503));
        LockSupport.parkNanos(back - System.nanoTime());
        redis.start();
        Await.until("a server that is ready again",
                () -> servers.stream().anyMatch(server -> server.ready() == 200));
    }

    private static List<Message> log(RedisProcess redis) {
        try (Jedis jedis = new Jedis(redis.address(),
                DefaultJedisClientConfig.builder().serverDefaultProtocol().socketTimeoutMillis(10_000).build())) {
            return jedis.xrange("room", "-", "+").stream().map(entry -> new Message(entry.getID().getSequence(),
                    entry.getFields().get("from"), entry.getFields().get("text"))).toList();
        }
    }
}
