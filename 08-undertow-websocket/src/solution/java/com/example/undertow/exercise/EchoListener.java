package com.example.undertow.exercise;

import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** One answer to exercise 8.1. */
public final class EchoListener extends AbstractReceiveListener {

    private EchoListener() {
    }

    public static WebSocketConnectionCallback callback(AtomicInteger open) {
        return (exchange, channel) -> {
            open.incrementAndGet();
            channel.addCloseTask(ended -> open.decrementAndGet());
            channel.getReceiveSetter().set(new EchoListener());
            channel.resumeReceives();
        };
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
        WebSockets.sendText(message.getData(), channel, null);
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
        ByteBuffer copy;
        try (var data = message.getData()) {
            copy = WebSockets.mergeBuffers(data.getResource());     // the pool gets its own buffers back
        }
        WebSockets.sendBinary(copy, channel, null);
    }
}
