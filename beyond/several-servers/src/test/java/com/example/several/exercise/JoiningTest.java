package com.example.several.exercise;

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

    private static final int MESSAGES = 8;
    private static final int TURNS = 1_000;

    private final List<Long> heard = new ArrayList<>();
    private Story story;
    private Joining reader;

    @Test
    @Order(1)
    void what_it_has_missed_comes_from_the_log() {
        joining("The reader gets what the log gives at once; it is live from the first empty page on.", 4, 10);
        last(4);
        page(5, 6);
        hears(5, 6);
        live(false);
        page();
        live(true);
        last(6);
    }

    @Test
    @Order(2)
    void what_is_said_afterwards_comes_at_once() {
        joining("A live reader gets what is said at once.", 0, 10);
        last(0);
        page();
        said(1);
        hears(1);
        last(1);
    }

    @Test
    @Order(3)
    void what_is_said_meanwhile_waits_for_its_turn() {
        joining("What is said before the log has no more waits here, so that the ids stay in their order.", 4, 10);
        said(7);
        hears();
        page(5, 6, 7);
        hears(5, 6, 7);
        said(8);
        hears(5, 6, 7);
        page();
        hears(5, 6, 7, 8);
        live(true);
    }

    @Test
    @Order(4)
    void what_the_log_has_given_is_not_heard_again_when_it_is_said() {
        joining("Each message comes once: what is said late, and was read before, is dropped.", 4, 10);
        page(5, 6);
        page();
        said(5);
        said(6);
        said(7);
        hears(5, 6, 7);
    }

    @Test
    @Order(5)
    void when_too_many_wait_the_log_is_read_on() {
        joining("If more are said than may wait, all that wait are forgotten, and the next page does not make the "
                + "reader live: it may have been asked for before the log had them.", 0, 2);
        said(1);
        said(2);
        said(3);
        page();
        live(false);
        hears();
        page(1, 2, 3);
        page();
        live(true);
        said(4);
        hears(1, 2, 3, 4);
    }

    @Test
    @Order(6)
    void as_many_may_wait_as_were_allowed() {
        for (int most : new int[] {1, 2}) {
            joining("At most `most` messages wait: only one more makes all of them forgotten.", 0, most);
            LongStream.rangeClosed(1, most).forEach(this::said);
            page();
            live(true);
            hears(LongStream.rangeClosed(1, most).toArray());
        }
    }

    @Test
    @Order(7)
    void what_came_behind_the_forgotten_ones_is_no_hole() {
        joining("No hole: what waits behind forgotten messages goes out behind them, or is forgotten too.", 0, 2);
        LongStream.rangeClosed(1, 4).forEach(this::said);
        page();
        live(false);
        hears();
        page(1, 2, 3, 4);
        page();
        said(5);
        hears(1, 2, 3, 4, 5);
    }

    @Test
    @Order(8)
    void in_any_order_each_message_comes_once() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            joining("Each message once, in the order of the ids, without a hole, whatever comes first.", 0,
                    1 + random.nextInt(4));
            story.run("a log, a listener and this reader take their turns, as the dice fall", () -> turns(random));
            hears(LongStream.rangeClosed(1, MESSAGES).toArray());
        }
    }

    /** Messages are appended to a log, said by it, and read from it in pages of three, until the reader is live. */
    private void turns(Random random) {
        long appended = random.nextInt(3);
        long told = appended;                                   // it listens from here on
        for (int turn = 0; appended < MESSAGES || told < appended || !reader.isLive(); turn++) {
            int dice = random.nextInt(3);
            if (dice == 0 && appended < MESSAGES) {
                story.step("the log now has %d", ++appended);
            } else if (dice == 1 && told < appended) {
                story.step("%d is said", ++told);
                reader.said(message(told));
            } else if (dice == 2 && !reader.isLive()) {
                long[] ids = LongStream.rangeClosed(reader.last() + 1, Math.min(appended, reader.last() + 3)).toArray();
                story.step(gives(ids));
                reader.page(messages(ids));
            }
            story.that(turn < TURNS, "the reader gets to the end of the log, and is live",
                    "after " + TURNS + " turns it has heard " + heard);
        }
    }

    private void joining(String rule, long last, int most) {
        heard.clear();
        story = Story.of(rule);
        reader = story.call("new Joining(%d, out, %d)".formatted(last, most),
                () -> new Joining(last, message -> heard.add(message.id()), most));
    }

    private void said(long id) {
        story.run(id + " is said", () -> reader.said(message(id)));
    }

    private void page(long... ids) {
        story.run(gives(ids), () -> reader.page(messages(ids)));
    }

    private static String gives(long... ids) {
        return ids.length == 0 ? "the log gives an empty page" : "the log gives " + list(ids);
    }

    private static List<Message> messages(long... ids) {
        return LongStream.of(ids).mapToObj(JoiningTest::message).toList();
    }

    private static Message message(long id) {
        return new Message(id, "ann", "text");
    }

    private void hears(long... ids) {
        story.same("the reader has heard", list(ids), List.copyOf(heard));
    }

    private void last(long id) {
        story.same("last()", id, story.call("last()", reader::last));
    }

    private void live(boolean live) {
        story.same("isLive()", live, story.call("isLive()", reader::isLive));
    }

    private static List<Long> list(long... ids) {
        return LongStream.of(ids).boxed().toList();
    }
}
