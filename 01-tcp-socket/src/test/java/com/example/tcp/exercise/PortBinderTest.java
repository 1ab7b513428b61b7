package com.example.tcp.exercise;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("1.3 PortBinder")
@Story.InOneThread
class PortBinderTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private ServerSocket taken;
    private ServerSocket alsoTaken;
    private int freed;

    @BeforeEach
    void two_ports_are_taken_and_one_is_free() throws IOException {
        taken = new ServerSocket(0, 1, LOOPBACK);
        alsoTaken = new ServerSocket(0, 1, LOOPBACK);
        try (ServerSocket any = new ServerSocket(0, 1, LOOPBACK)) {
            freed = any.getLocalPort();
        }
    }

    @AfterEach
    void all_are_closed() throws IOException {
        taken.close();
        alsoTaken.close();
    }

    @Test
    @Order(1)
    void a_free_port_is_bound_and_listens() throws IOException {
        Story story = Story.of("bind gives the socket its port; a bound ServerSocket listens on it.");
        try (ServerSocket bound = bind(story, freed)) {
            story.same("the port", freed, bound.getLocalPort());
            connects(story, bound);
        }
    }

    @Test
    @Order(2)
    void a_taken_port_is_passed_over() throws IOException {
        Story story = Story.of("A port has one owner: bind throws BindException, and the next candidate is tried.");
        try (ServerSocket bound = bind(story, taken.getLocalPort(), alsoTaken.getLocalPort(), freed)) {
            story.same("the port", freed, bound.getLocalPort());
            connects(story, bound);
        }
    }

    @Test
    @Order(3)
    void the_first_free_one_wins() throws IOException {
        Story story = Story.of("The candidates are tried in their order, and the first that can be bound is taken.");
        int later;
        try (ServerSocket any = new ServerSocket(0, 1, LOOPBACK)) {
            later = any.getLocalPort();
        }
        try (ServerSocket bound = bind(story, taken.getLocalPort(), freed, later)) {
            story.same("the port", freed, bound.getLocalPort());
            try (ServerSocket untouched = new ServerSocket()) {
                story.step("another program binds to the later candidate, %d", later);
                untouched.bind(new InetSocketAddress(LOOPBACK, later));
                story.same("the later candidate is free", true, untouched.isBound());
            }
        }
    }

    @Test
    @Order(4)
    void zero_stands_for_any_free_port() throws IOException {
        Story story = Story.of("Port 0 asks the operating system for any free one.");
        try (ServerSocket bound = bind(story, taken.getLocalPort(), 0)) {
            story.that(bound.getLocalPort() > 0, "a port over 0", String.valueOf(bound.getLocalPort()));
        }
    }

    @Test
    @Order(5)
    void it_listens_where_it_was_told_to() throws IOException {
        Story story = Story.of(
                "A socket that is bound to the loopback cannot be reached from outside: bind to the address.");
        try (ServerSocket bound = bind(story, freed)) {
            story.same("the address", LOOPBACK, bound.getInetAddress());
        }
        if (System.getProperty("os.name").equals("Linux")) {          // where all of 127.0.0.0/8 is the loopback
            InetAddress other = InetAddress.getByName("127.0.0.2");
            try (ServerSocket bound = story.call("bindFirstFree(127.0.0.2, " + freed + ")",
                    () -> PortBinder.bindFirstFree(other, freed))) {
                story.same("the address", other, bound.getInetAddress());
            }
        }
    }

    @Test
    @Order(6)
    void all_conflicts_are_reported_with_their_reason() {
        Story story = Story.of(
                "If no port is free, the message names each one and says why: a user must see what to free.");
        int[] ports = {taken.getLocalPort(), alsoTaken.getLocalPort()};
        BindException e = story.refused("bindFirstFree(loopback, " + ports[0] + ", " + ports[1] + "), both taken",
                BindException.class, () -> PortBinder.bindFirstFree(LOOPBACK, ports));
        String reason = story.call("(the test itself binds to a taken port)", () -> reasonOf(ports[0]));
        String expected = "no free port: " + ports[0] + " (" + reason + "), " + ports[1] + " (" + reason + ")";
        story.same("the message", expected, e.getMessage());
    }

    @Test
    @Order(7)
    void a_socket_that_could_not_be_bound_is_closed() throws IOException {
        Story story = Story.of("A socket that was not bound holds a file descriptor all the same, until it is closed.");
        int port = taken.getLocalPort();
        bind(Story.of("The first call may load classes, and open files for that."), port, 0).close();
        long before = OpenFiles.settled();
        long most = 0;                 // looked for each time: a garbage collection closes what was forgotten
        for (int i = 0; i < 100; i++) {
            bind(Story.of("A port has one owner."), port, 0).close();
            most = Math.max(most, OpenFiles.count() - before);
        }
        story.step("100 times: bindFirstFree(loopback, " + port + ", 0), the first is taken; close what it returns");
        story.that(most < 10, "hardly more open files than before", most + " more are open");
        for (int i = 0; i < 100; i++) {
            Story.of("A port has one owner.").refused("bindFirstFree(loopback, " + port + "), which is taken",
                    BindException.class, () -> PortBinder.bindFirstFree(LOOPBACK, port));
            most = Math.max(most, OpenFiles.count() - before);
        }
        story.step("100 times: bindFirstFree(loopback, " + port + "), which is taken");
        story.that(most < 10, "hardly more open files than before", most + " more are open");
    }

    @Test
    @Order(8)
    void no_candidate_is_an_error_of_the_caller() {
        Story story = Story.of("Without a candidate nothing can be tried: IllegalArgumentException.");
        story.refused("bindFirstFree(loopback)", IllegalArgumentException.class,
                () -> PortBinder.bindFirstFree(LOOPBACK));
    }

    @Test
    @Order(9)
    void a_number_that_is_no_port_is_refused_before_any_is_tried() {
        for (int none : new int[] {-1, 65_536}) {
            Story story = Story.of(
                    "Ports are 16-bit numbers, 0 to 65535; all candidates are checked before the first bind.");
            story.refused("bindFirstFree(loopback, " + freed + ", " + none + "), the first is free",
                    IllegalArgumentException.class, () -> PortBinder.bindFirstFree(LOOPBACK, freed, none));
            story.step("another program binds to %d", freed);
            story.that(isFree(freed), "port " + freed + " is still free", "it is taken: a socket was left open");
        }
    }

    @Test
    @Order(10)
    void the_last_port_there_is_counts_as_a_port() throws IOException {
        bind(Story.of("65535 is a port; so are all others below it."), 65_535, 0).close();
    }

    private static ServerSocket bind(Story story, int... ports) {
        StringBuilder call = new StringBuilder("bindFirstFree(loopback");
        for (int port : ports) {
            call.append(", ").append(port);
        }
        ServerSocket bound = story.call(call + ")", () -> PortBinder.bindFirstFree(LOOPBACK, ports));
        story.that(bound != null && bound.isBound()
                && !bound.isClosed(), "a bound, open socket", String.valueOf(bound));
        return bound;
    }

    private static void connects(Story story, ServerSocket bound) {
        story.run("(a client connects to " + bound.getLocalPort() + ")",
                () -> new Socket(LOOPBACK, bound.getLocalPort()).close());
    }

    private static String reasonOf(int port) throws IOException {
        try (ServerSocket second = new ServerSocket()) {
            second.bind(new InetSocketAddress(LOOPBACK, port));
            throw new IllegalStateException(port + " should be taken");
        } catch (BindException e) {
            return e.getMessage();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
