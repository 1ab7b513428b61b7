package com.example.jetty.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.WebSocketSessionListener;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Your exercises on a Jetty: the echo (7.1), rooms (7.2), the gate before them (7.3), and how all ends (7.4). */
public final class OwnServer implements AutoCloseable, WebSocketSessionListener {

    private final Map<String, Room> rooms = new HashMap<>();
    private final GracefulStop ends = new GracefulStop();
    private final Set<String> leftOut;
    private final Server server;

    /** Starts on the loopback, at any free port if it is 0, without those of 7.3 and 7.4 that are not done. */
    public OwnServer(int port, Set<String> leftOut) throws Exception {
        this.leftOut = leftOut;
        server = new Server(new InetSocketAddress("127.0.0.1", port));
        server.addBean(new NetworkConnectionLimit(200, server));
        server.setHandler(new Handler.Sequence(new Front(), WebSocketUpgradeHandler.from(server, this::endpoints)));
        server.start();
    }

    private void endpoints(ServerWebSocketContainer container) {
        container.setIdleTimeout(Duration.ofMinutes(10));
        container.addMapping("/echo", (request, response, callback) -> new EchoEndpoint(65_536));
        if (has("7.3")) {
            UpgradeGate.install(container, id -> new Member(room(id)));
        } else {
            container.addMapping("/room/lobby", (request, response, callback) -> new Member(room("lobby")));
        }
        if (has("7.4")) {
            container.addSessionListener(this);
        }
    }

    private boolean has(String exercise) {
        return !leftOut.contains(exercise);
    }

    private synchronized Room room(String id) {
        if (rooms.size() == 100 && !rooms.containsKey(id)) {
            throw new HttpException.RuntimeException(503, "there are too many rooms");
        }
        return rooms.computeIfAbsent(id, none -> new Room(1 << 20));
    }

    /** A connection to a room. Jetty reads on by itself: a broadcast waits for no network. */
    public final class Member extends Session.Listener.AbstractAutoDemanding {

        private final Room room;

        Member(Room room) {
            this.room = room;
        }

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            room.join(session);
        }

        @Override
        public void onWebSocketText(String text) {
            if (has("7.4")) {
                ends.guard(getSession(), () -> room.broadcast(text));
            } else {
                room.broadcast(text);
            }
        }

        @Override
        public void onWebSocketClose(int code, String reason, org.eclipse.jetty.websocket.api.Callback callback) {
            room.leave(getSession());
            callback.succeed();
        }
    }

    @Override
    public void onWebSocketSessionOpened(Session session) {
        ends.opened(session);
    }

    @Override
    public void onWebSocketSessionClosed(Session session) {
        ends.closed(session);
    }

    /** What is answered without an exercise: the page, and a stranger's page that has named this address itself. */
    private final class Front extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (!Request.getServerName(request).matches("(?i)localhost|127\\.0\\.0\\.1|\\[::1]")) {
                Response.writeError(request, response, callback, 421, "this server answers for localhost only");
                return true;
            } else if (!Request.getPathInContext(request).equals("/")) {
                return false;
            }
            try (InputStream in = OwnServer.class.getResourceAsStream("own.html")) {
                String page = new String(in.readAllBytes(), UTF_8).replace("LEFT-OUT", String.join(" ", leftOut));
                response.getHeaders().put("Content-Type", "text/html; charset=utf-8");
                response.write(true, UTF_8.encode(page), callback);
                return true;
            }
        }
    }

    public int port() {
        return server.getURI().getPort();
    }

    @Override
    public void close() {
        try {
            if (has("7.4")) {
                ends.stop(Duration.ofSeconds(1));
            }
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server could not be stopped", e);
        }
    }

    /** Serves until Ctrl-C: the arguments are the port, and those of 7.3 and 7.4 that are not done. */
    public static void main(String[] args) throws Exception {
        OwnServer server = new OwnServer(Integer.parseInt(args[0]), Set.copyOf(List.of(args).subList(1, args.length)));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "own-server-goodbye"));
        System.out.println("Your room is open: http://localhost:" + server.port() + "/ Ctrl-C ends it.");
        Thread.currentThread().join();
    }
}
