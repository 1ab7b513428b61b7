package com.example.longpolling.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("3.2 AnswerOnce")
class AnswerOnceTest {

    private static final String LINES = "7\tjo\tna\u00efve \u20ac\n";

    @Test
    @Order(1)
    void news_is_a_200_whose_length_is_counted_in_bytes() {
        Story story = Story.of("Content-Length counts bytes: \u00ef is two, \u20ac three (RFC 9110, section 8.6).");
        RecordedExchange exchange = new RecordedExchange();
        AnswerOnce answer = answerTo(story, exchange);
        story.same("news() returns", true, news(story, answer));
        story.same("status", 200, exchange.status());
        story.same("announced length", (long) LINES.getBytes(UTF_8).length, exchange.announced());
        story.bytes("body", LINES.getBytes(UTF_8), exchange.body());
        header(story, exchange, "Content-Type", "text/plain; charset=utf-8");
        header(story, exchange, "Cache-Control", "no-store");
        finished(story, exchange);
    }

    @Test
    @Order(2)
    void a_time_out_is_a_204_without_a_body() {
        Story story = Story.of("204 never has a body (RFC 9110, 15.3.5); to the JDK's server that is length -1.");
        RecordedExchange exchange = new RecordedExchange();
        AnswerOnce answer = answerTo(story, exchange);
        story.same("timeOut() returns", true, timeOut(story, answer));
        story.same("status", 204, exchange.status());
        story.same("announced length (0 would be a chunked body)", -1L, exchange.announced());
        header(story, exchange, "Cache-Control", "no-store");
        finished(story, exchange);
    }

    @Test
    @Order(3)
    void a_time_out_after_the_news_is_too_late() {
        Story story = Story.of("A request is answered once: whoever comes second writes nothing, and is told so.");
        RecordedExchange exchange = new RecordedExchange();
        AnswerOnce answer = answerTo(story, exchange);
        news(story, answer);
        story.same("timeOut() returns", false, timeOut(story, answer));
        story.same("news() again returns", false, news(story, answer));
        story.same("answers sent", 1, exchange.answers());
        story.same("status", 200, exchange.status());
    }

    @Test
    @Order(4)
    void news_after_the_time_out_is_too_late() {
        Story story = Story.of("News that comes too late is not delivered: who believes it was, has lost a message.");
        RecordedExchange exchange = new RecordedExchange();
        AnswerOnce answer = answerTo(story, exchange);
        timeOut(story, answer);
        story.same("news() returns", false, news(story, answer));
        story.same("timeOut() again returns", false, timeOut(story, answer));
        story.same("answers sent", 1, exchange.answers());
        story.bytes("body", new byte[0], exchange.body());
    }

    @Test
    @Order(5)
    void a_time_out_in_the_middle_of_the_news_is_too_late() {
        Story story = Story.of("The race is decided in one step, before anything is written.");
        RecordedExchange exchange = new RecordedExchange();
        AnswerOnce answer = answerTo(story, exchange);
        story.step("the timer comes just when news() sends its headers");
        AtomicInteger timeOuts = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        exchange.onHeaders(() -> {
            timeOuts.addAndGet(answer.timeOut() ? 1 : 0);
            closed.set(exchange.closed());
        });
        story.same("news() returns", true, news(story, answer));
        story.same("answers by the timer", 0, timeOuts.get());
        story.that(!closed.get(), "the timer leaves the exchange alone", "it has closed it, with half an answer in it");
        story.same("answers sent", 1, exchange.answers());
    }

    @Test
    @Order(6)
    void news_in_the_middle_of_the_time_out_leaves_nothing_in_its_answer() {
        Story story = Story.of("The call that comes second writes nothing: no field into the other's answer.");
        RecordedExchange exchange = new RecordedExchange();
        AnswerOnce answer = answerTo(story, exchange);
        story.step("the news comes just when timeOut() sends its headers");
        AtomicInteger news = new AtomicInteger();
        exchange.onHeaders(() -> news.addAndGet(answer.news(LINES) ? 1 : 0));
        story.same("timeOut() returns", true, timeOut(story, answer));
        story.same("answers by the news", 0, news.get());
        story.same("answers sent", 1, exchange.answers());
        header(story, exchange, "Content-Type", null);
    }

