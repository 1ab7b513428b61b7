package com.example.undertow;

import com.example.undertow.dump.Eyes;
import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.protocol.framed.FrameHeaderData;
import io.undertow.util.Headers;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.protocol.version13.WebSocket13Channel;
import io.undertow.websockets.extensions.ExtensionFunction;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Undertow's channel, with {@link FrameHeaders} in front of its parser. It also knows when the peer was heard last, and
 * reads on after a fault: to close a socket that has unread bytes resets TCP, and a reset may eat our Close frame.
 */
final class CheckedChannel extends WebSocket13Channel {

    private final StreamConnection connection;
    private final FrameHeaders headers;
    private Endpoint owner;
    private boolean faulty;
    private volatile long heard = System.nanoTime();
    private volatile long taken = heard;
    private Eyes eyes;

    CheckedChannel(WebSocketHttpExchange exchange, StreamConnection connection, ByteBufferPool pool, String url,
            boolean deflate, ExtensionFunction extension) {
        super(connection, pool, url, exchange.getResponseHeader(Headers.SEC_WEB_SOCKET_PROTOCOL_STRING), false, deflate,
                extension, exchange.getPeerConnections(), exchange.getOptions());
        this.connection = connection;
        connection.getSinkChannel().setConduit(new Watched(connection.getSinkChannel().getConduit()));
        headers = new FrameHeaders(deflate, Endpoint.MAX_MESSAGE);
    }

    void owner(Endpoint owner) {
        this.owner = owner;
    }

    /** Shows the bytes of this connection; call it before anything is read. No API of Undertow's has them. */
    void show(Eyes watching) {
        eyes = watching;
        connection.getSourceChannel().setConduit(new Seen(connection.getSourceChannel().getConduit()));
    }

    /** When something came last, or we began to read again, as {@link System#nanoTime} has it. */
    long heard() {
        return heard;
    }

    /** When the operating system last took some bytes for the peer. */
    long taken() {
        return taken;
    }

    /** What has come meanwhile is read from now on: until then the silence was ours. */
    @Override
    public synchronized void resumeReceives() {
        heard = System.nanoTime();
        super.resumeReceives();
    }

    // tag::parse[]
    /** Checks the headers of frames before Undertow sees them. */
    @Override
    protected FrameHeaderData parseFrame(ByteBuffer data) throws IOException {
        Optional<FrameHeaders.Fault> fault = headers.look(data);
        if (fault.isPresent()) {
            faulty = true;
            data.position(data.limit());
            owner.close(fault.get().code(), fault.get().sentence());
            return null;
        }
        FrameHeaderData frame = super.parseFrame(data);
        if (frame != null) {
            headers.complete();
        }
        return frame;
    }
    // end::parse[]

    @Override
    public StreamSourceFrameChannel receive() throws IOException {
        heard = System.nanoTime();
        if (!faulty) {
            return super.receive();
        }
        try (PooledByteBuffer waste = getBufferPool().allocate()) {
            while (connection.getSourceChannel().read(waste.getBuffer()) > 0) {
                waste.getBuffer().clear();
            }
        }
        return null;
    }

    /** The way out, which knows when something went out last. */
    private final class Watched extends AbstractStreamSinkConduit<StreamSinkConduit> {

        Watched(StreamSinkConduit next) {
            super(next);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            ByteBuffer before = bytes.duplicate();
            int count = (int) took(super.write(bytes));
            see(before, bytes);
            return count;
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
            ByteBuffer[] before = new ByteBuffer[length];
            for (int i = 0; i < length; i++) {
                before[i] = bytes[offset + i].duplicate();
            }
            long count = took(super.write(bytes, offset, length));
            for (int i = 0; i < length; i++) {
                see(before[i], bytes[offset + i]);
            }
            return count;
        }

        private void see(ByteBuffer before, ByteBuffer after) {
            if (eyes != null) {
                eyes.sent(before.limit(after.position()));
            }
        }

        private long took(long count) {
            if (count > 0) {
                taken = System.nanoTime();
            }
            return count;
        }
    }

    /** The way in, seen. */
    private final class Seen extends AbstractStreamSourceConduit<StreamSourceConduit> {

        Seen(StreamSourceConduit next) {
            super(next);
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            ByteBuffer before = bytes.duplicate();
            int count = super.read(bytes);
            eyes.received(before.limit(bytes.position()));
            return count;
        }
    }
}
