package com.example.frames;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The server of this lesson, as {@link OpeningCasesTest} sees it. Each lesson has its own. */
record OpeningServer(ChatServer server) implements AutoCloseable {

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
        return new OpeningServer(ChatServer.start(0, new History()));
    }

    /** {@code ws://127.0.0.1:PORT/...} */
    URI uri() {
        return server.uri();
    }

    /** The path where WebSocket is spoken. */
    String path() {
        return "/echo";
    }

    @Override
    public void close() {
        server.close();
    }
}
