package com.example.jetty.tour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of the README: if a new Jetty answers otherwise, it is no longer true. */
@DisplayName("What Jetty leaves to us")
class DifferencesTest {

    @Test
    void the_table_holds() throws Exception {
        assertEquals(List.of(
                new Differences.Row("version 8", "404", "426, use 13"),
                new Differences.Row("a key of 3 bytes", "101", "400"),
                new Differences.Row("a page of another site", "101", "403"),
                new Differences.Row("deflate, server's window 2^9", "101, agreed", "101, declined"),
                new Differences.Row("deflate, unknown parameter", "400, declined", "101, declined"),
                new Differences.Row("a text of 100,000 bytes", "close 1009", "echoed"),
                new Differences.Row("a text that is not UTF-8", "close 1007", "close 1007"),
                new Differences.Row("Close 4321", "close 4321", "close 4321"),
                new Differences.Row("a path where nothing is", "404, text/html, and its version", "404, text/plain"),
                new Differences.Row("the server is stopped", "cut off, without a Close",
                        "close 1001 Container being shut down")), Differences.measure());
    }

    @Test
    void the_message_of_an_exception_reaches_the_peer_of_a_bare_Jetty() throws Exception {
        try (BareJetty bare = new BareJetty(); RawWebSocket client = RawWebSocket.connect(bare.uri())) {
            client.ask("/echo");
            client.send(0x81, "fail".getBytes(UTF_8));
            String close = client.next();
            assertTrue(close.startsWith("close 1011 ") && close.contains("user 17 is not in table customers"), close);
        }
    }
}
