package com.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes wrong in the one file and right in the lesson: each test is a row of the README's table. */
@DisplayName("What the one file lacks")
class InOneFileTest {

    private static final byte[] CLOSE = masked(0x88, new byte[] {0x03, (byte) 0xE8});

    private ServerSocket listener;
    private URI oneFile;
    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        listener = InOneFile.start(0);
        oneFile = URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/");
        server = ChatServer.start(0, new History());
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
        server.close();
    }

    /** A client's frame: with the mask 01 02 03 04. */
    private static byte[] masked(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0xFF);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.writeBytes(new byte[] {1, 2, 3, 4});
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ (i % 4 + 1));
        }
        return frame.toByteArray();
    }

    /** All that comes back for these frames and a Close, in hexadecimal; the reason of a Close is cut off. */
    private static String echo(URI room, byte[]... frames) throws IOException {
        try (RawClient client = RawClient.open(room, "/echo")) {
            try {
                for (byte[] frame : frames) {
                    client.send(frame);
                }
                client.send(CLOSE);
                client.socket.shutdownOutput();
            } catch (SocketException gone) {
                // It has hung up without reading all of it: what it said before that is what counts.
            }
            byte[] all = new byte[0];
            try {
                all = client.rest();
            } catch (SocketException reset) {
                // It has hung up with our bytes unread, without a word.
            }
            String hex = HexFormat.of().formatHex(all);
            return hex.startsWith("88") && hex.length() > 8 ? "88.." + hex.substring(4, 8) : hex;
        }
    }

    private void check(String oneFileSays, String lessonSays, byte[]... frames) throws IOException {
        assertEquals(oneFileSays, echo(oneFile, frames));
        assertEquals(lessonSays, echo(server.uri(), frames));
    }

    @Test
    void a_frame_without_a_mask_ends_it_without_a_word() throws IOException {
        check("", "88..03ea", new byte[] {(byte) 0x81, 1, 'a'});
    }

    @Test
    void a_long_message_ends_it_without_a_word() throws IOException {
        byte[] text = "x".repeat(70_000).getBytes(UTF_8);
        assertEquals("", echo(oneFile, masked(0x81, text)));

        assertTrue(echo(server.uri(), masked(0x81, text)).startsWith("817f000000000001117078"));
    }

    @Test
    void bytes_that_are_no_text_come_back_as_text() throws IOException {
        check("8101ff" + "880203e8", "88..03ef", masked(0x81, new byte[] {(byte) 0xFF}));
    }

    @Test
    void reserved_bits_and_opcodes_that_mean_nothing_come_back() throws IOException {
        check("c10161" + "880203e8", "88..03ea", masked(0xC1, new byte[] {'a'}));
        check("830161" + "880203e8", "88..03ea", masked(0x83, new byte[] {'a'}));
    }

    @Test
    void a_continuation_of_nothing_comes_back() throws IOException {
        check("800161" + "880203e8", "88..03ea", masked(0x80, new byte[] {'a'}));
    }

    @Test
    void a_close_code_that_may_not_be_sent_comes_back() throws IOException {
        check("880203ee", "88..03ea", masked(0x88, new byte[] {0x03, (byte) 0xEE}));            // 1006
        check("880103", "88..03ea", masked(0x88, new byte[] {0x03}));
    }

    @Test
    void a_page_of_another_site_may_connect() throws IOException {
        String request = "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Origin: http://elsewhere.example\r\n\r\n";
        try (RawClient ours = new RawClient(oneFile); RawClient theirs = new RawClient(server.uri())) {
            ours.send(request.getBytes(UTF_8));
            assertTrue(ours.head().startsWith("HTTP/1.1 101 "));
            theirs.send(request.getBytes(UTF_8));
            assertTrue(theirs.head().startsWith("HTTP/1.1 403 "));
        }
    }

    @Test
    void what_one_says_the_others_do_not_hear() throws IOException {
        byte[] hello = masked(0x81, "hello".getBytes(UTF_8));
        try (RawClient ann = RawClient.open(oneFile, "/"); RawClient bob = RawClient.open(oneFile, "/")) {
            ann.send(hello);
            assertEquals("hello", new String(ann.read(7), 2, 5, UTF_8));
            bob.socket.setSoTimeout(300);
            assertThrows(SocketTimeoutException.class, () -> bob.read(1));
        }
        try (RawClient ann = RawClient.open(server.uri(), "/chat?name=ann");
                RawClient bob = RawClient.open(server.uri(), "/chat?name=bob")) {
            ann.send(hello);
            assertEquals("1\tann\thello", new String(bob.read(13), 2, 11, UTF_8));
        }
    }

    /** The lesson asks with a Ping, and hangs up: {@code TimeTest}. */
    @Test
    void one_that_has_gone_without_a_word_is_never_missed() throws IOException {
        try (RawClient silent = RawClient.open(oneFile, "/")) {
            silent.socket.setSoTimeout(300);
            assertThrows(SocketTimeoutException.class, () -> silent.read(1));
        }
    }
}
