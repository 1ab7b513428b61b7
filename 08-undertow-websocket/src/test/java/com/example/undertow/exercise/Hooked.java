package com.example.undertow.exercise;

import io.undertow.connector.ByteBufferPool;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.StreamSinkFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSocketFrameType;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import io.undertow.websockets.core.protocol.version13.WebSocket13Channel;
import io.undertow.websockets.extensions.CompositeExtensionFunction;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/**
 * A handshake like Undertow's own, but its channels can hold up the thread that sends: the {@code n}th text that any of
 * them is to send waits until {@link #close}. An I/O thread is never held up: no code may do that.
 */
final class Hooked extends Hybi13Handshake implements AutoCloseable {

    private static final int NONE = Integer.MIN_VALUE;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger textsBefore = new AtomicInteger(NONE);
    private final List<WebSocketChannel> channels = new CopyOnWriteArrayList<>();
    private final AtomicInteger ending = new AtomicInteger();
    private volatile boolean held;

    /** From now on: the nth text is held up, 1 for the next one. */
    void holdText(int n) {
        textsBefore.set(n);
    }

    /** Waits until a thread is held up, or this one has ended without being so. */
    boolean untilHeldOrEnded(Thread thread) {
        return Patience.until(() -> held || !thread.isAlive());
    }

    /** How many connections have come so far to run their close tasks. */
    int ending() {
        return ending.get();
    }

    /** In the order in which they came. */
    List<WebSocketChannel> channels() {
        return channels;
    }

    WebSocketProtocolHandshakeHandler handler(WebSocketConnectionCallback callback) {
        WebSocketConnectionCallback known = (exchange, channel) -> {
            channels.add(channel);
            channel.addCloseTask(ended -> ending.incrementAndGet());
            callback.onConnect(exchange, channel);
        };
        return new WebSocketProtocolHandshakeHandler(List.of(this), known);
    }

    private void beforeText() {
        if (textsBefore.get() == NONE || textsBefore.decrementAndGet() != 0
                || Thread.currentThread() instanceof XnioIoThread) {
            return;
        }
        held = true;
        try {
            Slowness.opens(goOn, 30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is held up any more. */
    @Override
    public void close() {
        goOn.countDown();
    }

    @Override
    public WebSocketChannel createChannel(WebSocketHttpExchange exchange, StreamConnection connection,
                                          ByteBufferPool pool) {
        return new WebSocket13Channel(connection, pool, getWebSocketLocation(exchange), null, false, false,
                CompositeExtensionFunction.compose(List.of()), exchange.getPeerConnections(), exchange.getOptions()) {
            @Override
            protected StreamSinkFrameChannel createStreamSinkChannel(WebSocketFrameType type) {
                if (type == WebSocketFrameType.TEXT) {
                    beforeText();
                }
                return super.createStreamSinkChannel(type);
            }
        };
    }
}
