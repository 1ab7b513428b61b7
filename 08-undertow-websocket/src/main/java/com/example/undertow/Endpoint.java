package com.example.undertow;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * The server's end of one connection: Undertow's receive listener, and what an endpoint needs that Undertow leaves to
 * us. All that is called here comes from the connection's I/O thread, which serves many others: nothing may wait.
 */
abstract class Endpoint extends AbstractReceiveListener {

    /** The longest message, in bytes, after inflating. */
    static final int MAX_MESSAGE = 16 << 20;
    /** How long the peer has to answer a Close, and then again to end its side of TCP. */
    static final long CLOSING_MILLIS = 2_000;
    /** Pings of a peer that reads no pongs are not answered any more (RFC 6455, section 5.5.3, allows it). */
    private static final int MOST_PONGS = 1_024;

    private static final Logger LOG = System.getLogger(Endpoint.class.getName());

    private CheckedChannel channel;
    private Outbox outbox;
    private long patience;
    private int pongs;
    private boolean pinged;

    /** Both sides may speak from now on. */
    void opened() {
    }

    /** A whole message has come; of a text, the bytes of its UTF-8. */
    abstract void received(boolean text, ByteBuffer message);

    /** All that was to be sent is written. */
    void written() {
    }

    /** It has ended, in whatever way. */
    void closed() {
    }

    // tag::open[]
    /** Sets the connection up, when Undertow's handshake is done. */
    final void open(CheckedChannel opened, Connections connections) {
        channel = opened;
        channel.owner(this);
        outbox = new Outbox(channel, this::written);
        patience = connections.silence().toNanos();
        try {
            XnioExecutor.Key heartbeat =
                    channel.getIoThread().executeAtInterval(this::beat, patience / 4, TimeUnit.NANOSECONDS);
            channel.addCloseTask(ended -> {         // always called: onCloseMessage is not, if TCP breaks
                heartbeat.remove();
                closed();
                connections.closed(this);
            });
            channel.getReceiveSetter().set(this);
            connections.opened(this);
            opened();
            channel.resumeReceives();               // without it: silence
        } catch (RejectedExecutionException stopping) {
            cut();
        }
    }
    // end::open[]

    final CheckedChannel channel() {
        return channel;
    }

    final Outbox outbox() {
        return outbox;
    }

    /** Puts a Close behind all that waits; the peer has some time to answer it. Any thread may call it. */
    final void close(int code, String reason) {
        if (outbox.end(new CloseMessage(code, reason))) {
            cutLater();
        }
    }

    /** Ends TCP, with whatever is not sent. */
    final void cut() {
        IoUtils.safeClose(channel);
    }

    private void cutLater() {
        try {
            channel.getIoThread().executeAfter(this::cut, CLOSING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            cut();
        }
    }

    // tag::beat[]
    /** Undertow's idle time-out counts what we send, too, so it would never end a peer that we ping. */
    private void beat() {
        long silent = silence();
        if (silent > 2 * patience) {
            cut();
        } else if (silent > patience && !pinged) {
            pinged = true;
            WebSockets.sendPing(ByteBuffer.allocate(0), channel, null);
        } else if (silent <= patience) {
            pinged = false;
        }
    }

    /** For how long nothing has told us that the peer is alive. */
    private long silence() {
        long now = System.nanoTime();
        if (outbox.pending() > 0) {
            return now - Math.max(channel.heard(), channel.taken());        // a peer that reads on is alive
        }
        return channel.isReceivesResumed() ? now - channel.heard() : 0;     // its pong may be among what we do not read
    }
    // end::beat[]

    @Override
    protected final long getMaxBinaryBufferSize() {
        return MAX_MESSAGE;
    }

    /** Undertow checks the UTF-8 frame by frame, and would then make a String of it, for nothing if it is echoed. */
    @Override
    protected final void onText(WebSocketChannel from, StreamSourceFrameChannel frames) {
        new BufferedBinaryMessage(MAX_MESSAGE, true).read(frames, new WebSocketCallback<BufferedBinaryMessage>() {
            @Override
            public void complete(WebSocketChannel of, BufferedBinaryMessage message) {
                deliver(true, take(message));
            }

            @Override
            public void onError(WebSocketChannel of, BufferedBinaryMessage message, Throwable why) {
                message.getData().close();
                Endpoint.this.onError(of, why);
            }
        });
    }

    @Override
    protected final void onFullBinaryMessage(WebSocketChannel from, BufferedBinaryMessage message) {
        deliver(false, take(message));
    }

    // tag::deliver[]
    /** Undertow would log what we throw, and leave a connection that is open and deaf. */
    private void deliver(boolean text, ByteBuffer message) {
        if (outbox.isEnded()) {
            return;                                 // we have said Close: what comes after that is not for us
        }
        try {
            received(text, message);
        } catch (RejectedExecutionException stopping) {
            cut();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** The peer is told that it was us, and nothing of our insides. */
    final void failed(RuntimeException why) {
        LOG.log(Level.ERROR, "a message could not be handled", why);
        close(CloseStatus.INTERNAL_ERROR, "the server could not go on");
    }
    // end::deliver[]

    @Override
    protected final void onFullPingMessage(WebSocketChannel from, BufferedBinaryMessage message) {
        ByteBuffer payload = take(message);
        if (pongs < MOST_PONGS) {
            pongs++;
            WebSockets.sendPong(payload, channel, new WebSocketCallback<Void>() {
                @Override
                public void complete(WebSocketChannel to, Void none) {
                    pongs--;
                }

                @Override
                public void onError(WebSocketChannel to, Void none, Throwable why) {
                    pongs--;
                }
            });
        }
    }

    /** The peer has said Close, or ended TCP; the answer is Undertow's. */
    @Override
    protected final void onCloseMessage(CloseMessage close, WebSocketChannel from) {
        outbox.forget();
        cutLater();
    }

    /** The peer broke a rule and Undertow has told it so, or TCP is broken. */
    @Override
    protected final void onError(WebSocketChannel from, Throwable why) {
        LOG.log(Level.DEBUG, "the connection failed: {0}", why.getMessage());
        if (channel.isCloseFrameSent()) {
            cutLater();
        } else {
            cut();
        }
    }

    private static ByteBuffer take(BufferedBinaryMessage message) {
        try (var data = message.getData()) {
            return ByteBuffer.wrap(WebSockets.mergeBuffers(data.getResource()).array());
        }
    }
}
