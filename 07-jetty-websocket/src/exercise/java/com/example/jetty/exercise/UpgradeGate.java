package com.example.jetty.exercise;

import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.opentest4j.TestAbortedException;

/**
 * The way into one of many rooms: {@code /room/ID}. Jetty does the opening handshake; who may come in is up to the
 * {@link org.eclipse.jetty.websocket.server.WebSocketCreator} that you map to the path. It returns an endpoint, or
 * refuses: then it has sent the response itself, and returns null.
 *
 * <p>The rules, in this order:
 * <ol>
 * <li>An ID is 1 to 32 of {@code a-z}, {@code 0-9} and {@code -}; anything else is answered with 404. A path template
 *     must be marked as one for Jetty ({@code uri-template|...}, or a {@code UriTemplatePathSpec}). A path without an
 *     ID, or with more behind it, is none of yours.
 * <li>A browser says in {@code Origin} which site's page it is (RFC 6455, section 10.2). Only {@code http://HOST} and
 *     {@code https://HOST} may connect, where HOST is the field {@code Host}; others, and {@code null}, are answered
 *     with 403; so is an empty one. Upper or lower case does not matter. No {@code Origin} means no browser: that is
 *     fine.
 * <li>This server speaks the subprotocols {@code chat.v2} and {@code chat.v1}, and prefers the first, in whichever
 *     order they are offered (section 4.2.2), and in one field or several. If subprotocols are offered and none of the
 *     two is among them: 400. If none is offered, none is chosen, and that is fine.
 * </ol>
 * Every refusal has a body of type {@code text/plain}: one sentence that says why.
 */
public final class UpgradeGate {

    private UpgradeGate() {
    }

    /**
     * Maps the path.
     *
     * @param rooms what gets the ID of a room, and returns a new endpoint in it; asked only when the peer may come in
     */
    public static void install(ServerWebSocketContainer container, Function<String, Session.Listener> rooms) {
        throw new TestAbortedException("7.3 UpgradeGate: not started");
    }
}
