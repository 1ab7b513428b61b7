package com.example.bench.frames;

import com.example.frames.EchoEndpoint;
import com.example.frames.History;
import com.example.frames.Room;
import com.example.frames.Site;
import com.example.frames.SiteServer;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.WebSocket;
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
        Site site = new Site(Map.of(
                "/chat", new Room(new History()),
                "/echo", query -> new EchoEndpoint(),
                "/broadcast", query -> broadcast), new byte[0]);
        SiteServer.start(System.getProperty("io", "threads"), Integer.parseInt(args[0]), site);
        Thread.currentThread().join();
    }

    /** One for all connections. */
    private static final class Broadcast implements Endpoint {

        private final Set<WebSocket> all = ConcurrentHashMap.newKeySet();

        @Override
        public void onOpen(WebSocket socket) {
            all.add(socket);
        }

        @Override
        public void onMessage(WebSocket sender, boolean text, ByteBuffer message) {
            for (WebSocket receiver : all) {
                receiver.send(text, message.duplicate());
            }
        }

        @Override
        public void onClose(WebSocket socket, CloseStatus status) {
            all.remove(socket);
        }
    }
}
