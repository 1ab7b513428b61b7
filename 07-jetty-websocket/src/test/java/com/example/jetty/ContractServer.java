package com.example.jetty;

import java.io.IOException;
import java.net.URI;

/**
 * A server as the contracts see it: the lesson's own, or another one that a test starts in its place. The same file is
 * in lessons 06, 07 and 08.
 */
interface ContractServer extends AutoCloseable {

    /** {@code ws://127.0.0.1:PORT/} */
    URI uri();

    Message publish(String from, String text);

    /** How many are connected to the room. */
    int readers();

    @Override
    void close();

    /** Starts the lesson's own on a free port. */
    static ContractServer start(History history) throws IOException {
        ChatServer server = ChatServer.start(0, history);
        return new ContractServer() {
            @Override
            public URI uri() {
                return server.uri();
            }

            @Override
            public Message publish(String from, String text) {
                return server.publish(from, text);
            }

            @Override
            public int readers() {
                return server.readers();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
