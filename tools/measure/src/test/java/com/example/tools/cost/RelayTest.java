package com.example.tools.cost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The counting relay: it passes every byte on, and counts requests however the bytes are cut. */
class RelayTest {

    private static final byte[] TWO_REQUESTS = ("POST /messages HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Length: 9\r\n\r\nann\thello"
            + "GET /messages?after=1 HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

    @Test
    void bytes_and_requests_are_counted_wherever_the_bytes_are_cut() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                Relay relay = Relay.before(server.getLocalPort(), Relay.Listener.none());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket accepted = server.accept()) {
            client.setTcpNoDelay(true);
            accepted.setTcpNoDelay(true);
            client.setSoTimeout(10_000);
            accepted.setSoTimeout(10_000);
            for (int cut = 0; cut <= TWO_REQUESTS.length; cut++) {
                Relay.Count before = relay.count();
                client.getOutputStream().write(TWO_REQUESTS, 0, cut);
                byte[] first = accepted.getInputStream().readNBytes(cut);
                client.getOutputStream().write(TWO_REQUESTS, cut, TWO_REQUESTS.length - cut);
                byte[] second = accepted.getInputStream().readNBytes(TWO_REQUESTS.length - cut);
                accepted.getOutputStream().write(first);
                accepted.getOutputStream().write(second);
                assertArrayEquals(TWO_REQUESTS, client.getInputStream().readNBytes(TWO_REQUESTS.length));
                // A request line in an answer is none.
                assertEquals(new Relay.Count(2, TWO_REQUESTS.length, TWO_REQUESTS.length),
                        relay.count().since(before), "cut at " + cut);
            }
        }
    }
}
