package com.example.undertow;

import java.nio.ByteBuffer;

/** Text comes back as text, binary as binary. Quick work: it stays on the I/O thread. */
final class EchoEndpoint extends Endpoint {

    /** While more than this waits for the peer, nothing more of it is read: it waits as we do. */
    private static final long ENOUGH = 1 << 20;

    // tag::echo[]
    /** Sends a message back, and suspends receiving while much waits to go out, which is back-pressure. */
    @Override
    void received(boolean text, ByteBuffer message) {
        outbox().add(text, message);
        if (outbox().pending() > ENOUGH) {
            channel().suspendReceives();
        }
    }

    @Override
    void written() {
        channel().resumeReceives();
    }
    // end::echo[]
}
