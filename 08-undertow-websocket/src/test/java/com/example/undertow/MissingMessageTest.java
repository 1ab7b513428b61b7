package com.example.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A message that never arrived is noticed by its number. The server is a bare socket that leaves one out, once. The
 * same file is in lessons 06, 07 and 08.
 */
@DisplayName("A message that is missing")
class MissingMessageTest {

    private static final long SECONDS = 60;

    private final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    @Test
    void is_told_and_asked_for_again() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            Thread server = new Thread(() -> serve(listening), "leaves-one-out");
            server.start();
            URI uri = URI.create("ws://127.0.0.1:" + listening.getLocalPort() + "/");
            try (ChatClient reader = ChatClient.join(uri, "reader", 0, message -> heard.add(message.id()),
                    trouble -> troubles.add(trouble.getMessage()))) {
                for (long id = 1; id <= 3; id++) {
                    Long next = heard.poll(SECONDS, TimeUnit.SECONDS);
                    assertNotNull(next, "message " + id + " did not come; troubles: " + troubles);
                    assertEquals(id, next, "the next id; troubles: " + troubles);
                }
                assertEquals(3, reader.lastId());
                assertTrue(troubles.stream().anyMatch(one -> one.startsWith("the server sent message 3 in place of ")),
                        "troubles: " + troubles);
            }
            listening.close();
            server.join(TimeUnit.SECONDS.toMillis(SECONDS));
        }
    }

    /** One connection after the other, until the listening socket is closed. */
    private void serve(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS));
                String question = handshake(socket);
                ByteArrayOutputStream messages = new ByteArrayOutputStream();
                for (int id : question.contains("after=0 ") ? new int[] {1, 3} : new int[] {2, 3}) {
                    byte[] line = (id + "\tserver\thello").getBytes(UTF_8);
                    messages.write(0x81);
                    messages.write(line.length);
                    messages.writeBytes(line);
                }
                socket.getOutputStream().write(messages.toByteArray());
                assertTrue(socket.getInputStream().read() != 0, "a Close, or the end");
            } catch (IOException | NoSuchAlgorithmException e) {
                if (!listening.isClosed()) {
                    troubles.add("the server of the test: " + e);
                }
            }
        }
    }

    /** Answers the handshake, and returns its request line. */
    private static String handshake(Socket socket) throws IOException, NoSuchAlgorithmException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        String requestLine = in.readLine();
        String key = "";
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            key = line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:") ? line.substring(18).strip() : key;
        }
        byte[] sha1 = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
        socket.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Protocol: chat\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(sha1) + "\r\n\r\n").getBytes(ISO_8859_1));
        return requestLine;
    }
}
