package com.example.undertow.exercise;

import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import java.nio.ByteBuffer;
import java.util.List;

/** One answer to exercise 8.4. */
public final class Limits extends AbstractReceiveListener {

    private final int maxBytes;

    private Limits(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    public static HttpHandler echo(int maxBytes, int idleMillis) {
        WebSocketConnectionCallback onConnect = (exchange, channel) -> {
            channel.setIdleTimeout(idleMillis);
            channel.getReceiveSetter().set(new Limits(maxBytes));
            channel.resumeReceives();
        };
        HttpHandler handshake = new WebSocketProtocolHandshakeHandler(List.of(new Hybi13Handshake()), onConnect);
        return exchange -> {
            if ("13".equals(exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_VERSION))) {
                handshake.handleRequest(exchange);
            } else {
                exchange.setStatusCode(StatusCodes.UPGRADE_REQUIRED);
                exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_VERSION, "13")
                        .put(Headers.UPGRADE, "websocket").put(Headers.CONNECTION, "Upgrade");
                exchange.endExchange();
            }
        };
    }

    @Override
    protected long getMaxTextBufferSize() {
        return maxBytes;
    }

    @Override
    protected long getMaxBinaryBufferSize() {
        return maxBytes;
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
        WebSockets.sendText(message.getData(), channel, null);
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
        ByteBuffer copy;
        try (var data = message.getData()) {
            copy = WebSockets.mergeBuffers(data.getResource());
        }
        WebSockets.sendBinary(copy, channel, null);
    }
}
