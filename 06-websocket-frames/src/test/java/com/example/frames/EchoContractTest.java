package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an echo endpoint must do, whoever wrote the server. The same file is in lessons 06, 07 and 08. */
@DisplayName("The contract of /echo")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EchoContractTest {

    private static final int LIMIT = 16 << 20;

    private ContractServer server;

    @BeforeAll
    void start() throws IOException {
        server = start(new History());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    ContractServer start(History history) throws IOException {
        return ContractServer.start(history);
    }

    @Test
    void text_and_binary_come_back_as_they_were() throws Exception {
        ContractListener client = ContractListener.open(server.uri().resolve("/echo"));
        for (String text : new String[] {"hello", "", "gr\u00fc\u00dfe \u20ac \ud83d\ude00", "x".repeat(200_000)}) {
            client.send(text);
            assertEquals(text, client.next());
        }
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        for (byte[] binary : new byte[][] {{0, 1, (byte) 0xFF}, {}, bytes}) {
            client.send(binary);
            assertEquals(ByteBuffer.wrap(binary), client.next());
        }
        client.close(1000);
        assertEquals("close 1000 ", client.next());
    }

    @Test
    void every_form_of_the_length_is_understood() throws IOException {
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            for (int size : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, 1 << 20}) {
                byte[] payload = new byte[size];
                new Random(size).nextBytes(payload);
                peer.send(ContractPeer.BINARY, payload);
                ContractPeer.Received echo = peer.read();
                assertEquals(ContractPeer.BINARY, echo.first());
                assertArrayEquals(payload, echo.payload(), size + " bytes");
            }
        }
    }

    @Test
    void fragments_are_one_message_and_a_ping_between_them_is_answered_first() throws IOException {
        byte[] text = "gr\u00fc\u00dfe \u20ac \ud83d\ude00".getBytes(UTF_8);
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            for (int cut = 0; cut <= text.length; cut++) {
                peer.send(0x01, Arrays.copyOf(text, cut));
                peer.send(ContractPeer.PING, "ping " + cut);
                peer.send(0x00, new byte[0]);
                peer.send(0x80, Arrays.copyOfRange(text, cut, text.length));
                ContractPeer.Received echo = peer.read();
                assertEquals(ContractPeer.TEXT, echo.first());
                assertArrayEquals(text, echo.payload(), "cut after byte " + cut);
                assertEquals("ping " + cut, peer.pongs.poll());
            }
        }
    }

    @Test
    void messages_come_back_in_their_order() throws IOException {
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            for (int i = 0; i < 1_000; i++) {
                many.writeBytes(ContractPeer.frame(ContractPeer.TEXT, ("message " + i).getBytes(UTF_8)));
            }
            peer.write(many.toByteArray());
            for (int i = 0; i < 1_000; i++) {
                assertEquals("message " + i, peer.read().text());
            }
        }
    }

    @Test
    void a_frame_right_behind_the_request_is_not_lost() throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            byte[] request = peer.request("/echo").getBytes(ISO_8859_1);
            byte[] frame = ContractPeer.frame(ContractPeer.TEXT, "early".getBytes(UTF_8));
            peer.write(ByteBuffer.allocate(request.length + frame.length).put(request).put(frame).array());
            String answer = peer.head();
            assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
            assertTrue(answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), answer);
            assertEquals("early", peer.read().text());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {ContractPeer.TEXT, ContractPeer.BINARY})
    @Tag("long")
    void the_limit_is_16_MiB_and_one_byte_more_is_1009(int kind) throws Exception {
        byte[] payload = new byte[LIMIT];
        Arrays.fill(payload, (byte) 'x');
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            peer.send(kind, payload);
            assertEquals(-1, Arrays.mismatch(payload, peer.read().payload()), "the first byte that is not as it was");
        }
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            Thread sender = new Thread(() -> {
                try {
                    peer.send(kind, Arrays.copyOf(payload, LIMIT + 1));
                } catch (IOException e) {
                    // it may hang up before it has read so much
                }
            }, "sender");
            sender.start();
            assertEquals(1009, peer.read().code());
            peer.close();
            sender.join(60_000);
        }
    }

    @Test
    void the_limit_is_for_the_message_not_for_its_frames() throws IOException {
        byte[] quarter = new byte[LIMIT / 4];
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            for (int first : new int[] {0x02, 0x00, 0x00, 0x00}) {
                peer.send(first, quarter);
            }
            peer.send(0x00, new byte[1]);
            assertEquals(1009, peer.read().code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "are you there", "125"})
    void a_ping_is_answered_with_its_own_payload(String payload) throws IOException {
        String sent = payload.equals("125") ? "y".repeat(125) : payload;
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            peer.send(ContractPeer.PONG, "unsolicited");
            peer.send(ContractPeer.PING, sent);
            assertEquals(sent, peer.pong());
            peer.send(ContractPeer.TEXT, "still here");
            assertEquals("still here", peer.read().text());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4321, 4999})
    void a_close_is_answered_with_its_code_and_the_server_ends_TCP(int code) throws IOException {
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            peer.close(code);
            assertEquals(code, peer.read().code());
            assertTrue(peer.ends(), "the server ends TCP first (section 7.1.1)");
        }
    }

    @Test
    void a_close_without_a_code_is_answered_too() throws IOException {
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            peer.send(ContractPeer.CLOSE, "");
            ContractPeer.Received answer = peer.read();
            assertEquals(ContractPeer.CLOSE, answer.first());
            assertTrue(answer.code() == 1005 || answer.code() == 1000, "code " + answer.code());
            assertTrue(peer.ends());
        }
    }

    /** Bytes of a client that breaks a rule, and the code that says which kind of rule it was. */
    @ParameterizedTest
    @CsvSource({
        "81 02 6869,                1002, a client masks its frames",
        "C1 80 00000000,            1002, RSV1 was not agreed on",
        "83 80 00000000,            1002, opcode 3 is reserved",
        "80 80 00000000,            1002, nothing to continue",
        "01 80 00000000 81 80 00000000, 1002, a message inside a message",
        "09 80 00000000,            1002, a control frame has no fragments",
        "88 81 00000000 03,         1002, half a close code",
        "88 82 00000000 03ed,       1002, 1005 is never on the wire",
        "88 82 00000000 03e7,       1002, 999 is no close code",
        "81 82 00000000 c328,       1007, not UTF-8",
        "81 83 00000000 eda080,     1007, half of a surrogate pair",
    })
    void what_breaks_a_rule_is_told_which(String hex, int code, String rule) throws IOException {
        try (ContractPeer peer = ContractPeer.open(server.uri(), "/echo")) {
            peer.write(HexFormat.of().parseHex(hex.replace(" ", "")));
            assertEquals(code, peer.read().code(), rule);
            peer.close(code);
            assertTrue(peer.ends(), "then the connection ends");
        }
    }
}
