package com.example.frames;

import com.example.frames.handshake.ClientHandshake;
import com.example.frames.handshake.ClientOpening;
import com.example.frames.io.ThreadedClient;
import com.example.frames.protocol.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Puts a client together: the handshake, the extension, and the I/O. */
public final class WebSocketClient {

    private WebSocketClient() {
    }

    /**
     * Connects, and waits until the opening handshake is done.
     *
     * @param uri ws://host:port/path?query
     * @param subprotocols what is offered, the best first; may be empty
     * @param compression whether permessage-deflate is offered
     * @throws com.example.frames.handshake.RefusedException if the server refuses
     * @throws com.example.frames.handshake.FailedHandshakeException if its response breaks a rule, or is late
     * @throws IOException if there is no connection
     */
    public static ThreadedClient connect(URI uri, List<String> subprotocols, boolean compression, Endpoint endpoint)
            throws IOException {
        ClientHandshake handshake = new ClientHandshake(uri, subprotocols,
                compression ? List.of(Negotiation.OFFER) : List.of());
        return ThreadedClient.connect(handshake.host(), handshake.port(),
                new ClientOpening(handshake, endpoint, Negotiation::confirm));
    }
}
