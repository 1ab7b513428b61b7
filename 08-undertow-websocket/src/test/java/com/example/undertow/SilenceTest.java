package com.example.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.undertow.exercise.Slowness;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The silent one among the others")
class SilenceTest {

    private static final Duration PATIENT = Duration.ofMinutes(10);

    @AfterEach
    void all_threads_end() {
        Await.noThreads();
    }

    @Test
    @Tag("long")
    void a_silent_peer_is_pinged_and_stays_if_it_answers() throws Exception {
        try (ChatServer server = start(atLeast(1_000))) {
            ContractListener alive = ContractListener.open(server.uri().resolve("/chat?name=alive"), "chat");
            try (ContractPeer dead = ContractPeer.open(server.uri(), "/chat?name=dead")) {
                assertThrows(IOException.class, dead::read, "pinged, and then cut off");
            }
            Await.until("the dead one is gone", () -> server.readers() == 1);
            server.publish("server", "still here?");
            assertEquals("1\tserver\tstill here?", alive.next());
        }
    }

    /** The publisher waits, so the room takes nothing more; the member's pong is among what is not read meanwhile. */
    @Test
    @Tag("long")
    void a_member_that_sends_faster_than_the_room_takes_is_not_silent() throws Exception {
        History history = new History();
        Duration silence = atLeast(300);
        int messages = 200;
        try (ChatServer server = new ChatServer.Settings(silence, PATIENT).start(0, history);
                ContractPeer talker = ContractPeer.open(server.uri(), "/chat?name=talker")) {
            Await.until("it has joined", () -> server.readers() == 1);
            synchronized (history) {
                for (int i = 0; i < messages; i++) {
                    talker.send(ContractPeer.TEXT, "message " + i);
                }
                long end = System.nanoTime() + 4 * silence.toNanos();
                Await.until("twice the time after which a silent one is gone", () -> System.nanoTime() > end);
            }
            Await.until("all of them are taken", () -> history.lastId() == messages);
            assertEquals(1, server.readers());
        }
    }

    /** TCP tells of progress by the megabyte: so this peer reads some megabytes in a second, and 15 in all. */
    @Test
    @Tag("long")
    void a_peer_that_reads_slowly_is_alive_as_long_as_it_reads() throws Exception {
        Duration silence = atLeast(500);
        int piece = 64 << 10;
        try (ChatServer server = start(silence);
                ContractPeer slow = ContractPeer.openWithSmallBuffer(server.uri(), "/echo")) {
            byte[] big = new byte[15 << 20];
            Thread sender = new Thread(() -> sendQuietly(slow, big), "sender");
            sender.start();
            String head = slow.text(2);
            while (head.charAt(1) == 0) {                       // a ping: the way up took longer than the silence
                head = slow.text(2);
            }
            slow.text(8);                                       // the rest of the header of the echo
            sender.join();
            long pause = silence.toNanos() / 25;
            long next = System.nanoTime();
            int read = 0;
            for (long end = next + 4 * silence.toNanos(); System.nanoTime() < end; next += pause) {
                read += slow.text(piece).length();
                LockSupport.parkNanos(next + pause - System.nanoTime());
            }
            assertTrue(read < big.length / 2, "it was slow, it read " + read);
            slow.text(big.length - read);
            slow.send(ContractPeer.TEXT, "still here");
            assertEquals("still here", slow.read().text());
        }
    }

    private static void sendQuietly(ContractPeer peer, byte[] data) {
        try {
            peer.send(ContractPeer.BINARY, data);
        } catch (IOException e) {
            // the reading side tells what is wrong
        }
    }

    @Test
    void a_peer_that_does_not_read_its_echo_is_gone_after_twice_the_silence() throws Exception {
        try (ChatServer server = start(Duration.ofMillis(300));
                ContractPeer mute = ContractPeer.openWithSmallBuffer(server.uri(), "/echo")) {
            byte[] frame = ContractPeer.frame(ContractPeer.BINARY, new byte[1 << 20]);
            assertThrows(IOException.class, () -> {
                while (true) {
                    mute.write(frame);                          // TCP says wait, and then the server hangs up
                }
            });
        }
    }

    /** On a busy machine it is more: a peer that lives must come to answer within that time. */
    private static Duration atLeast(int millis) {
        return Duration.ofMillis(Slowness.millis(millis));
    }

    private static ChatServer start(Duration silence) throws IOException {
        return new ChatServer.Settings(silence, PATIENT).start(0, new History());
    }
}
