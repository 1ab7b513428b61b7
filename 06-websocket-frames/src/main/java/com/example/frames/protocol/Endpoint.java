package com.example.frames.protocol;

import java.nio.ByteBuffer;

/**
 * What the application makes of a connection. For one connection, {@link #onOpen} comes first, then the messages in
 * their order, one call at a time, and {@link #onClose} once at the end.
 */
public interface Endpoint {

    /** Both sides may speak from now on. */
    default void onOpen(WebSocket socket) {
    }

    /**
     * A whole message has come.
     *
     * @param text whether it is text; then it is valid UTF-8
     * @param message its bytes; they are gone when this method returns
     */
    void onMessage(WebSocket socket, boolean text, ByteBuffer message);

    /** There will be no more messages. This may be called by another thread, and while a message is being handled. */
    default void onClose(WebSocket socket, CloseStatus status) {
    }
}