    @Test
    @Order(7)
    void the_second_to_answer_does_not_wait_for_a_slow_socket() {
        Story story = Story.of("Hold no lock while writing: a timer that waits for one reader is late for all.");
        timeOut(story, answerTo(story, new RecordedExchange()));
        RecordedExchange exchange = new RecordedExchange();
        AnswerOnce answer = answerTo(story, exchange);
        story.step("the reader's socket is full: news() hangs in write() until the timer, on its thread, is through");
        CompletableFuture<Boolean> timer = new CompletableFuture<>();
        exchange.onBody(() -> {
            new Thread(() -> complete(timer, answer), "timer").start();
            returns(story, timer, "it waits until the other answer is written");
        });
        story.same("news() returns", true, news(story, answer));
        story.same("timeOut() returned", false, timer.getNow(null));
    }

    @Test
    @Order(8)
    void of_two_that_come_at_the_same_moment_one_answers() {
        Story story = Story.of("Exactly one of the two answers, whatever the order of their steps.");
        AnswerOnce first = answerTo(story, new RecordedExchange());
        timeOut(story, first);
        news(story, first);
        story.run("500 times, for a new request, news() and timeOut() on two threads", () -> {
            for (int round = 0; round < 500; round++) {
                race(story);
            }
        });
    }

    @Test
    @Order(9)
    void an_answer_that_cannot_be_written_closes_the_exchange() {
        Story story = Story.of("An exchange that is left open after an error holds its connection forever: close it.");
        for (boolean inTheHeaders : new boolean[] {true, false}) {
            RecordedExchange exchange = new RecordedExchange();
            AnswerOnce answer = answerTo(story, exchange);
            story.step("the connection breaks while the %s is written", inTheHeaders ? "header" : "body");
            RecordedExchange.Event broken = () -> {
                throw new IOException("Broken pipe");
            };
            exchange.onHeaders(inTheHeaders ? broken : () -> { }).onBody(broken);
            story.refused("news(..)", IOException.class, () -> answer.news(LINES));
            story.that(exchange.closed(), "the exchange is closed", "it is still open");
            story.same("timeOut() after that returns", false, timeOut(story, answer));
            story.same("answers sent", 1, exchange.answers());
        }
        RecordedExchange exchange = new RecordedExchange();
        AnswerOnce answer = answerTo(story, exchange);
        story.step("the connection of another request breaks while the header is written");
        exchange.onHeaders(() -> {
            throw new IOException("Broken pipe");
        });
        story.refused("timeOut()", IOException.class, answer::timeOut);
        story.that(exchange.closed(), "the exchange is closed", "it is still open");
    }

    private static void race(Story story) throws IOException {
        RecordedExchange exchange = new RecordedExchange();
        AnswerOnce answer = new AnswerOnce(exchange);
        CompletableFuture<Boolean> timer = new CompletableFuture<>();
        CompletableFuture.runAsync(() -> complete(timer, answer));
        boolean told = answer.news(LINES);
        returns(story, timer, "it is stuck");
        story.same("calls that say they have answered", 1, (told ? 1 : 0) + (timer.join() ? 1 : 0));
        story.same("answers sent", 1, exchange.answers());
    }

    private static AnswerOnce answerTo(Story story, RecordedExchange exchange) {
        return story.call("new AnswerOnce(a request)", () -> new AnswerOnce(exchange));
    }

    private static boolean news(Story story, AnswerOnce answer) {
        return story.call("news(\"7 TAB jo TAB na\u00efve \u20ac LF\")", () -> answer.news(LINES));
    }

    private static boolean timeOut(Story story, AnswerOnce answer) {
        return story.call("timeOut()", answer::timeOut);
    }

    private static void header(Story story, RecordedExchange exchange, String name, String value) {
        story.same(name, value, exchange.header(name));
    }

    private static void finished(Story story, RecordedExchange exchange) {
        story.that(exchange.finished(), "the exchange is finished: the connection is free for the next request",
                "its body is still open: the client waits forever");
    }

    private static void complete(CompletableFuture<Boolean> result, AnswerOnce answer) {
        try {
            result.complete(answer.timeOut());
        } catch (Throwable thrown) {
            result.completeExceptionally(thrown);
        }
    }

    private static void returns(Story story, CompletableFuture<Boolean> timer, String stuck) {
        try {
            Slowness.result(timer, 1_000);
        } catch (TimeoutException e) {
            story.that(false, "timeOut() returns at once", stuck);
        } catch (InterruptedException | ExecutionException e) {
            story.that(false, "timeOut() returns at once", "it threw " + e.getCause());
        }
    }
}
