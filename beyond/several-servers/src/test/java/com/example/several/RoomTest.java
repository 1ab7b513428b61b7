package com.example.several;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers on one log in this JVM: who comes in, who hears what, and who is made to wait. */
class RoomTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private MemoryLog log;
    private ChatServer one;
    private ChatServer two;

    @BeforeEach
    void open() throws IOException {
        log = new MemoryLog(Engine.KEPT);
        one = ChatServer.start(0, log);
        two = ChatServer.start(0, log);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        one.close();
        two.close();
        log.close();
    }

    @Test
    void a_fast_writer_is_heard_in_order_on_the_other_server() throws Exception {
        ChatClient ann = client("ann", 0, one);
        ChatClient bob = client("bob", 0, two);
        for (int i = 1; i <= 500; i++) {
            assertTrue(ann.say("text " + i));
        }
        for (int i = 1; i <= 500; i++) {
            assertEquals(new Message(i, "ann", "text " + i), bob.next(PATIENCE));
        }
    }

    @Test
    void a_reader_that_comes_back_to_the_other_server_hears_what_it_missed_once() throws Exception {
        for (int i = 1; i <= 350; i++) {
            log.append("ann", "text " + i);
        }
        ChatClient bob = client("bob", 3, one, two);
        assertEquals(4, bob.next(PATIENCE).id());
        one.cut();
        log.append("ann", "text 351");
        for (int i = 5; i <= 351; i++) {
            assertEquals(i, bob.next(PATIENCE).id());
        }
    }

    @Test
    void a_member_of_a_server_that_says_nothing_any_more_goes_to_the_other() throws Exception {
        log.append("ann", "hello");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ChatClient bob = new ChatClient("bob",
                    List.of(URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/chat"), two.uri()), 0);
            opened.add(bob);
            try (Socket accepted = silent.accept()) {
                upgrade(accepted);
                assertEquals(new Message(1, "ann", "hello"), bob.next(PATIENCE));
            }
        }
    }

    /** Reads a handshake and answers it; then nothing more is said. */
    private static void upgrade(Socket socket) throws Exception {
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            head += (char) socket.getInputStream().read();
        }
        String key = head.replaceAll("(?is).*\r\nsec-websocket-key: *(\\S+).*", "$1");
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash)
                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_gap_and_the_future_are_told_on_every_server() throws Exception {
        for (int i = 1; i <= Engine.KEPT + 10; i++) {
            log.append("ann", "text");
        }
        for (ChatServer server : List.of(one, two)) {
            ChatClient old = new ChatClient("old", List.of(server.uri()), 9);
            opened.add(old);
            assertEquals(11, assertThrows(GapException.class, () -> old.next(PATIENCE)).oldest());
            ChatClient future = new ChatClient("future", List.of(server.uri()), 5_000);
            opened.add(future);
            assertEquals(Engine.KEPT + 10,
                    assertThrows(FutureCursorException.class, () -> future.next(PATIENCE)).last());
        }
    }

    @Test
    void a_reader_that_falls_behind_is_dropped_and_delays_no_other() throws Exception {
        ChatClient here = client("here", 0, one);
        ChatClient there = client("there", 0, two);
        try (Socket slow = new Socket("127.0.0.1", one.uri().getPort())) {
            slow.setReceiveBufferSize(4_096);
            assertEquals(101, handshake(slow, "/chat?name=slow", ""));
            Await.until("the third", () -> one.readers() == 2);
            String text = "x".repeat(Message.MAX_TEXT);
            int said = 0;
            while (one.readers() == 2 && said < 100_000) {
                for (int i = 0; i < 50; i++) {
                    log.append("ann", text);
                }
                for (int i = 1; i <= 50; i++) {
                    said++;
                    assertEquals(said, here.next(PATIENCE).id());
                    assertEquals(said, there.next(PATIENCE).id());
                }
            }
            assertEquals(1, one.readers(), "the slow one is still there after " + said + " messages");
        }
    }

    @Test
    void what_cannot_be_is_refused_before_the_handshake() throws Exception {
        assertEquals(400, status("/chat", ""));
        assertEquals(400, status("/chat?name=a%09b", ""));
        assertEquals(400, status("/chat?name=ann&name=bob", ""));
        assertEquals(400, status("/chat?name=ann&after=-1", ""));
        assertEquals(400, status("/chat?name=ann&after=x", ""));
        assertEquals(403, status("/chat?name=ann", "Origin: https://evil.example\r\n"));
        assertEquals(101, status("/chat?name=ann", ""));
        assertEquals(101, status("/chat?name=ann", "Origin: http://127.0.0.1:" + one.uri().getPort() + "\r\n"));
        assertEquals(200, status("/ready", ""));
    }

    @Test
    void without_its_log_a_server_says_so() throws Exception {
        try (RedisProcess redis = RedisProcess.embedded();
                RedisLog away = new RedisLog(redis.address(), "room", 10, Duration.ofMillis(20));
                ChatServer server = ChatServer.start(0, away)) {
            Await.until("Redis", () -> !away.isAway());
            ChatClient ann = client("ann", 0, server, two);
            redis.stop();
            Await.until("that it is away", away::isAway);
            assertEquals(503, status(server, "/ready", ""));
            assertEquals(503, status(server, "/chat?name=bob", ""));
            ann.say("is this kept?");
            Await.until("that ann is sent to another server", () -> ann.server().equals(two.uri()));
        }
    }

    @Test
    void one_whose_message_may_be_lost_is_told_and_what_it_says_then_is_not_heard() throws Exception {
        LogThatTakesNothing nothing = new LogThatTakesNothing();
        try (ChatServer server = ChatServer.start(0, nothing);
                Socket ann = new Socket("127.0.0.1", server.uri().getPort())) {
            assertEquals(101, handshake(ann, "/chat?name=ann", ""));
            InputStream in = ann.getInputStream();
            for (String end = ""; !end.endsWith("\r\n\r\n"); ) {
                end += (char) in.read();
            }
            byte[] text = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'};
            ann.getOutputStream().write(text);
            assertEquals(0x88, in.read());
            byte[] close = in.readNBytes(in.read());
            assertEquals(Room.AWAY, (close[0] & 0xFF) << 8 | close[1] & 0xFF);
            ann.getOutputStream().write(text);
            ann.getOutputStream().write(new byte[] {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, close[0], close[1]});
            assertEquals(-1, in.read());
        }
        assertEquals(1, nothing.asked.get(), "messages that reached the log");
    }

    /** It can be read, and not be written. */
    private static final class LogThatTakesNothing implements Log {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Message append(String from, String text) throws LogAwayException {
            asked.incrementAndGet();
            throw new LogAwayException(null);
        }

        @Override
        public List<Message> after(long id) {
            return List.of();
        }

        @Override
        public void listen(Listener listener) { }

        @Override
        public boolean isAway() {
            return false;
        }

        @Override
        public void close() { }
    }

    private ChatClient client(String name, long after, ChatServer... servers) {
        List<URI> addresses = new ArrayList<>();
        for (ChatServer server : servers) {
            addresses.add(server.uri());
        }
        ChatClient client = new ChatClient(name, addresses, after);
        opened.add(client);
        Await.until("a connection", client::isConnected);
        return client;
    }

    private int status(String path, String more) throws IOException {
        return status(one, path, more);
    }

    private static int status(ChatServer server, String path, String more) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
            return handshake(socket, path, more);
        }
    }

    /** Asks for a WebSocket by hand; the status of the response. */
    private static int handshake(Socket socket, String path, String more) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return Integer.parseInt(line.toString().split(" ")[1]);
    }
}
