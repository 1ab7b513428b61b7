package com.example.frames;

import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.WebSocket;
import java.nio.ByteBuffer;

/** Sends every message back as it came: a text was checked on its way in, so its bytes can go out as they are. */
public final class EchoEndpoint implements Endpoint {

    @Override
    public void onMessage(WebSocket socket, boolean text, ByteBuffer message) {
        socket.send(text, message);
    }
}
