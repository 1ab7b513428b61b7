package com.example.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * Sends every message back as it came. It asks for the next one only when the last one has gone out: a peer that sends
 * and does not read is read no further, and TCP slows it down.
 */
public final class EchoEndpoint extends Endpoint {

    // tag::echo[]
    @Override
    void text(String text, Runnable done) {
        session().sendText(text, Callback.from(done, this::failed));
    }

    @Override
    void binary(ByteBuffer data, Runnable done) {
        session().sendBinary(data, Callback.from(done, this::failed));
    }
    // end::echo[]

    /** What cannot be sent ends the connection; {@code onWebSocketClose} tells us. */
    private void failed(Throwable cause) {
        session().disconnect();
    }
}
