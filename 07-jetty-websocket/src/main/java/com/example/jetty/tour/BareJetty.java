package com.example.jetty.tour;

import com.example.jetty.ChatServer;
import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Jetty as it comes: the least program that echoes. It shows what a {@link ChatServer} adds, and is no example. */
final class BareJetty implements AutoCloseable {

    private final Server server = new Server();
    private final URI uri;

    // tag::bare[]
    /** Starts the smallest WebSocket server on Jetty 12.1. */
    BareJetty() throws Exception {
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ContextHandler context = new ContextHandler("/");
        context.setHandler(WebSocketUpgradeHandler.from(server, context, container ->
                container.addMapping("/echo", (request, response, callback) -> new Echo())));
        server.setHandler(context);
        server.start();
        uri = URI.create("ws://127.0.0.1:" + connector.getLocalPort() + "/");
    }
    // end::bare[]

    URI uri() {
        return uri;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    /** Jetty asks for the next event by itself; it does not matter whether the last echo has gone out. */
    public static final class Echo implements Session.Listener.AutoDemanding {

        private Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
        }

        @Override
        public void onWebSocketText(String text) {
            if (text.equals("fail")) {
                throw new IllegalStateException("user 17 is not in table customers");
            }
            session.sendText(text, Callback.NOOP);
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            // without this method Jetty would log it
        }
    }
}
