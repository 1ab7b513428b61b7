package com.example.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.jetty.exercise.Slowness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.ConnectionStatistics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@DisplayName("What this server asks of Jetty")
@Execution(ExecutionMode.CONCURRENT)
class ChatServerTest {

    @Test
    @Tag("long")
    void a_silent_peer_is_pinged_and_stays_if_it_answers() throws Exception {
        try (ChatServer server = start(Duration.ofMillis(Slowness.millis(1_000)))) {   // time to answer a ping
            ContractListener alive = ContractListener.open(server.uri().resolve("/chat?name=alive"), "chat");
            try (ContractPeer dead = ContractPeer.open(server.uri(), "/chat?name=dead")) {
                assertEquals(1001, dead.read().code(), "pinged after that time, given up after twice as long");
                ContractListener.until("the dead one is gone", () -> server.readers() == 1);
            }
            server.publish("server", "still here?");
            assertEquals("1\tserver\tstill here?", alive.next());
        }
    }

    @Test
    @Tag("long")
    void a_request_that_does_not_come_to_an_end_is_hung_up_on() throws Exception {
        try (ChatServer server = start(Duration.ofSeconds(1));
                ContractPeer slow = ContractPeer.connect(server.uri())) {
            Thread drip = new Thread(() -> {
                try {
                    for (byte b : "GET /chat?name=slow HTTP/1.1\r\nHost: localhost\r\n".getBytes(US_ASCII)) {
                        slow.write(b);
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                    }
                } catch (IOException hungUp) {
                    // that is what should be
                }
            }, "drip");
            drip.start();
            assertTrue(slow.ends(), "a byte now and then does not help");
            drip.join(20_000);
        }
    }

    @Test
    @Tag("long")
    void a_second_request_that_does_not_come_to_an_end_is_hung_up_on_too() throws Exception {
        try (ChatServer server = start(Duration.ofSeconds(1));
                ContractPeer slow = ContractPeer.connect(server.uri())) {
            String get = "GET / HTTP/1.1\r\nHost: localhost\r\n";
            slow.write((get + "\r\n").getBytes(US_ASCII));
            String length = slow.head().replaceFirst("(?is).*content-length: ([0-9]+).*", "$1");
            slow.text(Integer.parseInt(length));
            Thread drip = new Thread(() -> {
                try {
                    for (byte b : get.repeat(20).getBytes(US_ASCII)) {
                        slow.write(b);
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                    }
                } catch (IOException hungUp) {
                    // that is what should be
                }
            }, "drip");
            drip.start();
            assertTrue(slow.ends(), "a byte now and then does not help");
            drip.join(20_000);
        }
    }

    @Test
    @Tag("long")
    void a_peer_that_sends_and_does_not_read_is_read_no_further() throws Exception {
        try (ChatServer server = start(Duration.ofSeconds(30));
                ContractPeer peer = ContractPeer.openWithSmallBuffer(server.uri(), "/echo")) {
            byte[] message = new byte[60_000];
            long[] sent = new long[1];
            Thread sender = new Thread(() -> {
                try {
                    while (sent[0] < 1L << 30) {
                        peer.send(ContractPeer.BINARY, message);
                        synchronized (sent) {
                            sent[0] += message.length;
                        }
                    }
                } catch (IOException closed) {
                    // the test is over
                }
            }, "sender");
            sender.start();
            long before;
            long now = -1;
            do {
                before = now;
                sender.join(200);
                synchronized (sent) {
                    now = sent[0];
                }
            } while (now != before);
            assertTrue(now < 64 << 20, "it took " + now + " bytes, then TCP said wait: nothing is piled up inside");
            assertTrue(sender.isAlive(), "the sender waits");
            peer.close();
            sender.join(10_000);
        }
    }

    @Test
    void every_request_is_logged_and_every_connection_counted() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        ConnectionStatistics statistics = new ConnectionStatistics();
        ChatServer server = new ChatServer.Settings(Duration.ofSeconds(30), log::add, statistics)
                .start(0, new History());
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/chat?name=ann")) {
            ContractListener.until("it is logged", () -> log.size() == 1);
            assertTrue(log.get(0).contains("\"GET /chat?name=ann HTTP/1.1\" 101"), log.get(0));
            peer.close(1000);
            assertEquals(1000, peer.read().code());
        } finally {
            server.close();
        }
        assertEquals(2, statistics.getConnectionsTotal(), "one of HTTP, which became one of WebSocket");
    }

    @Test
    void what_Jetty_itself_refuses_tells_nothing_of_our_insides() throws Exception {
        try (ChatServer server = start(Duration.ofSeconds(30));
                ContractPeer peer = ContractPeer.connect(server.uri())) {
            peer.write("GET /chat HTTP/1.1\r\nHost : a b\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            String answer = peer.head();
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertFalse(answer.toLowerCase(Locale.ROOT).contains("jetty"), answer);
        }
    }

    @Test
    void a_port_that_is_taken_is_told_in_a_sentence() throws Exception {
        try (ChatServer server = start(Duration.ofSeconds(30))) {
            int port = server.uri().getPort();
            IOException e = assertThrows(IOException.class, () -> ChatServer.start(port, new History()));
            assertTrue(e.getMessage().startsWith("port " + port + " cannot be opened: "), e.getMessage());
        }
    }

    @Test
    void a_stop_is_bounded_even_if_a_peer_never_answers() throws Exception {
        ChatServer server = start(Duration.ofSeconds(30));
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/chat?name=mute")) {
            ContractListener.until("it is there", () -> server.readers() == 1);
            long before = System.nanoTime();
            server.close();
            assertTrue(Slowness.isWithin(before, 8_000), "it has a few seconds");
            assertEquals(1001, peer.read().code());
        }
    }

    private static ChatServer start(Duration idle) throws IOException {
        return new ChatServer.Settings().idle(idle).start(0, new History());
    }
}
