package com.example.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xnio.Options;

/** What this lesson puts in front of Undertow: the third column of the table in the README. */
@DisplayName("Undertow with what we put in front")
class OursTest {

    private static final String COMPRESSION = "Sec-WebSocket-Extensions: permessage-deflate";

    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.start(0, new History());
    }

    @AfterEach
    void stop() {
        server.close();
        Await.noThreads();
    }

    @ParameterizedTest
    @CsvSource({
        "89 01 70,                                1002, a ping that is not masked",
        "A1 80 00000000,                          1002, RSV2",
        "01 80 00000000 C0 80 00000000,           1002, RSV1 on a continuation",
        "82 FF 8000000000000000 00000000,         1002, a length with the top bit set",
        "82 FE 0001 00000000 00,                  1002, a length of 1 in two bytes",
        "82 FF 0000000000000001 00000000 00,      1002, a length of 1 in eight bytes",
        "82 FF 0000000001000001,                  1009, a length over the limit: before its payload comes",
        "88 82 00000000 03f4,                     1002, Close 1012: Undertow's own",
    })
    void a_frame_that_cannot_be_is_told_so(String hex, int code, String what) throws IOException {
        byte[] frame = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (int cut = 1; cut < frame.length; cut++) {
            try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
                peer.write(Arrays.copyOf(frame, cut));
                peer.write(Arrays.copyOfRange(frame, cut, frame.length));
                assertEquals(code, peer.read().code(), what + ", cut after byte " + cut);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "permessage-deflate                                     | permessage-deflate",
        "permessage-deflate; client_max_window_bits             | permessage-deflate",
        "permessage-deflate; server_max_window_bits=15          | permessage-deflate; server_max_window_bits=15",
        "permessage-deflate; server_max_window_bits=9           |",
        "permessage-deflate; client_max_window_bits=16          |",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover |",
        "permessage-deflate; server_no_context_takeover=1       |",
        "permessage-deflate; unknown                            |",
        "permessage-deflate; unknown, permessage-deflate        | permessage-deflate",
        "permessage-deflate, permessage-deflate                 | permessage-deflate",
    })
    void an_offer_of_compression_is_kept_or_declined(String offer, String agreed) throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String answer = peer.handshake("/echo", "Sec-WebSocket-Extensions: " + offer);
            String field = "Sec-WebSocket-Extensions: ";
            assertTrue(agreed == null ? !answer.contains(field) : answer.contains(field + agreed + "\r\n"), answer);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET             | POST            | 405 | A WebSocket begins with GET.",
        "HTTP/1.1        | HTTP/1.0        | 505 | 'A WebSocket begins with HTTP/1.1, not with HTTP/1.0.'",
        "Host: 127       | Host: evil.127  | 421 | This server does not answer for this address.",
        "Version: 13     | Version: 12     | 426 | The Sec-WebSocket-Version field must be 13.",
        "grade: websocket | grade: h2c  | 426 | 'This address speaks WebSocket: ask for it with Upgrade: websocket.'",
        "Connection: Upgrade | Connection: close | 400 | The Connection field must list Upgrade.",
        "ZQ==            | ZQ!!            | 400 | The Sec-WebSocket-Key field must be the Base64 of 16 bytes.",
    })
    void a_refusal_is_a_status_and_one_sentence(String part, String wrong, int status, String sentence)
            throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            peer.write(peer.request("/echo").replace(part, wrong).getBytes(ISO_8859_1));
            String head = peer.head();
            assertEquals(" " + status + " ", head.substring("HTTP/1.1".length(), "HTTP/1.1 400 ".length()), head);
            assertEquals(status == 405, head.contains("\r\nAllow: GET\r\n"), head);
            assertEquals(status == 426, head.contains("\r\nSec-WebSocket-Version: 13\r\n"), head);
            String length = "\r\ncontent-length: " + (sentence.length() + 1) + "\r\n";
            assertTrue(head.toLowerCase(Locale.ROOT).contains(length), head);
            assertEquals(sentence + "\n", peer.text(sentence.length() + 1));
        }
    }

    @Test
    void a_list_may_be_in_several_fields() throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            String head = peer.handshake("/chat?name=a", "Sec-WebSocket-Protocol: superchat",
                    "Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Extensions: x-unknown", COMPRESSION);
            assertTrue(head.contains("\r\nSec-WebSocket-Protocol: chat\r\n"), head);
            assertTrue(head.contains("\r\n" + COMPRESSION + "\r\n"), head);
        }
    }

    @Test
    void context_takeover_is_as_agreed() throws IOException {
        byte[] hello = "Hello".getBytes(ISO_8859_1);
        for (boolean takeover : new boolean[] {true, false}) {
            String offer = COMPRESSION + (takeover ? "" : "; server_no_context_takeover");
            try (ContractPeer peer = ContractPeer.connect(server.uri())) {
                String head = peer.handshake("/echo", offer);
                assertTrue(head.contains("\r\n" + offer + "\r\n"), head);
                peer.send(ContractPeer.TEXT, hello);
                int first = peer.read().payload().length;
                peer.send(ContractPeer.TEXT, hello);
                int second = peer.read().payload().length;
                assertEquals(takeover, second < first, "the same text took " + first + " bytes, then " + second);
            }
        }
    }

    @Test
    void what_follows_a_good_message_is_looked_at_too() throws IOException {
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            peer.send(ContractPeer.TEXT, "Hello");
            assertEquals("Hello", peer.read().text());
            peer.write((byte) 0x82, (byte) 0xFE, (byte) 0, (byte) 1);
            assertEquals("a length must be in the shortest form, and not negative", peer.read().reason());
        }
    }

    /** Undertow's own bound for a compressed message is 1 MiB; what does not fit kills the connection. */
    @Test
    void noise_of_more_than_a_MiB_comes_back_compressed() throws Exception {
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo",
                "Sec-WebSocket-Extensions: permessage-deflate")) {
            byte[] noise = new byte[2 << 20];
            new Random(8).nextBytes(noise);
            peer.send(ContractPeer.BINARY, noise);                      // not compressed itself: that is allowed
            ContractPeer.Received echo = peer.read();
            assertTrue(echo.payload().length > noise.length / 2, echo.payload().length + " bytes");
        }
    }

    @Test
    @Tag("long")
    void a_client_that_reads_nothing_is_not_read_either() throws Exception {
        try (ContractPeer peer = ContractPeer.openWithSmallBuffer(server.uri(), "/echo")) {
            byte[] frame = ContractPeer.frame(ContractPeer.BINARY, "x".repeat(1 << 20).getBytes(ISO_8859_1));
            int[] sent = {0};
            Thread sender = new Thread(() -> {
                try {
                    for (; sent[0] < 500; sent[0]++) {
                        peer.write(frame);
                    }
                } catch (IOException e) {
                    // the test is over
                }
            }, "sender");
            sender.start();
            sender.join(1_000);
            assertTrue(sender.isAlive(),
                    "half a GiB was taken by the server in a second: nothing held the sender back");
            peer.reset();
            sender.join();
        }
    }

    /** The endpoints of the lesson have no known way to fail: this one has. */
    @Test
    void an_exception_is_1011_and_tells_nothing() throws IOException {
        Connections connections = new Connections(Duration.ofSeconds(8));
        Undertow undertow = Undertow.builder().addHttpListener(0, "127.0.0.1")
                .setWorkerOption(Options.WORKER_NAME, "undertow-chat-fails")
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setHandler(new Gate(Set.of(), connections, new Feeds(), exchange -> new Endpoint() {
                    @Override
                    void received(boolean text, ByteBuffer message) {
                        throw new IllegalStateException("secret");
                    }
                })).build();
        Logger log = Logger.getLogger(Endpoint.class.getName());
        log.setLevel(Level.OFF);
        undertow.start();
        try {
            int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
            try (ContractPeer peer = ContractPeer.open(URI.create("ws://127.0.0.1:" + port + "/"), "/")) {
                peer.send(ContractPeer.TEXT, "hello");
                ContractPeer.Received close = peer.read();
                assertEquals("1011 the server could not go on", close.code() + " " + close.reason());
                peer.close(1011);
                assertTrue(peer.ends(), "and the connection ends");
            }
        } finally {
            undertow.stop();
            log.setLevel(null);
        }
    }
}
