package com.example.tcp.exercise;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("1.5 ReconnectingClient")
class ReconnectingClientTest {

    private static final SocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8001);
    private static final String CAPPED =
            "Each wait is drawn from 0 to a delay that starts at the first and doubles up to the cap.";

    private final Recorded<FakeSocket> sockets = new Recorded<>("sockets");
    private final Recorded<Long> waits = new Recorded<>("waits");
    private final AtomicInteger failures = new AtomicInteger();

    /** Touches the exercise on the test's own thread: one that is not started is skipped here. */
    @BeforeEach
    void is_started() {
        client(1, 1, new Random(1));
    }

    @Test
    @Order(1)
    void a_server_that_is_there_is_connected_at_once() {
        Story story = Story.of("Nothing has failed, so there is nothing to wait for.");
        Socket socket = connect(story, client(100, 1_000, new Random(1)), 0);
        story.that(socket == sockets.at(story, 0), "the connected socket", String.valueOf(socket));
        story.same("the address that it connected to", SERVER, sockets.at(story, 0).server());
        story.same("waits", List.of(), waits);
        story.that(!sockets.at(story, 0).isClosed(), "the socket is open: it is the caller's now", "it is closed");
    }

    @Test
    @Order(2)
    void each_attempt_gets_a_new_socket() {
        Story story = Story.of("A socket that failed or was closed never connects again: each attempt needs its own.");
        Socket socket = connect(story, client(100, 1_000, new Random(1)), 3);
        story.same("sockets made for 4 attempts", 4, sockets.size());
        story.same("attempts on each socket", List.of(1, 1, 1, 1), sockets.stream().map(FakeSocket::attempts).toList());
        story.that(socket == sockets.at(story, 3), "the socket of the last attempt", "another one");
    }

    @Test
    @Order(3)
    void a_socket_that_did_not_connect_is_closed() {
        Story story = Story.of("A socket that is not closed keeps its file descriptor: close what did not connect.");
        connect(story, client(100, 1_000, new Random(1)), 3);
        story.same("closed, attempt by attempt", List.of(true, true, true, false),
                sockets.stream().map(Socket::isClosed).toList());
    }

    @Test
    @Order(4)
    void there_is_a_wait_between_two_attempts_and_none_after_the_last() {
        Story story = Story.of("n failures, n waits: one before each new attempt, none after the success.");
        connect(story, client(100, 1_000, new Random(1)), 4);
        story.same("waits after 4 failures", 4, waits.size());
    }

    @Test
    @Order(5)
    void the_waits_double_up_to_the_cap() {
        drawn(100, 1_000, 100, 200, 400, 800, 1_000, 1_000, 1_000);
    }

    @Test
    @Order(6)
    void a_first_delay_over_the_cap_is_cut_to_it() {
        drawn(5_000, 1_000, 1_000, 1_000, 1_000);
    }

    @Test
    @Order(7)
    void both_ends_are_drawn() {
        Story story = Story.of("\"From 0 to the delay, both ends included\": with a delay of 1 ms, that is 0 or 1.");
        ReconnectingClient client = client(1, 1, new Random(7));
        connect(story, client, 200);
        story.same("different waits after 200 failures with a delay of 1 ms", List.of(0L, 1L),
                waits.stream().distinct().sorted().toList());
        List<Long> first = List.copyOf(waits);
        connect(story, client(1, 1, new Random(7)), 200);
        story.same("the waits of a client with the same random numbers", first, waits.subList(200, waits.size()));
    }

    @Test
    @Order(8)
    void the_delay_doubles_as_long_as_the_cap_allows_it() {
        Story story = Story.of(CAPPED + " Twice 1 is 2, and under a cap of 3 that is the second delay.");
        List<Set<Long>> drawn = List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (List<Long> round : rounds(story, client(1, 3, new Random(5)), 200, 3)) {
            for (int i = 0; i < 3; i++) {
                drawn.get(i).add(i < round.size() ? round.get(i) : -1);
            }
        }
        story.same("different waits, failure by failure", List.of(Set.of(0L, 1L), Set.of(0L, 1L, 2L),
                Set.of(0L, 1L, 2L, 3L)).stream().map(TreeSet::new).toList(), drawn);
    }

    @Test
    @Order(9)
    void a_hundred_failures_do_not_overflow() {
        Story story = Story.of(
                "Doubled a hundred times, a delay overflows any long, unless the cap is applied at each step.");
        connect(story, client(1_000, 30_000, new Random(1)), 100);
        LongSummaryStatistics all = waits.stream().mapToLong(wait -> wait).summaryStatistics();
        story.that(all.getMin() >= 0 && all.getMax() > 15_000 && all.getMax() <= 30_000,
                "100 waits of up to 30,000 ms", "waits between " + all.getMin() + " and " + all.getMax());
        for (long cap : new long[] {Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
            Story longest = Story.of("The cap may be any long, " + cap + " too: compare before you double or add.");
            waits.clear();
            connect(longest, client(1_000, cap, new Random(1)), 100);
            longest.that(waits.stream().allMatch(wait -> wait >= 0), "no wait is negative", "waits: " + waits);
        }
    }

    @Test
    @Order(10)
    void after_a_success_it_begins_with_the_first_delay_again() {
        Story story = Story.of("A success ends the series: the next failure is a first failure.");
        ReconnectingClient client = client(100, 10_000, new Random(3));
        connect(story, client, 8);
        long longest = rounds(story, client, 20, 1).stream().flatMap(List::stream).mapToLong(wait -> wait).max()
                .orElse(0);
        story.that(longest <= 100, "waits of 0 to 100 ms after each first failure", "a wait of " + longest + " ms");
    }

    @Test
    @Order(11)
    void stop_ends_a_wait_at_once() throws Exception {
        Story story = Story.of("stop() must end the wait that is going on, not the one after it.");
        CountDownLatch waiting = new CountDownLatch(1);
        failures.set(Integer.MAX_VALUE);
        ReconnectingClient client = new ReconnectingClient(this::socket, SERVER, 100, 1_000, new Random(1), millis -> {
            waiting.countDown();
            new CountDownLatch(1).await();                   // forever, unless it is interrupted
        });
        CompletableFuture<Object> connected = Connecting.started(client);
        Slowness.until(5_000, () -> waiting.getCount() == 0 || connected.isDone());
        story.step("the server is not there; connect() waits on another thread, until another thread wakes it");
        story.run("stop()", client::stop);
        Connecting.ended(story, connected, sockets);
        story.same("attempts", 1, sockets.size());
    }

    @Test
    @Order(12)
    void stop_ends_a_connect_at_once() throws Exception {
        Story story = Story.of(
                "connect blocks, for minutes if no server answers; closing its socket from another thread ends it.");
        CountDownLatch connecting = new CountDownLatch(1);
        ReconnectingClient client = new ReconnectingClient(() -> kept(FakeSocket.blocking(connecting::countDown)),
                SERVER, 100, 1_000, new Random(1), waits::add);
        CompletableFuture<Object> connected = Connecting.started(client);
        Slowness.until(5_000, () -> connecting.getCount() == 0 || connected.isDone());
        story.step("connect() is on another thread in Socket.connect, which gets no answer");
        story.run("stop()", client::stop);
        Connecting.ended(story, connected, sockets);
    }

    @Test
    @Order(13)
    void a_stop_at_the_moment_of_success_wins() {
        Story story = Story.of("connect() returns null if stop() was called before or meanwhile.");
        ReconnectingClient[] client = new ReconnectingClient[1];
        client[0] = new ReconnectingClient(
                () -> kept(FakeSocket.connecting(() -> Connecting.stopOnAnotherThread(client[0]))),
                SERVER, 100, 1_000, new Random(1), waits::add);
        story.step("another thread will call stop() just when the server has accepted");
        boolean[] interrupted = new boolean[1];
        Socket socket = story.call("connect()", () -> {
            Socket connected = client[0].connect();
            interrupted[0] = Thread.interrupted();
            return connected;
        });
        story.same("connect() returns", null, socket);
        story.that(!interrupted[0], "no interruption is left on the thread", "its next wait will end by an exception");
        story.that(sockets.at(story, 0).isClosed(), "the socket is closed", "it is open, and no variable has it");
    }

    @Test
    @Order(14)
    void a_stop_between_two_steps_is_seen_by_the_next() {
        for (String moment : StopBetween.MOMENTS) {
            Story story = Story.of("Whenever stop() comes, it ends the attempts: null, and no interruption is left.");
            new StopBetween(moment).judge(story, SERVER);
        }
    }

    @Test
    @Order(15)
    void the_interruption_of_a_stop_does_not_come_late() {
        Story story = Story.of("connect() waits for a stop() that is about to interrupt its thread: then it is over.");
        ReconnectingClient[] client = new ReconnectingClient[1];
        LateInterruption late = new LateInterruption(() -> client[0].connect());
        client[0] = new ReconnectingClient(() -> FakeSocket.connecting(late::accept), SERVER, 100, 1_000,
                new Random(1), waits::add);
        late.judge(story, client[0]);
    }

    @Test
    @Order(16)
    void after_a_success_a_stop_touches_nothing() {
        Story story = Story.of("The socket is the caller's now, and so is the thread: stop() ends attempts only.");
        ReconnectingClient client = client(100, 1_000, new Random(1));
        connect(story, client, 1);
        boolean interrupted = story.call("stop(), on the same thread", () -> {
            client.stop();
            return Thread.interrupted();
        });
        story.that(!sockets.at(story, 1).isClosed(), "the connected socket is open", "it is closed");
        story.that(!interrupted, "the thread is not interrupted", "it is");
    }

    @Test
    @Order(17)
    void the_interruption_of_someone_else_is_kept() {
        Story story = Story.of("An interruption that is not stop()'s is meant for the caller: end, and leave it set.");
        failures.set(Integer.MAX_VALUE);
        ReconnectingClient client = new ReconnectingClient(this::socket, SERVER, 100, 1_000, new Random(1), millis -> {
            throw new InterruptedException();
        });
        story.run("connect(), whose wait is interrupted", () -> {
            story.same("connect() returns", null, client.connect());
            story.that(Thread.interrupted(), "the thread is still interrupted", "it is not");
        });
    }

    @Test
    @Order(18)
    void after_stop_nothing_is_tried() {
        Story story = Story.of("Stopped is stopped: no attempt, no wait, null.");
        ReconnectingClient client = client(100, 1_000, new Random(1));
        story.run("stop()", client::stop);
        story.run("stop() again", client::stop);
        story.same("connect() returns", null, connect(story, client, 0));
        story.same("connect() returns", null, connect(story, client, 0));
        story.same("connection attempts", 0, sockets.stream().mapToInt(FakeSocket::attempts).sum());
        story.that(sockets.stream().allMatch(Socket::isClosed), "no open socket is left",
                sockets.size() + " made, not all closed");
    }

    private void drawn(long first, long cap, long... delays) {
        Story story = Story.of(CAPPED + " Full jitter: short waits and long ones are equally likely.");
        ReconnectingClient client = client(first, cap, new Random(42));
        story.step("a first delay of %d ms, a cap of %d ms", first, cap);
        Waits.areSpread(story, rounds(story, client, 300, delays.length), delays);
    }

    /** The waits of each series of failures; all in one step, because a thread for each would take longer. */
    private List<List<Long>> rounds(Story story, ReconnectingClient client, int rounds, int failures) {
        List<List<Long>> all = new ArrayList<>();
        story.run(rounds + " times connect(), which fails " + failures + " times first", () -> {
            for (int round = 0; round < rounds; round++) {
                waits.clear();
                this.failures.set(failures);
                client.connect();
                all.add(List.copyOf(waits));
            }
        });
        return all;
    }

    private ReconnectingClient client(long first, long cap, Random random) {
        return new ReconnectingClient(this::socket, SERVER, first, cap, random, waits::add);
    }

    private Socket connect(Story story, ReconnectingClient client, int failures) {
        this.failures.set(failures);
        return story.call("connect(), which fails " + failures + " times first", client::connect);
    }

    private FakeSocket socket() {
        return kept(new FakeSocket(failures));
    }

    private FakeSocket kept(FakeSocket socket) {
        sockets.add(socket);
        return socket;
    }
}
