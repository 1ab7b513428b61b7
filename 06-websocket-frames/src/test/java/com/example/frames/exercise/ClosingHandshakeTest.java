package com.example.frames.exercise;

import static com.example.frames.exercise.ClosingHandshake.Role.CLIENT;
import static com.example.frames.exercise.ClosingHandshake.Role.SERVER;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.exercise.ClosingHandshake.Action;
import com.example.frames.exercise.ClosingHandshake.Action.CloseTcp;
import com.example.frames.exercise.ClosingHandshake.Action.Deliver;
import com.example.frames.exercise.ClosingHandshake.Action.Report;
import com.example.frames.exercise.ClosingHandshake.Action.SendClose;
import com.example.frames.exercise.ClosingHandshake.Action.SendMessage;
import com.example.frames.exercise.ClosingHandshake.Event;
import com.example.frames.exercise.ClosingHandshake.Event.CloseCame;
import com.example.frames.exercise.ClosingHandshake.Event.MessageCame;
import com.example.frames.exercise.ClosingHandshake.Event.StreamEnded;
import com.example.frames.exercise.ClosingHandshake.Event.TimePassed;
import com.example.frames.exercise.ClosingHandshake.Event.WeClose;
import com.example.frames.exercise.ClosingHandshake.Event.WeSend;
import com.example.frames.exercise.ClosingHandshake.Message;
import com.example.frames.exercise.ClosingHandshake.Role;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("6.7 ClosingHandshake")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class ClosingHandshakeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String WHO_CLOSES_TCP =
            "When a Close frame was sent and one came, the server closes TCP at once; the client waits for that\n"
                    + "(RFC 6455, section 7.1.1).";
    private static final String ECHO =
            "A Close frame is answered with one, usually with the same code, unless ours was sent before\n"
                    + "(RFC 6455, section 5.5.1).";
    private static final String NOTHING_AFTER =
            "After its Close frame an endpoint sends no more data (RFC 6455, section 5.5.1).";
    private static final String CODE =
            "The connection's code is that of the first Close frame that came; 1006 if none came\n"
                    + "(RFC 6455, section 7.1.5). It ended cleanly if both frames were exchanged (section 7.1.4).";
    private static final String PATIENCE =
            "A peer that does not answer our Close, or does not close TCP, is waited for only until the time-out:\n"
                    + "it counts from our Close frame, and nothing prolongs it (RFC 6455, section 7.1.1; the Javadoc).";
    private static final String ONCE =
            "After CloseTcp everything is over: nothing is sent, delivered or reported a second time (the Javadoc).";

    private final AtomicLong clock = new AtomicLong(1_000);
    private Story story;
    private ClosingHandshake handshake;

    @Test
    @Order(1)
    void an_open_connection_sends_and_delivers() {
        for (Role role : Role.values()) {
            begin(role, "Until a Close frame is sent, messages are sent; until one comes, messages are delivered.");
            gives(new WeSend(text("hi")), new SendMessage(text("hi")));
            gives(new MessageCame(text("hello")), new Deliver(text("hello")));
            passes(Duration.ofDays(3));
            gives(new WeSend(text("still here?")), new SendMessage(text("still here?")));
            for (byte[] bytes : new byte[][] {{'h', 'i'}, {}, {0, (byte) 0xff, (byte) 0xc3}}) {
                gives(new WeSend(binary(bytes)), new SendMessage(binary(bytes)));
                gives(new MessageCame(binary(bytes)), new Deliver(binary(bytes)));
            }
        }
    }

    @Test
    @Order(2)
    void a_server_that_closes_waits_for_the_answer_and_closes_TCP() {
        for (int code : new int[] {1001, 1005}) {
            begin(SERVER, "Our Close has the code of WeClose; 1005 stands for an empty one.\n" + WHO_CLOSES_TCP);
            gives(new WeClose(code), new SendClose(code));
            gives(new CloseCame(code), new CloseTcp(), new Report(code, true));
        }
    }

    @Test
    @Order(3)
    void a_server_answers_a_close_and_closes_TCP() {
        for (int code : new int[] {1000, 1001, 1005, 4000}) {
            begin(SERVER, ECHO + "\n" + WHO_CLOSES_TCP);
            gives(new CloseCame(code), new SendClose(code), new CloseTcp(), new Report(code, true));
        }
    }

    @Test
    @Order(4)
    void a_client_that_closes_waits_for_the_answer_and_then_for_TCP_to_end() {
        begin(CLIENT, WHO_CLOSES_TCP);
        gives(new WeClose(1000), new SendClose(1000));
        gives(new CloseCame(1000));
        gives(new StreamEnded(), new CloseTcp(), new Report(1000, true));
    }

    @Test
    @Order(5)
    void a_client_answers_a_close_and_waits_for_TCP_to_end() {
        begin(CLIENT, ECHO + "\n" + WHO_CLOSES_TCP);
        gives(new CloseCame(1001), new SendClose(1001));
        gives(new StreamEnded(), new CloseTcp(), new Report(1001, true));
    }

    @Test
    @Order(6)
    void close_frames_that_cross_are_not_answered_again() {
        begin(SERVER, ECHO);
        gives(new WeClose(1001), new SendClose(1001));
        gives(new CloseCame(4000), new CloseTcp(), new Report(4000, true));
        begin(CLIENT, ECHO);
        gives(new WeClose(1000), new SendClose(1000));
        gives(new CloseCame(4000));
        gives(new CloseCame(4001));
        gives(new WeClose(1000));
        gives(new StreamEnded(), new CloseTcp(), new Report(4000, true));
    }

    @Test
    @Order(7)
    void a_second_wish_to_close_does_nothing() {
        begin(SERVER, "Each side sends one Close frame (RFC 6455, section 5.5.1).");
        gives(new WeClose(1001), new SendClose(1001));
        gives(new WeClose(1011));
        gives(new CloseCame(1001), new CloseTcp(), new Report(1001, true));
        begin(CLIENT, "Each side sends one Close frame; the answer to the peer's was ours (RFC 6455, section 5.5.1).");
        gives(new CloseCame(1001), new SendClose(1001));
        gives(new WeClose(1000));
    }

    @Test
    @Order(8)
    void nothing_is_sent_after_our_close() {
        begin(SERVER, NOTHING_AFTER);
        gives(new WeClose(1001), new SendClose(1001));
        refuses(new WeSend(text("one more thing")));
        begin(CLIENT, NOTHING_AFTER + " The answer to the peer's Close is such a frame.");
        gives(new CloseCame(1000), new SendClose(1000));
        refuses(new WeSend(text("one more thing")));
        begin(CLIENT, "What is sent when TCP is closed can never arrive: our program must know\n"
                + "(the Javadoc's @throws).");
        gives(new StreamEnded(), new CloseTcp(), new Report(1006, false));
        refuses(new WeSend(text("one more thing")));
    }

    @Test
    @Order(9)
    void messages_are_delivered_until_the_close_of_the_peer_and_not_after_it() {
        begin(CLIENT, "Our Close ends what we send. What the peer had on the way is delivered until its own Close; "
                + "what\ncomes after that is thrown away (RFC 6455, sections 1.4 and 5.5.1).");
        gives(new WeClose(1000), new SendClose(1000));
        gives(new MessageCame(text("was on the way")), new Deliver(text("was on the way")));
        gives(new MessageCame(binary((byte) 0xff)), new Deliver(binary((byte) 0xff)));
        gives(new CloseCame(1000));
        gives(new MessageCame(text("a ghost")));
        gives(new StreamEnded(), new CloseTcp(), new Report(1000, true));
        begin(SERVER, "A server, too, delivers what comes between its own Close and the peer's (RFC 6455, section "
                + "5.5.1).");
        gives(new WeClose(1001), new SendClose(1001));
        gives(new MessageCame(text("was on the way")), new Deliver(text("was on the way")));
    }

    @Test
    @Order(10)
    void a_lost_connection_is_1006_and_not_clean() {
        for (Role role : Role.values()) {
            begin(role, CODE);
            gives(new StreamEnded(), new CloseTcp(), new Report(1006, false));
            begin(role, CODE);
            gives(new WeClose(1000), new SendClose(1000));
            gives(new StreamEnded(), new CloseTcp(), new Report(1006, false));
        }
    }

    @Test
    @Order(11)
    void a_peer_that_never_answers_is_left_when_the_time_is_up() {
        for (Duration timeout : List.of(TIMEOUT, Duration.ofNanos(2_500_000_001L))) {
            for (Role role : Role.values()) {
                begin(role, timeout, PATIENCE + "\nIt counts in nanoseconds, not in whole milliseconds.");
                passes(Duration.ofHours(1));
                gives(new WeClose(1001), new SendClose(1001));
                passes(timeout.minusNanos(1));
                passes(Duration.ofNanos(1), new CloseTcp(), new Report(1006, false));
            }
        }
    }

    @Test
    @Order(12)
    void a_server_that_never_closes_TCP_is_left_when_the_time_is_up() {
        begin(CLIENT, PATIENCE + "\n" + CODE);
        gives(new CloseCame(1001), new SendClose(1001));
        passes(TIMEOUT.minusNanos(1));
        passes(Duration.ofNanos(1), new CloseTcp(), new Report(1001, true));
    }

    @Test
    @Order(13)
    void nothing_that_the_peer_does_prolongs_the_wait() {
        begin(CLIENT, PATIENCE);
        gives(new WeClose(1000), new SendClose(1000));
        passes(Duration.ofSeconds(4));
        gives(new MessageCame(text("wait!")), new Deliver(text("wait!")));
        gives(new WeClose(1000));
        passes(Duration.ofSeconds(4));
        gives(new CloseCame(1000));
        gives(new CloseCame(1000));
        passes(Duration.ofMillis(1_999));
        passes(Duration.ofMillis(1), new CloseTcp(), new Report(1000, true));
    }

    @Test
    @Order(14)
    void the_clock_may_run_over() {
        for (long start : new long[] {Long.MAX_VALUE - 5, Long.MAX_VALUE, -20, Long.MIN_VALUE, 0}) {
            clock.set(start);
            begin(SERVER, "Only the difference of two values of System.nanoTime() means something: it may be negative\n"
                    + "or 0, and it may run over (its Javadoc).");
            story.step("the clock says %d%s", start, start > 0 ? ", and soon runs over" : "");
            passes(Duration.ZERO);
            gives(new WeClose(1001), new SendClose(1001));
            passes(Duration.ZERO);
            passes(Duration.ofSeconds(9));
            passes(Duration.ofSeconds(2), new CloseTcp(), new Report(1006, false));
        }
    }

    @Test
    @Order(15)
    void when_TCP_is_closed_everything_is_over() {
        List<Event> late = List.of(new CloseCame(1000), new MessageCame(text("a ghost")), new WeClose(1000),
                new StreamEnded());
        begin(SERVER, ONCE);
        gives(new CloseCame(1001), new SendClose(1001), new CloseTcp(), new Report(1001, true));
        late.forEach(this::gives);
        passes(Duration.ofHours(1));
        begin(CLIENT, ONCE);
        gives(new StreamEnded(), new CloseTcp(), new Report(1006, false));
        late.forEach(this::gives);
        passes(Duration.ofHours(1));
        begin(CLIENT, ONCE);
        gives(new WeClose(1000), new SendClose(1000));
        passes(Duration.ofHours(1), new CloseTcp(), new Report(1006, false));
        late.forEach(this::gives);
        passes(Duration.ofHours(1));
    }

    private static Message text(String text) {
        return new Message(true, UTF_8.encode(text));
    }

    private static Message binary(byte... bytes) {
        return new Message(false, ByteBuffer.wrap(bytes));
    }

    private void begin(Role role, String rule) {
        begin(role, TIMEOUT, rule);
    }

    private void begin(Role role, Duration timeout, String rule) {
        story = Story.of(rule);
        handshake = story.call("new ClosingHandshake(" + role + ", " + told(timeout) + ", the test's clock)",
                () -> new ClosingHandshake(role, timeout, clock::get));
    }

    private void gives(Event event, Action... expected) {
        List<Action> actions = story.call("on(" + told(event) + ")", () -> handshake.on(event));
        story.that(List.of(expected).equals(actions), told(List.of(expected)), told(actions));
    }

    private void passes(Duration time, Action... expected) {
        clock.addAndGet(time.toNanos());
        story.step("%s pass", told(time));
        gives(new TimePassed(), expected);
    }

    private static String told(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private void refuses(Event event) {
        story.refused("on(" + told(event) + ")", IllegalStateException.class, () -> handshake.on(event));
    }

    /** A list of actions, or an event, as the Javadoc writes it: SendClose(1001). */
    private static String told(Object what) {
        return String.valueOf(what).replace("code=", "").replace("clean=", "").replace("message=", "")
                .replaceAll("(\\w)\\[([^]]*)]", "$1($2)").replace("()", "");
    }
}
