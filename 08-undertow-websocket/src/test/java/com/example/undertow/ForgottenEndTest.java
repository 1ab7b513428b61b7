package com.example.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.undertow.exercise.Slowness;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The JDK's client forgets an end of TCP that comes while nothing more is asked for: no method of the listener is
 * called. The server is a bare socket that hands out as much as our client asks for at first, and hangs up.
 */
@DisplayName("The end that the JDK forgets")
class ForgottenEndTest {

    private static final int WINDOW = 64;
    private static final long SECONDS = 60;

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void a_ping_finds_it_out_and_the_client_comes_back() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            Thread server = new Thread(() -> serve(listening), "hangs-up");
            server.start();
            URI uri = URI.create("ws://127.0.0.1:" + listening.getLocalPort() + "/");
            try (ChatClient slow = ChatClient.join(uri, "slow", 0, message -> untilTheEnd(), e -> { },
                    Duration.ofMillis(Slowness.millis(200)))) {
                assertEquals("GET /chat?name=slow&after=0 HTTP/1.1", asked.poll(SECONDS, TimeUnit.SECONDS));
                String back = asked.poll(SECONDS, TimeUnit.SECONDS);
                // The JDK may drop the last message when TCP ends behind it: then it is asked for once more.
                assertTrue(back != null && back.matches("GET /chat.name=slow&after=6[34] HTTP/1.1"), "asked: " + back);
            }
            server.join(TimeUnit.SECONDS.toMillis(SECONDS));
        }
    }

    private void untilTheEnd() {
        try {
            ended.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(ServerSocket listening) {
        try {
            try (Socket first = listening.accept()) {
                handshake(first);
                ByteArrayOutputStream messages = new ByteArrayOutputStream();
                for (int id = 1; id <= WINDOW; id++) {
                    byte[] line = (id + "\tserver\thello").getBytes(UTF_8);
                    messages.write(0x81);
                    messages.write(line.length);
                    messages.writeBytes(line);
                }
                first.getOutputStream().write(messages.toByteArray());
            }
            ended.countDown();
            try (Socket second = listening.accept()) {
                handshake(second);
            }
        } catch (IOException | NoSuchAlgorithmException e) {
            asked.add("the server failed: " + e);
        }
    }

    private void handshake(Socket socket) throws IOException, NoSuchAlgorithmException {
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        asked.add(in.readLine());
        String key = "";
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            key = line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:") ? line.substring(18).strip() : key;
        }
        byte[] sha1 = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
        socket.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Protocol: chat\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(sha1) + "\r\n\r\n").getBytes(ISO_8859_1));
    }
}
