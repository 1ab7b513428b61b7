package com.example.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.handshake.ServerOpening;
import com.example.frames.loop.SelectorServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Event loops: a few threads for all")
class SelectorServerTest {

    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.start(0, new History(), "selector");
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
        Await.noThreads();
    }

    @Test
    void connections_do_not_cost_threads_and_idle_ones_are_served_at_once() throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try {
            long threads = threads("ws-");
            for (int i = 0; i < 300; i++) {
                idle.add(RawClient.open(server.uri(), "/echo"));
            }
            assertEquals(300, server.connections());
            assertEquals(threads, threads("ws-"));
            for (RawClient client : idle) {
                client.send(Core.clientFrame(0x81, new byte[] {'x'}));
                assertEquals("81 01 78", Core.hex(client.read(3)));
            }
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
        Await.until("all are gone", () -> server.connections() == 0);
    }

    @Test
    void a_client_that_does_not_read_is_not_read_from_and_delays_no_other() throws Exception {
        byte[] message = Core.clientFrame(0x82, new byte[60_000]);
        AtomicLong sent = new AtomicLong();
        try (RawClient deaf = RawClient.open(server.uri(), "/echo");
                RawClient other = RawClient.open(server.uri(), "/echo")) {
            Thread flood = new Thread(() -> flood(deaf, message, sent), "flood");
            flood.start();
            // It ends when all buffers on the way are full, and the server takes no more in.
            long before = -1;
            while (sent.get() != before || before < 100) {
                before = sent.get();
                other.send(Core.clientFrame(0x81, new byte[] {'x'}));
                assertEquals("81 01 78", Core.hex(other.read(3)), "after " + before + " messages of the deaf one");
                flood.join(300);
            }
            assertTrue(flood.isAlive(), "the deaf one could send 600 MB, and the server has kept them");
            // When it reads at last, everything comes, and the server takes more in.
            byte[] echo = Core.bytes("82 7e ea60");
            for (int i = 0; i < 200; i++) {
                assertTrue(Arrays.equals(echo, deaf.read(4)), "echo " + i + " is whole");
                deaf.read(60_000);
            }
            long stuck = before;
            Await.until("more is taken in", () -> sent.get() > stuck);
            deaf.abort();
            flood.join(60_000);
            assertFalse(flood.isAlive());
        }
    }

    private static void flood(RawClient client, byte[] message, AtomicLong sent) {
        try {
            OutputStream out = client.socket.getOutputStream();
            while (sent.get() < 10_000) {
                out.write(message);
                sent.incrementAndGet();
            }
        } catch (IOException e) {
            // the test has hung up
        }
    }

    @Test
    void several_loops_share_the_connections() throws Exception {
        Site site = new Site(Map.of("/echo", query -> new EchoEndpoint()), new byte[0]);
        server.close();
        ServerSocketChannel listening = SiteServer.listen(0);
        try (SelectorServer three = new SelectorServer(listening, () -> new ServerOpening(site), 3)) {
            assertEquals(3, threads("ws-loop-"));
            URI uri = URI.create("ws://127.0.0.1:" + listening.socket().getLocalPort() + "/");
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                clients.add(RawClient.open(uri, "/echo"));
            }
            assertEquals(30, three.connections());
            for (RawClient client : clients) {
                client.send(Core.clientFrame(0x81, new byte[] {'x'}));
                assertEquals("81 01 78", Core.hex(client.read(3)));
            }
            Thread stopping = new Thread(three::close, "stopping");
            stopping.start();
            byte[] goodbye = Core.bytes(Core.serverClose(1001, "going away"));
            for (RawClient client : clients) {
                assertEquals(Core.hex(goodbye), Core.hex(client.read(goodbye.length)));
                client.send(Core.bytes("88 82 00000000 03e9"));
                assertEquals("", Core.hex(client.rest()), "nothing more comes");
                client.close();
            }
            stopping.join();
        }
    }

    @Test
    void the_property_io_chooses_and_what_it_does_not_know_is_refused() throws Exception {
        assertEquals(1, threads("ws-loop-1"));
        server.close();
        server = ChatServer.start(0, new History(), "threads");
        assertEquals(0, threads("ws-loop-1"));
        assertEquals(1, threads("ws-server-accept"));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> ChatServer.start(0, new History(), "fibres"));
        assertEquals("io is \"threads\" or \"selector\", not \"fibres\"", e.getMessage());
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith(prefix)).count();
    }
}
