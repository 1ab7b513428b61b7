package com.example.several.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.several.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("9.1 Joining")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JoiningTest {

    private final List<Long> heard = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    @Test
    @Order(1)
    void what_it_has_missed_comes_from_the_log() {
        Joining reader = joining(4, 10);
        page(reader, 5, 6);
        hears(5, 6);
        assertFalse(reader.isLive(), "it is live before the log had no more: " + steps);
        page(reader);
        assertTrue(reader.isLive(), "it is not live after an empty page: " + steps);
        assertEquals(6, reader.last(), "last() after " + steps);
    }

    @Test
    @Order(2)
    void what_is_said_afterwards_comes_at_once() {
        Joining reader = joining(0, 10);
        page(reader);
        said(reader, 1);
        hears(1);
    }

    @Test
    @Order(3)
    void what_is_said_meanwhile_waits_for_its_turn() {
        Joining reader = joining(4, 10);
        said(reader, 7);
        hears();
        page(reader, 5, 6, 7);
        hears(5, 6, 7);
        said(reader, 8);
        hears(5, 6, 7);
        page(reader);
        hears(5, 6, 7, 8);
    }

    @Test
    @Order(4)
    void what_the_log_has_given_is_not_heard_again_when_it_is_said() {
        Joining reader = joining(4, 10);
        page(reader, 5, 6);
        page(reader);
        said(reader, 5);
        said(reader, 6);
        said(reader, 7);
        hears(5, 6, 7);
    }

    @Test
    @Order(5)
    void when_too_many_wait_the_log_is_read_on() {
        Joining reader = joining(0, 2);
        said(reader, 1);
        said(reader, 2);
        said(reader, 3);
        page(reader);
        assertFalse(reader.isLive(), "messages were forgotten, and the log is not asked again: " + steps);
        page(reader, 1, 2, 3);
        page(reader);
        assertTrue(reader.isLive(), "it is not live: " + steps);
        said(reader, 4);
        hears(1, 2, 3, 4);
    }

    @Test
    @Order(6)
    void two_may_wait_if_two_are_the_most() {
        Joining reader = joining(0, 2);
        said(reader, 1);
        said(reader, 2);
        page(reader);
        assertTrue(reader.isLive(), "none had to be forgotten: " + steps);
        hears(1, 2);
    }

    /** A log, a listener and a reader, in a thousand orders. */
    @Test
    @Order(7)
    void in_any_order_each_message_comes_once() {
        for (int seed = 0; seed < 1_000; seed++) {
            heard.clear();
            steps.clear();
            Random random = new Random(seed);
            long appended = random.nextInt(5);
            long told = appended;                               // it listens from here on
            Joining reader = joining(0, 1 + random.nextInt(4));
            while (appended < 20 || told < appended || !reader.isLive()) {
                int what = random.nextInt(3);
                if (what == 0 && appended < 20) {
                    appended++;
                } else if (what == 1 && told < appended) {
                    said(reader, ++told);
                } else if (what == 2 && !reader.isLive()) {
                    long to = Math.min(appended, reader.last() + 3);
                    page(reader, LongStream.rangeClosed(reader.last() + 1, to).toArray());
                }
            }
            hears(LongStream.rangeClosed(1, 20).toArray());
        }
    }

    private Joining joining(long last, int most) {
        steps.add("it has seen " + last + ", at most " + most + " wait");
        return new Joining(last, message -> heard.add(message.id()), most);
    }

    private void said(Joining reader, long id) {
        steps.add(id + " is said");
        reader.said(new Message(id, "ann", "text"));
    }

    private void page(Joining reader, long... ids) {
        steps.add("the log gives " + LongStream.of(ids).boxed().toList());
        reader.page(LongStream.of(ids).mapToObj(id -> new Message(id, "ann", "text")).toList());
    }

    private void hears(long... ids) {
        assertEquals(LongStream.of(ids).boxed().toList(), heard, "the reader has heard, after " + steps);
    }
}
