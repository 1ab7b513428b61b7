package com.example.undertow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
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
abstract class Connection extends AbstractReceiveListener {

    /** The longest message, in bytes, after inflating. */
    static final int MAX_MESSAGE = 16 << 20;
    /** How long the peer has to answer a Close, and then again to end its side of TCP. */
    static final long CLOSING_MILLIS = 2_000;
    /** Pings of a peer that reads no pongs are not answered any more (RFC 6455, section 5.5.3, allows it). */
    private static final int MOST_PONGS = 1_024;

    private static final Logger LOG = System.getLogger(Connection.class.getName());

    private CheckedChannel channel;
    private Outbox outbox;
    private long silence;
    private int pongs;
    private boolean pinged;

    /** Both sides may speak from now on. */
    void opened() {
    }

    /** A whole message has come; the bytes are gone when this returns. */
    abstract void received(boolean text, ByteBuffer message);

    /** All that was to be sent is written. */
    void written() {
    }

    /** It has ended, in whatever way. */
    void closed() {
    }

    // tag::open[]
    /** Undertow's handshake is done. */
    final void open(CheckedChannel opened, Connections connections) {
        channel = opened;
        channel.owner(this);
        outbox = new Outbox(channel, this::written);
        silence = connections.silence().toNanos();
        XnioExecutor.Key heartbeat;
        try {
            heartbeat = channel.getIoThread().executeAtInterval(this::beat, silence / 4, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            cut();
            return;
        }
        channel.addCloseTask(ended -> {             // always called: onCloseMessage is not, if TCP breaks
            heartbeat.remove();
            closed();
            connections.closed(this);
        });
        channel.getReceiveSetter().set(this);
        connections.opened(this);
        opened();
        channel.resumeReceives();                   // without it: silence
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
        long silent = System.nanoTime() - channel.heard();
        if (silent > 2 * silence) {
            cut();
        } else if (silent > silence && !pinged) {
            pinged = true;
            WebSockets.sendPing(ByteBuffer.allocate(0), channel, null);
        } else if (silent <= silence) {
            pinged = false;
        }
    }
    // end::beat[]

    @Override
    protected final long getMaxTextBufferSize() {
        return MAX_MESSAGE;
    }

    @Override
    protected final long getMaxBinaryBufferSize() {
        return MAX_MESSAGE;
    }

    @Override
    protected final void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
        deliver(true, ByteBuffer.wrap(message.getData().getBytes(UTF_8)));
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
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** The peer is told that it was us, and nothing of our insides. */
    final void failed(RuntimeException why) {
        LOG.log(Level.ERROR, "a message could not be handled", why);
        close(CloseCode.INTERNAL_ERROR, "the server could not go on");
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
