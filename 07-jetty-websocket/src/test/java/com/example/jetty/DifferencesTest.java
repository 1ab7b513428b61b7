package com.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
        try (BareJetty bare = new BareJetty(); ByHand client = new ByHand(bare.uri(), 0)) {
            client.ask("/echo");
            client.send(0x81, "fail".getBytes(UTF_8));
            String close = client.next();
            assertTrue(close.startsWith("close 1011 ") && close.contains("user 17 is not in table customers"), close);
        }
    }

    /** Our own bug, for once on purpose. */
    public static final class Failing extends Endpoint {

        @Override
        void text(String text, Runnable done) {
            throw new IllegalStateException("user 17 is not in table customers");
        }

        @Override
        void binary(ByteBuffer data, Runnable done) {
            done.run();
        }
    }

    @Test
    void ours_becomes_1011_without_it_and_is_logged() {
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Handler remember = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry);
            }

            @Override
            public void flush() {
                // nothing is buffered
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Logger logger = Logger.getLogger(Endpoint.class.getName());
        logger.setUseParentHandlers(false);
        logger.addHandler(remember);
        try {
            List<String> told = new CopyOnWriteArrayList<>();
            Failing endpoint = new Failing();
            endpoint.onWebSocketOpen(SessionOf.remembering(told));
            endpoint.onWebSocketText("hello");
            assertEquals(List.of("addIdleTimeoutListener", "demand", "close 1011 internal error"), told);
            assertEquals(1, logged.size());
            assertEquals(Level.SEVERE, logged.get(0).getLevel());
            assertEquals("user 17 is not in table customers", logged.get(0).getThrown().getMessage());
        } finally {
            logger.removeHandler(remember);
            logger.setUseParentHandlers(true);
        }
    }
}
