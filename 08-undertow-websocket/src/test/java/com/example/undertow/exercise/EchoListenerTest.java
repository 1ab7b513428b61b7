package com.example.undertow.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.websockets.WebSocketConnectionCallback;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("8.1 EchoListener")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EchoListenerTest {

    private final AtomicInteger open = new AtomicInteger();

    private Served serve(Story story) {
        WebSocketConnectionCallback callback = story.call("callback(open)", () -> EchoListener.callback(open));
        story.that(callback != null, "a callback", "null");
        story.step("a server with one I/O thread calls it for each connection");
        return Served.by(callback);
    }

    @Test
    @Order(1)
    void text_comes_back_as_text() throws IOException {
        Story story = Story.of("Undertow hands out nothing before resumeReceives(); text is echoed as text. "
                + "(getData() gives a message's text once: the second time it is empty.)");
        try (Served server = serve(story); Peer peer = Peer.open(server)) {
            for (String text : new String[] {"hello", "", " two spaces ", "gr\u00fc\u00dfe \u20ac"}) {
                story.step("the peer sends the text \"%s\"", text);
                peer.send(text);
                story.same("the answer", "text " + text, peer.next());
            }
        }
    }

    @Test
    @Order(2)
    void binary_comes_back_as_binary() throws IOException {
        Story story = Story.of("A binary message is echoed as binary, byte by byte (RFC 6455, section 5.6).");
        try (Served server = serve(story); Peer peer = Peer.open(server)) {
            byte[] big = new byte[2_000_000];
            new Random(1).nextBytes(big);
            for (byte[] bytes : new byte[][] {{0, 1, (byte) 0xFF}, {}, big}) {
                story.step("the peer sends %d bytes of binary", bytes.length);
                peer.send(Peer.BINARY, bytes);
                story.same("the answer", "binary " + Peer.hex(bytes), peer.next());
            }
        }
    }

    @Test
    @Order(3)
    void fragments_are_one_message_and_the_order_stays() throws IOException {
        Story story = Story.of("A message may come in fragments, with a ping between them (RFC 6455, section 5.4).");
        try (Served server = serve(story); Peer peer = Peer.open(server)) {
            story.step("the peer sends \"hel\", a ping \"p\", \"lo\", and then 100 texts");
            peer.send(0x01, "hel".getBytes(UTF_8));
            peer.send(Peer.PING, (byte) 'p');
            peer.send(0x80, "lo".getBytes(UTF_8));
            for (int i = 0; i < 100; i++) {
                peer.send("text " + i);
            }
            story.same("the first answer", "pong p", peer.next());
            story.same("then", "text hello", peer.next());
            for (int i = 0; i < 100; i++) {
                story.same("answer " + i, "text text " + i, peer.next());
            }
        }
    }

    @Test
    @Order(4)
    void a_ping_is_answered() throws IOException {
        Story story = Story.of("A ping is answered with a pong of the same payload (RFC 6455, section 5.5.3); Undertow "
                + "does it, unless you override its method without calling it.");
        try (Served server = serve(story); Peer peer = Peer.open(server)) {
            story.step("the peer sends a ping \"are you there\"");
            peer.send(Peer.PING, "are you there".getBytes(UTF_8));
            story.same("the answer", "pong are you there", peer.next());
        }
    }

    @Test
    @Order(5)
    void a_pong_is_not_answered() throws IOException {
        Story story = Story.of("A pong without a ping needs no answer (RFC 6455, section 5.5.3).");
        try (Served server = serve(story); Peer peer = Peer.open(server)) {
            story.step("the peer sends a pong, and the text \"hello\"");
            peer.send(Peer.PONG, (byte) 'p');
            peer.send("hello");
            story.same("the first answer", "text hello", peer.next());
        }
    }

    @Test
    @Order(6)
    void a_Close_is_answered_with_its_code_and_counted_once() throws Exception {
        Story story = Story.of("A Close is answered with a Close, and the connection has ended once.");
        try (Served server = serve(story); Peer peer = Peer.open(server); Peer other = Peer.open(server)) {
            count(story, 2);
            story.step("one peer sends Close 4321");
            peer.close(4321);
            story.same("the answer", "close 4321", peer.nextCode());
            peer.close();
            count(story, 1);
            other.close();
            count(story, 0);
        }
    }

    @Test
    @Order(7)
    void a_peer_that_leaves_without_a_word_is_counted_out() throws Exception {
        Story story = Story.of("onCloseMessage is not called when TCP is reset; the channel's close tasks always are.");
        try (Served server = serve(story)) {
            Peer resets = Peer.open(server);
            Peer hangsUp = Peer.open(server);
            count(story, 2);
            story.step("one peer resets its connection");
            resets.reset();
            count(story, 1);
            story.step("the other one ends TCP without a Close");
            hangsUp.close();
            count(story, 0);
        }
    }

    @Test
    @Order(8)
    void a_big_message_comes_back_whole_to_a_peer_that_reads_late() throws Exception {
        Story story = Story.of("A message of any size comes back whole. (A send that blocks fails on an I/O thread as "
                + "soon as the socket's buffers are full, with UT000094.)");
        try (Served server = serve(story); Peer peer = Peer.open(server); Peer other = Peer.open(server)) {
            String big = "0123456789abcdef".repeat(1 << 17);
            story.step("a peer sends %d characters, and does not read yet", big.length());
            Thread sender = new Thread(() -> {
                try {
                    peer.send(big);
                } catch (IOException e) {
                    // the story has ended before
                }
            }, "sender");
            sender.setDaemon(true);
            sender.start();
            story.that(Patience.until(() -> !sender.isAlive()), "the server takes the whole message",
                    "it has stopped reading");
            story.step("another one, on the same I/O thread, sends \"hello\"");
            other.send("hello");
            story.same("its answer", "text hello", other.next());
            story.step("now the first one reads");
            story.same("the answer", "text " + Peer.show(big.getBytes(UTF_8)), peer.next());
        }
    }

    private void count(Story story, int expected) {
        Patience.until(() -> open.get() == expected);
        story.same("connections that are open", expected, open.get());
    }
}
