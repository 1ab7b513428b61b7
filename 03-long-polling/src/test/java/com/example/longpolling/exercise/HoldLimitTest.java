package com.example.longpolling.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("3.4 HoldLimit")
class HoldLimitTest {

    private static final int RETRY_AFTER = 7;
    private static final Executor VISITOR = work -> new Thread(work, "visitor").start();

    /** How each request that was passed on gives its place back. */
    private final List<Runnable> held = new ArrayList<>();

    @Test
    @Order(1)
    void so_many_are_held_and_the_next_is_sent_away() {
        Story story = Story.of("With N places, N requests are held, and request N + 1 is refused, not kept.");
        HoldLimit limit = limit(story, 2, (exchange, done) -> held.add(done));
        handle(story, limit);
        RecordedExchange second = handle(story, limit);
        story.same("an answer to the second request, by now", -1, second.status());
        story.same("status of the third", 503, handle(story, limit).status());
        story.same("requests that were passed on", 2, held.size());
        taken(story, limit, 2);
    }

    @Test
    @Order(2)
    void a_request_that_is_refused_is_told_when_to_come_back() {
        Story story = Story.of("503 goes with Retry-After in seconds (RFC 9110, 15.6.4 and 10.2.3), and says why.");
        HoldLimit limit = limit(story, 1, (exchange, done) -> held.add(done));
        handle(story, limit);
        RecordedExchange refused = handle(story, limit);
        story.same("status", 503, refused.status());
        story.same("Retry-After", "" + RETRY_AFTER, refused.header("Retry-After"));
        story.same("Content-Type", "text/plain; charset=utf-8", refused.header("Content-Type"));
        String sentence = new String(refused.body(), UTF_8);
        story.that(!sentence.isBlank(), "a sentence for the reader", "no body");
        story.same("announced length", (long) refused.body().length, refused.announced());
        story.that(refused.finished(), "the exchange is finished", "its body is still open: the client waits forever");
    }

    @Test
    @Order(3)
    void a_place_that_is_given_back_is_free_again() {
        Story story = Story.of("When a request has been answered, its place is for the next.");
        HoldLimit limit = limit(story, 1, (exchange, done) -> held.add(done));
        for (int request = 0; request < 3; request++) {
            story.same("an answer by now", -1, handle(story, limit).status());
            done(story, request);
            taken(story, limit, 0);
        }
    }

    @Test
    @Order(4)
    void a_place_is_given_back_once() {
        Story story = Story.of("done may run twice (news, then time-out): if that frees two places, the limit grows.");
        HoldLimit limit = limit(story, 2, (exchange, done) -> held.add(done));
        handle(story, limit);
        handle(story, limit);
        done(story, 0);
        done(story, 0);
        taken(story, limit, 1);
        story.same("an answer to the next request, by now", -1, handle(story, limit).status());
        story.same("status of the one after it", 503, handle(story, limit).status());
    }

    @Test
    @Order(5)
    void a_request_that_is_refused_takes_no_place() {
        Story story = Story.of("A request that is refused is not counted: or each refusal makes the room smaller.");
        HoldLimit limit = limit(story, 1, (exchange, done) -> held.add(done));
        handle(story, limit);
        for (int request = 0; request < 3; request++) {
            story.same("status", 503, handle(story, limit).status());
        }
        taken(story, limit, 1);
        done(story, 0);
        story.same("an answer to the next request, by now", -1, handle(story, limit).status());
        Thread later = new Thread(held.get(1), "later");
        story.run("that request is done, on another thread", () -> {
            later.start();
            later.join();
        });
        taken(story, limit, 0);
    }

    @Test
    @Order(6)
    void a_handler_that_fails_gives_its_place_back() {
        Story story = Story.of("An exception gives the place back, once, and goes on to the caller.");
        HoldLimit limit = limit(story, 2, (exchange, done) -> {
            held.add(done);
            if (held.size() == 2) {
                throw new IOException("Broken pipe");
            }
            if (held.size() == 3) {
                throw new IllegalStateException("a bug");
            }
            if (held.size() == 4) {
                throw new StackOverflowError("a deep bug");
            }
        });
        handle(story, limit);
        story.refused("handle(a request); the handler behind throws", IOException.class,
                () -> limit.handle(new RecordedExchange()));
        taken(story, limit, 1);
        story.refused("handle(a request); it throws again", IllegalStateException.class,
                () -> limit.handle(new RecordedExchange()));
        taken(story, limit, 1);
        story.refused("handle(a request); it throws an error", StackOverflowError.class,
                () -> limit.handle(new RecordedExchange()));
        taken(story, limit, 1);
        done(story, 1);
        taken(story, limit, 1);
    }

