package com.example.undertow.exercise;

import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** One answer to exercise 8.2. */
public final class OffTheIoThread extends AbstractReceiveListener {

    private final UnaryOperator<String> work;
    // Only the connection's I/O thread changes it, so no lock is needed.
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    private OffTheIoThread(UnaryOperator<String> work) {
        this.work = work;
    }

    public static WebSocketConnectionCallback callback(UnaryOperator<String> work) {
        return (exchange, channel) -> {
            channel.getReceiveSetter().set(new OffTheIoThread(work));       // each connection has its own chain
            channel.resumeReceives();
        };
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
        String text = message.getData();
        last = last.thenRunAsync(() -> answer(text, channel), channel.getWorker());
    }

    private void answer(String text, WebSocketChannel channel) {
        try {
            WebSockets.sendText(work.apply(text), channel, null);
        } catch (RuntimeException | Error e) {
            WebSockets.sendClose(1011, "the server could not go on", channel, null);
            throw e;                        // it ends the chain: what waits behind it is not done any more
        }
    }
}
