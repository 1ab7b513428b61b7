package com.example.jetty.exercise;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** 7.1 EchoEndpoint: one answer to the exercise. */
public final class EchoEndpoint implements Session.Listener {

    private final long limit;
    private Session session;

    public EchoEndpoint(long limit) {
        this.limit = limit;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        session.setMaxTextMessageSize(limit);
        session.setMaxBinaryMessageSize(limit);
        session.demand();
    }

    @Override
    public void onWebSocketText(String text) {
        session.sendText(text, Callback.from(session::demand, this::failed));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer data, Callback callback) {
        session.sendBinary(data, Callback.from(() -> {
            callback.succeed();
            session.demand();
        }, cause -> {
            callback.fail(cause);
            failed(cause);
        }));
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        callback.succeed();
    }

    private void failed(Throwable cause) {
        session.disconnect();
    }
}