    @Test
    @Order(7)
    void the_place_is_taken_before_the_handler_is_called() {
        Story story = Story.of("Count first, then pass on: whoever counts afterwards lets in all who come meanwhile.");
        List<RecordedExchange> meanwhile = new ArrayList<>();
        HoldLimit[] self = new HoldLimit[1];
        self[0] = limit(story, 1, (exchange, done) -> {
            held.add(done);
            if (held.size() == 1) {
                meanwhile.add(new RecordedExchange());
                self[0].handle(meanwhile.get(0));
            }
        });
        story.step("while the first request is being passed on, a second one comes");
        handle(story, self[0]);
        story.that(!meanwhile.isEmpty(), "the first request is passed on", "it is not");
        story.same("status of the second", 503, meanwhile.get(0).status());
        story.same("requests that were passed on", 1, held.size());
    }

    @Test
    @Order(8)
    void no_request_waits_for_a_place() {
        Story story = Story.of("Without a place, the response is 503 at once: a thread that waits for a place serves "
                + "no client.");
        HoldLimit limit = limit(story, 1, (exchange, done) -> held.add(done));
        handle(story, limit);
        long fewest = Long.MAX_VALUE;
        for (int request = 0; request < 3; request++) {
            fewest = Math.min(fewest, story.call("handle(a request)", () -> {
                long before = waits();
                limit.handle(new RecordedExchange());
                return waits() - before;
            }));
        }
        story.that(fewest == 0, "a response without a wait", "its thread waited " + fewest + " times, at least");
    }

    /** How often this thread has waited until now, for however short a time: the JVM counts it, no clock is read. */
    private static long waits() {
        return ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId()).getWaitedCount();
    }

    @Test
    @Order(9)
    void a_refusal_that_cannot_be_written_leaves_nothing_open() {
        Story story = Story.of("A client that hangs up while it is refused costs nothing: the exchange is closed.");
        HoldLimit limit = limit(story, 1, (exchange, done) -> held.add(done));
        handle(story, limit);
        RecordedExchange.Event broken = () -> {
            throw new IOException("Broken pipe");
        };
        for (boolean inTheHeaders : new boolean[] {true, false}) {
            RecordedExchange gone = new RecordedExchange();
            gone.onHeaders(inTheHeaders ? broken : () -> { }).onBody(broken);
            story.step("a request comes; its connection breaks while the %s is written",
                    inTheHeaders ? "header" : "body");
            story.refused("handle(that request)", IOException.class, () -> limit.handle(gone));
            story.that(gone.closed(), "the exchange is closed", "it is still open");
        }
        taken(story, limit, 1);
    }

    @Test
    @Order(10)
    void many_at_once_never_hold_more_than_the_limit() {
        Story story = Story.of("To look for a place and to take it is one atomic step.");
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        HoldLimit limit = limit(story, 3, (exchange, done) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            done.run();
        });
        handle(story, limit);
        story.step("8 threads send 500 requests each; the handler answers each at once");
        List<CompletableFuture<Void>> threads =
                Stream.generate(() -> CompletableFuture.runAsync(() -> handleMany(limit, 500), VISITOR))
                        .limit(8).toList();
        threads.forEach(thread -> story.call("a thread ends", thread::get));
        story.that(most.get() <= 3, "3 at the same time, at most", most + " at the same time");
        taken(story, limit, 0);
    }

    private static void handleMany(HoldLimit limit, int count) {
        try {
            for (int i = 0; i < count; i++) {
                limit.handle(new RecordedExchange());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HoldLimit limit(Story story, int places, HoldLimit.Holder holder) {
        return story.call("new HoldLimit(" + places + " places, Retry-After " + RETRY_AFTER + ", a handler)",
                () -> new HoldLimit(places, RETRY_AFTER, holder));
    }

    private static RecordedExchange handle(Story story, HoldLimit limit) {
        RecordedExchange exchange = new RecordedExchange();
        story.run("handle(a request)", () -> limit.handle(exchange));
        return exchange;
    }

    private void done(Story story, int request) {
        story.that(held.size() > request, "request " + (request + 1) + " is passed on", "it is not");
        story.run("request " + (request + 1) + " is done", held.get(request)::run);
    }

    private static void taken(Story story, HoldLimit limit, int expected) {
        story.same("places taken", expected, story.call("held()", limit::held));
    }
}
