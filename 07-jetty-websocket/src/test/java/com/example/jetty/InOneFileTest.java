package com.example.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.jetty.exercise.Slowness;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes wrong in the one file and right in the lesson: each test is a row of the README's table. */
@DisplayName("What the one file lacks")
class InOneFileTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Server jetty;
    private URI oneFile;
    private ChatServer server;
    private URI lesson;

    @BeforeEach
    void start() throws Exception {
        jetty = new InOneFile().start(0);
        oneFile = URI.create("ws://127.0.0.1:" + jetty.getURI().getPort() + "/");
        server = ChatServer.start(0, new History());
        lesson = server.uri();
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        server.close();
    }

    /** Hears texts; the end is "closed" and the code. */
    private static final class Guest implements WebSocket.Listener {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;

        Guest(URI room, String path, String... origin) {
            WebSocket.Builder builder = HTTP.newWebSocketBuilder();
            for (String value : origin) {
                builder.header("Origin", value);
            }
            socket = builder.buildAsync(room.resolve(path), this).join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.add("closed " + code);
            return null;
        }

        Guest say(String what) {
            socket.sendText(what, true).join();
            return this;
        }

        String hear() throws InterruptedException {
            return Slowness.next(heard, 5_000);
        }
    }

    private static int refused(URI room, String path, String... origin) {
        CompletionException e = assertThrows(CompletionException.class, () -> new Guest(room, path, origin));
        return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }

    @Test
    void one_that_comes_back_does_not_hear_what_it_has_missed() throws Exception {
        assertEquals("1\tann\tone", new Guest(oneFile, "chat?name=ann").say("one").hear());
        assertEquals("2\tbob\ttwo", new Guest(oneFile, "chat?name=bob&after=0").say("two").hear());

        server.publish("ann", "one");
        assertEquals("1\tann\tone", new Guest(lesson, "chat?name=bob&after=0").hear());
    }

    /** The lesson counts the bytes that wait, and drops the reader at a bound: CrowdTest. */
    @Test
    void all_that_a_reader_does_not_read_waits_in_the_memory() throws Exception {
        int messages = 110;                         // 6.6 MB, more than the buffers of two sockets hold
        String text = "x".repeat(60_000);
        try (ContractPeer deaf = ContractPeer.open(oneFile, "/chat?name=deaf")) {
            Guest ann = new Guest(oneFile, "chat?name=ann");
            for (int said = 1; said <= messages; said++) {
                assertEquals(said + "\tann\t" + text, ann.say(text).hear());
            }
            for (int heard = 1; heard <= messages; heard++) {
                assertEquals(heard + "\tann\t" + text, deaf.read().text());
            }
        }
    }

    @Test
    void a_text_with_a_line_break_becomes_two_messages() throws Exception {
        String forged = "hello\n2\tbob\tI owe ann a thousand";
        assertEquals("1\tann\t" + forged, new Guest(oneFile, "chat?name=ann").say(forged).hear());

        assertEquals("closed 1008", new Guest(lesson, "chat?name=ann").say(forged).hear());
    }

    @Test
    void one_without_a_name_is_let_in_and_makes_it_fail() throws Exception {
        assertEquals("closed 1011", new Guest(oneFile, "chat").say("hello").hear());

        assertEquals(400, refused(lesson, "chat"));
    }

    @Test
    void a_page_of_another_site_may_connect() throws Exception {
        new Guest(oneFile, "chat?name=ann", "http://elsewhere.example");

        assertEquals(403, refused(lesson, "chat?name=ann", "http://elsewhere.example"));
    }

    @Test
    void a_long_message_goes_to_all() throws Exception {
        String text = "x".repeat(60_000);
        assertEquals("1\tann\t" + text, new Guest(oneFile, "chat?name=ann").say(text).hear());

        assertEquals("closed 1008", new Guest(lesson, "chat?name=ann").say(text).hear());
    }

    @Test
    void binary_data_is_dropped_without_a_word() throws Exception {
        Guest guest = new Guest(oneFile, "chat?name=ann");
        guest.socket.sendBinary(ByteBuffer.allocate(3), true).join();
        assertEquals("1\tann\tx", guest.say("x").hear());

        Guest other = new Guest(lesson, "chat?name=ann");
        other.socket.sendBinary(ByteBuffer.allocate(3), true).join();
        assertEquals("closed 1003", other.hear());
    }

    @Test
    void the_end_of_the_server_is_no_goodbye() throws Exception {
        // By hand: the JDK's client may miss the end of TCP when it comes without a Close.
        try (Socket guest = new Socket(oneFile.getHost(), oneFile.getPort())) {
            guest.setSoTimeout(Slowness.millis(5_000));
            guest.getOutputStream().write(("GET /chat?name=ann HTTP/1.1\r\nHost: " + oneFile.getAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").getBytes(US_ASCII));
            InputStream in = guest.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            jetty.stop();
            assertEquals(-1, in.read(), "no Close, and no other frame");
        } catch (SocketException reset) {
            // Not even an orderly end: no Close either.
        }

        Guest other = new Guest(lesson, "chat?name=ann").say("x");
        other.hear();
        server.close();
        assertEquals("closed 1001", other.hear());
    }
}
