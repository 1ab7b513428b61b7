package com.example.undertow.exercise;

import io.undertow.websockets.WebSocketConnectionCallback;
import java.util.concurrent.atomic.AtomicInteger;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 8.1: the smallest thing that is right on Undertow, an echo.
 *
 * <p>Undertow calls a {@link WebSocketConnectionCallback} once for each connection whose opening handshake is done. It
 * hears nothing until you give its channel a receive listener ({@code AbstractReceiveListener} puts fragments together)
 * <em>and</em> let it receive. What you do then runs on the connection's I/O thread, which must never wait. A message
 * gives its data once: a second {@code getData()} finds it empty.
 *
 * <p>Example: text {@code hello} comes back as text {@code hello}, the three bytes {@code 00 01 ff} as binary
 * {@code 00 01 ff}, a message of two megabytes as it was, even if the peer begins to read only after it has sent it.
 */
public final class EchoListener {

    private EchoListener() {
    }

    /**
     * An echo: text comes back as text and binary as binary, in order; pings are answered with a pong and a Close with
     * a Close of the same code, as Undertow does it when you let it (RFC 6455, sections 5.5.1 to 5.5.3). A pong is not
     * answered.
     *
     * @param open how many connections there are: one more for each that begins, one less, once, for each that ends, in
     *     whatever way: by a Close, by the end of TCP, or by its reset
     */
    public static WebSocketConnectionCallback callback(AtomicInteger open) {
        throw new TestAbortedException("8.1 EchoListener.callback: not started");
    }
}
