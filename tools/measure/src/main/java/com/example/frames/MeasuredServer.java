package com.example.frames;

import com.example.frames.handshake.ServerOpening;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.Endpoint;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lesson 06's server as it is measured: {@code /echo} and {@code /chat} are the lesson's own, and {@code /broadcast}
 * sends every message to every connection as it came, as other servers' benchmarks do. {@code -Dio=selector} or
 * {@code -Dio=threads} says with what I/O.
 */
public final class MeasuredServer {

    private MeasuredServer() {
    }

    /** @param args the port, on the loopback; it runs until it is killed */
    public static void main(String[] args) throws Exception {
        Broadcast broadcast = new Broadcast();
        ServerOpening opening = new ServerOpening(Map.of(
                "/chat", new Room(new History()),
                "/echo", query -> new EchoEndpoint(),
                "/broadcast", query -> broadcast), new byte[0]);
        Transport.start(System.getProperty("io", "selector"), Integer.parseInt(args[0]), () -> opening);
        Thread.currentThread().join();
    }

    /** One for all connections. */
    private static final class Broadcast implements Endpoint {

        private final Set<Connection> all = ConcurrentHashMap.newKeySet();

        @Override
        public void onOpen(Connection connection) {
            all.add(connection);
        }

        @Override
        public void onMessage(Connection sender, boolean text, ByteBuffer message) {
            for (Connection receiver : all) {
                receiver.send(text, message.duplicate());
            }
        }

        @Override
        public void onClose(Connection connection, CloseStatus status) {
            all.remove(connection);
        }
    }
}
