package com.example.undertow.exercise;

import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/** One answer to exercise 8.2. */
public final class OffTheIoThread extends AbstractReceiveListener {

    private final UnaryOperator<String> work;
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean running;

    private OffTheIoThread(UnaryOperator<String> work) {
        this.work = work;
    }

    public static WebSocketConnectionCallback callback(UnaryOperator<String> work) {
        return (exchange, channel) -> {
            channel.getReceiveSetter().set(new OffTheIoThread(work));       // each connection has its own queue
            channel.resumeReceives();
        };
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
        boolean start;
        synchronized (this) {
            waiting.add(message.getData());
            start = !running;
            running = true;
        }
        if (start) {
            channel.getWorker().execute(() -> answerAll(channel));
        }
    }

    private void answerAll(WebSocketChannel channel) {
        try {
            for (String text = next(); text != null; text = next()) {
                WebSockets.sendText(work.apply(text), channel, null);
            }
        } catch (RuntimeException e) {
            WebSockets.sendClose(1011, "the server could not go on", channel, null);
        }
    }

    private synchronized String next() {
        running = !waiting.isEmpty();
        return waiting.poll();
    }
}
