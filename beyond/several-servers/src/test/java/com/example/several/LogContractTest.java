package com.example.several;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;

/** What every log promises: the one in memory, the substitute, and Redis itself. */
class LogContractTest {

    private static final int KEPT = 250;

    /** What is tried on a log; the two that it gets are of two servers. */
    private interface Trial {

        void on(Log here, Log there) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> numbers_are_dense_and_pages_follow_each_other() {
        return onEach((here, there) -> {
            assertEquals(List.of(), here.after(0));
            for (int i = 1; i <= 150; i++) {
                assertEquals(i, (i % 2 == 0 ? here : there).append("ann", "text " + i).id());
            }
            List<Message> all = new ArrayList<>();
            for (List<Message> page = there.after(0); !page.isEmpty(); page = there.after(all.size())) {
                all.addAll(page);
            }
            assertEquals(150, all.size());
            assertEquals(new Message(150, "ann", "text 150"), all.get(149));
            assertEquals(List.of(), here.after(150));
        });
    }

    @TestFactory
    Stream<DynamicTest> a_gap_and_the_future_are_told() {
        return onEach((here, there) -> {
            for (int i = 1; i <= KEPT + 50; i++) {
                here.append("ann", "text");
            }
            assertEquals(51, assertThrows(GapException.class, () -> there.after(49)).oldest());
            assertEquals(51, assertThrows(GapException.class, () -> there.after(0)).oldest());
            assertEquals(51, there.after(50).get(0).id());
            assertEquals(300, assertThrows(FutureCursorException.class, () -> there.after(301)).last());
        });
    }

    @TestFactory
    Stream<DynamicTest> a_listener_hears_what_is_said_anywhere_in_order() {
        return onEach((here, there) -> {
            BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
            there.listen(new Log.Listener() {
                @Override
                public void said(Message message) {
                    heard.add(message);
                }

                @Override
                public void lost() {
                    heard.add(new Message(Long.MAX_VALUE, "log", "lost"));
                }
            });
            for (int i = 1; i <= 30; i++) {
                here.append("ann", "text " + i);
            }
            for (int i = 1; i <= 30; i++) {
                assertEquals(new Message(i, "ann", "text " + i), heard.poll(10, TimeUnit.SECONDS));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> what_breaks_the_line_never_gets_in() {
        return onEach((here, there) -> {
            assertThrows(IllegalArgumentException.class, () -> here.append("ann", "two\nlines"));
            assertThrows(IllegalArgumentException.class, () -> here.append("", "no name"));
            assertEquals(1, here.append("ann", "one line").id());
        });
    }

    /** A Redis without a disk that starts again counts again: each reader must be told, and the log goes on. */
    @Test
    void a_stream_that_begins_again_is_told() throws Exception {
        try (RedisProcess redis = RedisProcess.embedded(); Jedis jedis = new Jedis(redis.address(),
                DefaultJedisClientConfig.builder().serverDefaultProtocol().build());
                RedisLog log = log(redis)) {
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            log.listen(new Log.Listener() {
                @Override
                public void said(Message message) {
                    heard.add(message.line());
                }

                @Override
                public void lost() {
                    heard.add("lost");
                }
            });
            log.append("ann", "one");
            assertEquals("1\tann\tone", heard.poll(10, TimeUnit.SECONDS));
            jedis.del("room");
            assertEquals("lost", heard.poll(10, TimeUnit.SECONDS));
            assertThrows(FutureCursorException.class, () -> log.after(1));
            log.append("ann", "another one");
            assertEquals("1\tann\tanother one", heard.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void an_engine_that_is_away_is_told_and_comes_back() throws Exception {
        try (RedisProcess redis = RedisProcess.embedded(); RedisLog log = log(redis)) {
            log.append("ann", "one");
            redis.stop();
            assertThrows(LogAwayException.class, () -> log.append("ann", "two"));
            assertThrows(LogAwayException.class, () -> log.after(0));
            Await.until("that the log says so", log::isAway);
            redis.start();
            Await.until("that the log is back", () -> !log.isAway());
            assertEquals(List.of(new Message(1, "ann", "one")), log.after(0));
        }
    }

    private static Stream<DynamicTest> onEach(Trial trial) {
        return Stream.of(
                DynamicTest.dynamicTest("in memory", () -> {
                    try (MemoryLog log = new MemoryLog(KEPT)) {
                        trial.on(log, log);
                    }
                }),
                DynamicTest.dynamicTest("the substitute", () -> {
                    try (RedisProcess redis = RedisProcess.embedded()) {
                        on(redis, trial);
                    }
                }),
                DynamicTest.dynamicTest("Redis", () -> {
                    try (RedisProcess redis = RedisProcess.real()) {
                        on(redis, trial);
                    }
                }));
    }

    private static void on(RedisProcess redis, Trial trial) throws Exception {
        try (RedisLog here = log(redis); RedisLog there = log(redis)) {
            trial.on(here, there);
        }
    }

    private static RedisLog log(RedisProcess redis) {
        RedisLog log = new RedisLog(redis.address(), "room", KEPT, Duration.ofMillis(20));
        Await.until("the log", () -> !log.isAway());
        return log;
    }
}
