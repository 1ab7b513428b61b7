package com.example.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.undertow.exercise.Slowness;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xnio.Options;

/**
 * What Undertow does when it is left alone: the second column of the table in the README. When one of these fails after
 * an upgrade, the table is out of date, and perhaps something of ours is not needed any more.
 */
@DisplayName("Undertow as it comes")
class AsItComesTest {

    private static final Logger XNIO = Logger.getLogger("org.xnio.listener");

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private Undertow undertow;
    private URI uri;

    @BeforeEach
    void start() {
        undertow = Undertow.builder().addHttpListener(0, "127.0.0.1")
                .setWorkerOption(Options.WORKER_NAME, "undertow-chat-bare")
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 500)
                .setHandler(Handlers.websocket((exchange, channel) -> {
                    channel.addCloseTask(ended -> events.add("close task"));
                    channel.getReceiveSetter().set(new Echo());
                    channel.resumeReceives();
                })).build();
        undertow.start();
        int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
        uri = URI.create("ws://127.0.0.1:" + port + "/");
    }

    @AfterEach
    void stop() {
        undertow.stop();
    }

    private final class Echo extends AbstractReceiveListener {

        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            String text = message.getData();
            if (text.equals("throw")) {
                throw new IllegalStateException("secret");
            }
            WebSockets.sendText(text, channel, null);
        }

        long limit() {
            return getMaxTextBufferSize();
        }

        @Override
        protected void onCloseMessage(CloseMessage close, WebSocketChannel channel) {
            events.add("close message " + close.getCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-WebSocket-Version: 8", "Sec-WebSocket-Version: 7", "Sec-WebSocket-Key: AAAA",
        "Upgrade: h2c", "Connection: keep-alive", "Origin: http://evil.example"})
    void it_upgrades_what_it_should_not(String field) throws IOException {
        try (ContractPeer peer = ContractPeer.connect(uri)) {
            String answer = peer.handshake("/", field);
            assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        }
    }

    @Test
    void a_version_that_it_does_not_know_gets_a_bare_404() throws IOException {
        try (ContractPeer peer = ContractPeer.connect(uri)) {
            String answer = peer.handshake("/", "Sec-WebSocket-Version: 12").toLowerCase(Locale.ROOT);
            assertTrue(answer.startsWith("http/1.1 404 ") && !answer.contains("sec-websocket-version"), answer);
        }
    }

    @Test
    void compression_is_not_agreed_on() throws IOException {
        try (ContractPeer peer = ContractPeer.connect(uri)) {
            String answer = peer.handshake("/", "Sec-WebSocket-Extensions: permessage-deflate");
            assertTrue(!answer.toLowerCase(Locale.ROOT).contains("sec-websocket-extensions"), answer);
        }
    }

    @Test
    void a_ping_that_is_not_masked_is_answered() throws IOException {
        try (ContractPeer peer = ContractPeer.open(uri, "/")) {
            peer.write((byte) 0x89, (byte) 0x01, (byte) 'p');
            assertEquals("p", peer.pong());
        }
    }

    @Test
    void an_exception_leaves_the_connection_open_and_says_nothing() throws IOException {
        Level before = XNIO.getLevel();
        XNIO.setLevel(Level.OFF);
        try (ContractPeer peer = ContractPeer.open(uri, "/")) {
            peer.send(ContractPeer.TEXT, "throw");
            peer.send(ContractPeer.PING, "alive");
            assertEquals("alive", peer.pong());
        } finally {
            XNIO.setLevel(before);
        }
    }

    @Test
    void a_message_has_no_limit() {
        assertEquals(-1, new Echo().limit());
    }

    @Test
    void a_length_may_be_longer_than_need_be() throws IOException {
        try (ContractPeer peer = ContractPeer.open(uri, "/")) {
            peer.write(HexFormat.of().parseHex("81ff000000000000000100000000" + "61"));
            assertEquals("a", peer.read().text());
        }
    }

    @ParameterizedTest
    @CsvSource({"1012", "1013", "1014"})
    void a_registered_close_code_that_it_does_not_know_is_1002(int code) throws IOException {
        try (ContractPeer peer = ContractPeer.open(uri, "/")) {
            peer.close(code);
            assertEquals(1002, peer.read().code());
        }
    }

    @Test
    void a_reset_in_the_middle_of_a_frame_calls_the_close_task_alone() throws Exception {
        ContractPeer peer = ContractPeer.open(uri, "/");
        peer.write((byte) 0x81, (byte) 0x85, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5);
        peer.reset();
        assertEquals("close task", Slowness.next(events, 10_000));
    }

    @Test
    void the_end_of_TCP_without_a_Close_is_told_as_1001() throws Exception {
        ContractPeer.open(uri, "/").close();
        assertEquals("close message 1001", Slowness.next(events, 10_000));
        assertEquals("close task", Slowness.next(events, 10_000));
    }
}
