package com.example.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * Sends every message back as it came. It asks for the next one only when the last one has gone out: a peer that sends
 * and does not read is read no further, and TCP slows it down.
 */
public final class EchoEndpoint extends Endpoint {

    // tag::echo[]
    /** Sends a message back; the next one is demanded when it has gone out. */
    @Override
    void text(String text, Callback done) {
        session().sendText(text, done);
    }

    @Override
    void binary(ByteBuffer data, Callback done) {
        session().sendBinary(data, done);
    }
    // end::echo[]
}
