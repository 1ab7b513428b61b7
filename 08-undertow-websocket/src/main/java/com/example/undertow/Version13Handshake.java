package com.example.undertow;

import io.undertow.connector.ByteBufferPool;
import io.undertow.util.Headers;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import io.undertow.websockets.extensions.ExtensionFunction;
import io.undertow.websockets.extensions.NoopExtensionFunction;
import io.undertow.websockets.extensions.PerMessageDeflateFunction;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.zip.Deflater;
import org.xnio.StreamConnection;

/**
 * Undertow's handshake, with what belongs into the answer and nothing else, and with a channel that looks at each
 * frame's header first.
 */
final class Version13Handshake extends Hybi13Handshake {

    /**
     * What does not shrink grows a little. Undertow's own bound is 1 MiB, and a longer message kills the connection.
     */
    private static final int MAX_BUFFER = Endpoint.MAX_MESSAGE + (Endpoint.MAX_MESSAGE >> 8) + 1_024;

    Version13Handshake(Set<String> subprotocols) {
        super(subprotocols, true);
        addExtension(new DeflateOffer());
    }

    @Override
    protected void handshakeInternal(WebSocketHttpExchange exchange) {
        selectSubprotocol(exchange);
        selectExtensions(exchange);
        exchange.setResponseHeader(Headers.UPGRADE_STRING, "websocket");
        try {
            String key = exchange.getRequestHeader(Headers.SEC_WEB_SOCKET_KEY_STRING);
            exchange.setResponseHeader(Headers.SEC_WEB_SOCKET_ACCEPT_STRING, solve(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
        // Undertow itself adds "Connection: Upgrade", and sends the answer.
    }

    @Override
    public WebSocketChannel createChannel(WebSocketHttpExchange exchange, StreamConnection connection,
            ByteBufferPool pool) {
        String agreed = exchange.getResponseHeader(Headers.SEC_WEB_SOCKET_EXTENSIONS_STRING);
        ExtensionFunction extension = agreed == null ? NoopExtensionFunction.INSTANCE
                : new PerMessageDeflateFunction(Deflater.DEFAULT_COMPRESSION,
                        !agreed.contains(DeflateOffer.SERVER_NO_CONTEXT_TAKEOVER), true, MAX_BUFFER);
        return new CheckedChannel(exchange, connection, pool, getWebSocketLocation(exchange), agreed != null,
                extension);
    }
}
