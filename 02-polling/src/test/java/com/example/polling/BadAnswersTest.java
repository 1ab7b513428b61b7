package com.example.polling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.polling.exercise.Slowness;
import java.net.ProtocolException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client and a server that answers badly, late, or not at all. */
class BadAnswersTest {

    private static final Duration SOON = Duration.ofMillis(5);

    private final Inbox inbox = new Inbox();

    @ParameterizedTest
    @ValueSource(strings = {"3\tann\ta hole\n", "1\tann\tone\n3\tann\ta hole\n", "1\tann\n", "hello",
            "1\tann\tone\n1\tann\tone\n"})
    void an_answer_that_is_no_list_of_the_next_messages_is_trouble_and_nothing_of_it_is_delivered(String wrong)
            throws Exception {
        AtomicInteger asked = new AtomicInteger();
        String right = "1\tann\tright\n";
        try (FakeServer server = new FakeServer(exchange ->
                        FakeServer.answer(exchange, 200, asked.getAndIncrement() == 0 ? wrong : right));
                ChatClient bob = join(server.uri())) {
            assertInstanceOf(ProtocolException.class, inbox.trouble());
            assertEquals("right", inbox.next().text());
        }
    }

    @Test
    void it_survives_every_status_and_tells_what_the_server_said() throws Exception {
        List<Integer> statuses = List.of(500, 503, 404, 204, 301, 410);
        AtomicInteger asked = new AtomicInteger();
        try (FakeServer server = new FakeServer(exchange -> {
            int n = asked.getAndIncrement();
            if (n < statuses.size()) {
                FakeServer.answer(exchange, statuses.get(n), "sorry");
            } else {
                FakeServer.answer(exchange, 200, "1\tann\tone\n");
            }
        }); ChatClient bob = join(server.uri())) {
            for (int status : statuses) {
                assertTrue(inbox.trouble().getMessage().contains(String.valueOf(status)));
            }
            assertEquals(1, inbox.next().id());
        }
    }

    @Test
    void an_answer_that_is_cut_short_is_asked_for_again() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (FakeServer server = new FakeServer(exchange -> {
            String list = "1\tann\tone\n2\tann\ttwo\n";
            exchange.sendResponseHeaders(200, list.length());
            int whole = asked.getAndIncrement() == 0 ? list.length() / 2 : list.length();
            exchange.getResponseBody().write(list.getBytes(UTF_8), 0, whole);
            exchange.getResponseBody().flush();
            exchange.close();
        }); ChatClient bob = join(server.uri())) {
            assertTrue(inbox.trouble().getMessage().startsWith("the server did not answer"));
            assertEquals(1, inbox.next().id());
            assertEquals(2, inbox.next().id());
        }
    }

    @Test
    void an_answer_over_the_limit_is_refused_before_it_is_read() throws Exception {
        try (FakeServer server = new FakeServer(exchange -> {
            exchange.sendResponseHeaders(200, 5_000_000_000L);
            exchange.getResponseBody().flush();
        }); ChatClient bob = join(server.uri())) {
            assertTrue(inbox.trouble().getMessage().contains("the answer must be at most"));
        }
    }

    @Test
    void the_next_question_waits_for_the_last_answer() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        CountDownLatch tooSoon = new CountDownLatch(1);
        CountDownLatch tenAnswers = new CountDownLatch(10);
        try (FakeServer server = new FakeServer(exchange -> {
            if (atOnce.incrementAndGet() > 1) {
                tooSoon.countDown();
            }
            // Longer than the interval: whoever asks on a timer has the next question here before this is answered.
            await(tooSoon, 4 * SOON.toMillis());
            atOnce.decrementAndGet();
            FakeServer.answer(exchange, 200, "");
            tenAnswers.countDown();
        }); ChatClient bob = join(server.uri())) {
            assertTrue(Slowness.opens(tenAnswers, 10_000));
            assertEquals(1, tooSoon.getCount(), "a second question came before the first was answered");
        }
    }

    @Test
    void after_failures_the_pause_grows_to_a_limit_and_is_never_the_same_for_all() {
        Duration second = Duration.ofSeconds(1);
        assertEquals(second.toNanos(), ChatClient.pause(second, 0));
        for (int failures = 1; failures < 100; failures++) {
            long longest = Math.min(16, 1L << Math.min(failures, 4));
            long pause = ChatClient.pause(second, failures);
            assertTrue(pause >= longest * 500_000_000 && pause <= longest * 1_000_000_000, failures + ": " + pause);
        }
        assertTrue(LongStream.range(0, 100).map(i -> ChatClient.pause(second, 5)).distinct().count() > 50);
    }

    private ChatClient join(URI server) {
        return ChatClient.join(server, "bob", 0, inbox.messages::add, inbox.troubles::add, SOON);
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
