package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.handshake.RefusedException;
import com.example.frames.io.ThreadedClient;
import com.example.frames.protocol.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The server with real sockets: /echo")
class EchoServerTest {

    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.start(0, new History());
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
        Await.noThreads();
    }

    @Test
    void the_client_of_the_JDK_is_understood() throws Exception {
        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(server.uri().resolve("/echo"), new Hearing(heard)).get(60, TimeUnit.SECONDS);
        String text = "gr\u00fc\u00dfe \u20ac \ud83d\ude00 ".repeat(20_000);
        socket.sendText(text.substring(0, 100_000), false).get(60, TimeUnit.SECONDS);
        socket.sendText(text.substring(100_000), true).get(60, TimeUnit.SECONDS);
        assertEquals(text, heard.poll(60, TimeUnit.SECONDS));
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, (byte) 0xFF}), true).get(60, TimeUnit.SECONDS);
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, (byte) 0xFF}), heard.poll(60, TimeUnit.SECONDS));
        socket.sendPing(ByteBuffer.wrap("are you there".getBytes(UTF_8))).get(60, TimeUnit.SECONDS);
        assertEquals("pong are you there", heard.poll(60, TimeUnit.SECONDS));
        socket.sendClose(4321, "done").get(60, TimeUnit.SECONDS);
        assertEquals("close 4321", heard.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void our_own_client_gets_large_messages_back_plain_and_compressed() throws Exception {
        for (boolean compression : new boolean[] {false, true}) {
            // Compressing noise takes its time, and shows nothing that one MiB would not show.
            byte[] noise = new byte[compression ? 1 << 20 : 16 << 20];
            new Random(16).nextBytes(noise);
            CompletableFuture<byte[]> echo = new CompletableFuture<>();
            Endpoint endpoint = (connection, text, message) -> {
                byte[] bytes = new byte[message.remaining()];
                message.get(bytes);
                echo.complete(bytes);
            };
            try (ThreadedClient client =
                    WebSocketClient.connect(server.uri().resolve("/echo"), List.of(), compression, endpoint)) {
                client.socket().send(false, ByteBuffer.wrap(noise));
                assertTrue(Arrays.equals(noise, echo.get(60, TimeUnit.SECONDS)), "compression: " + compression);
            }
        }
    }

    @Test
    void a_refusal_reaches_our_client_with_its_status() {
        RefusedException e = assertThrows(RefusedException.class, () -> WebSocketClient.connect(
                server.uri().resolve("/nothing"), List.of(), false, (connection, text, message) -> { }));
        assertEquals(404, e.status());
    }

    @Test
    void no_reset_eats_the_Close_when_a_client_goes_on_sending() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (RawClient client = RawClient.open(server.uri(), "/echo")) {
                byte[] bytes = new byte[200_000];
                bytes[0] = (byte) 0x82;
                bytes[1] = 5;
                client.send(bytes);
                Core.same(Core.serverClose(1002, "a client must mask its frames"), Core.hex(client.rest()),
                        "all that comes");
            }
        }
    }

    @Test
    void the_server_ends_TCP_first() throws IOException {
        try (RawClient client = RawClient.open(server.uri(), "/echo")) {
            client.send(Core.bytes("88 82 00000000 03e8"));
            assertEquals("88 02 03 e8", Core.hex(client.rest()));
        }
    }

    @Test
    void sends_of_many_threads_do_not_mix_with_each_other_or_with_pongs() throws Exception {
        int threads = 4;
        int each = 300;
        BlockingQueue<byte[]> echoes = new LinkedBlockingQueue<>();
        try (ThreadedClient client = WebSocketClient.connect(server.uri().resolve("/echo"), List.of(), false,
                (connection, text, message) -> {
                    byte[] bytes = new byte[message.remaining()];
                    message.get(bytes);
                    echoes.add(bytes);
                })) {
            for (int t = 0; t < threads; t++) {
                byte mark = (byte) t;
                new Thread(() -> {
                    byte[] payload = new byte[10_000];
                    Arrays.fill(payload, mark);
                    for (int i = 0; i < each; i++) {
                        client.socket().send(false, ByteBuffer.wrap(payload));
                        client.socket().ping(ByteBuffer.wrap(new byte[] {mark}));
                    }
                }, "sender-" + t).start();
            }
            int[] seen = new int[threads];
            for (int i = 0; i < threads * each; i++) {
                byte[] echo = echoes.poll(60, TimeUnit.SECONDS);
                assertNotNull(echo, "both sides write at once, and neither waits forever: answer " + i);
                byte[] expected = new byte[10_000];
                Arrays.fill(expected, echo[0]);
                assertTrue(Arrays.equals(expected, echo), "a message of one sender, whole");
                seen[echo[0]]++;
            }
            assertEquals(each, Arrays.stream(seen).min().orElseThrow());
        }
    }

    @Test
    void the_page_is_served() throws Exception {
        URI page = URI.create("http://127.0.0.1:" + server.uri().getPort() + "/");
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().startsWith("<!doctype html>"));
    }

    @Test
    void a_port_that_is_taken_is_told_in_a_sentence() {
        int port = server.uri().getPort();
        IOException e = assertThrows(IOException.class, () -> ChatServer.start(port, new History()));
        assertTrue(e.getMessage().startsWith("port " + port + " cannot be opened: "), e.getMessage());
    }

    @Test
    @Tag("long")
    void closing_the_server_says_1001_and_frees_the_port() throws Exception {
        try (RawClient client = RawClient.open(server.uri(), "/echo");
                RawClient connecting = new RawClient(server.uri())) {
            connecting.send("GET /echo HT".getBytes(ISO_8859_1));
            Thread closing = new Thread(() -> {
                server.close();
                server.close();
            }, "closing");
            closing.start();
            Core.same(Core.serverClose(1001, "going away"), Core.hex(client.read(14)), "the Close");
            client.send(Core.bytes("88 82 00000000 03e9"));
            assertEquals("", Core.hex(client.rest()), "behind the Close");
            closing.join(60_000);
            assertFalse(closing.isAlive(), "the server is closed");
            assertThrows(ConnectException.class, () -> new RawClient(server.uri()));
        }
    }

    /** Puts together what the JDK's client hands out in pieces. */
    private record Hearing(BlockingQueue<Object> heard, StringBuilder text) implements WebSocket.Listener {

        Hearing(BlockingQueue<Object> heard) {
            this(heard, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            heard.add(ByteBuffer.allocate(data.remaining()).put(data).flip());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            heard.add("pong " + UTF_8.decode(message));
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("close " + code);
            return null;
        }
    }
}
