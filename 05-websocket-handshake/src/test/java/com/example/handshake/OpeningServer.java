package com.example.handshake;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** The server of this lesson, as {@link OpeningCasesTest} sees it. Each lesson has its own. */
record OpeningServer(HandshakeServer server) implements AutoCloseable {

    /** Where this lesson's server differs from the table: nowhere. */
    static final Map<String, Difference> DIFFERENCES = Map.of();

    /**
     * One of them.
     *
     * @param status what this server answers
     * @param reason why it does, and why that may stay
     */
    record Difference(int status, String reason) {
    }

    static OpeningServer start() throws IOException {
        return new OpeningServer(HandshakeServer.start(0, Set.of()));
    }

    /** {@code ws://127.0.0.1:PORT/...} */
    URI uri() {
        return server.chat();
    }

    /** The path where WebSocket is spoken. */
    String path() {
        return Site.CHAT;
    }

    @Override
    public void close() {
        server.close();
    }
}
