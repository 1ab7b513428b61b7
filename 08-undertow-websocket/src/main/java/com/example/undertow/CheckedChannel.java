package com.example.undertow;

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

/**
 * Undertow's channel, with {@link FrameHeaders} in front of its parser. It also knows when the peer was heard last, and
 * reads on after a fault: to close a socket that has unread bytes resets TCP, and a reset may eat our Close frame.
 */
final class CheckedChannel extends WebSocket13Channel {

    private final StreamConnection connection;
    private final FrameHeaders headers;
    private Connection owner;
    private boolean faulty;
    private volatile long heard = System.nanoTime();

    CheckedChannel(WebSocketHttpExchange exchange, StreamConnection connection, ByteBufferPool pool, String url,
            boolean deflate, ExtensionFunction extension) {
        super(connection, pool, url, exchange.getResponseHeader(Headers.SEC_WEB_SOCKET_PROTOCOL_STRING), false, deflate,
                extension, exchange.getPeerConnections(), exchange.getOptions());
        this.connection = connection;
        headers = new FrameHeaders(deflate, Connection.MAX_MESSAGE);
    }

    void owner(Connection owner) {
        this.owner = owner;
    }

    /** When something came last, as {@link System#nanoTime} has it. */
    long heard() {
        return heard;
    }

    // tag::parse[]
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
}
