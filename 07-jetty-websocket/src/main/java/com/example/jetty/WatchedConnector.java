package com.example.jetty;

import com.example.jetty.dump.Eyes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Jetty's connector, on which the bytes of a connection can be seen, for the page that shows them: Jetty's own API for
 * frames has neither headers nor masks. All bytes pass an {@link SocketChannelEndPoint}, whatever they mean.
 */
final class WatchedConnector extends ServerConnector {

    WatchedConnector(Server server, HttpConnectionFactory http) {
        super(server, 1, 1, http);
    }

    /** Shows the bytes of the connection that this request came on, from now on. */
    static void show(Request request, Eyes eyes) {
        ((Watched) request.getConnectionMetaData().getConnection().getEndPoint()).eyes = eyes;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        Watched endPoint = new Watched(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    private static final class Watched extends SocketChannelEndPoint {

        private volatile Eyes eyes;

        Watched(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
        }

        /** Jetty's buffers can be read at any time: what is new is at the end. */
        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            int filled = super.fill(buffer);
            Eyes watching = eyes;
            if (watching != null && filled > 0) {
                watching.received(buffer.duplicate().position(buffer.limit() - filled));
            }
            return filled;
        }

        @Override
        public boolean flush(ByteBuffer... buffers) throws IOException {
            Eyes watching = eyes;
            if (watching == null) {
                return super.flush(buffers);
            }
            ByteBuffer[] before = new ByteBuffer[buffers.length];
            for (int i = 0; i < buffers.length; i++) {
                before[i] = buffers[i].duplicate();
            }
            boolean all = super.flush(buffers);
            for (int i = 0; i < buffers.length; i++) {
                watching.sent(before[i].limit(before[i].limit() - buffers[i].remaining()));
            }
            return all;
        }
    }
}
