package com.example.handshake;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * One port, two protocols: {@code GET /chat} opens a WebSocket, all else is answered in plain HTTP. Both begin in the
 * same way, so a {@link ServerSocket} and a reader of heads serve both. {@code com.sun.net.httpserver} could not: it
 * does send a 101, and then keeps the socket to itself.
 */
public final class HandshakeServer implements AutoCloseable {

    /** How long a client may take for its handshake, from connect to the empty line. */
    public static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(5);

    /** How long the server waits between two of its greetings. */
    public static final Duration PAUSE = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(HandshakeServer.class.getName());
    private static final List<String> SUBPROTOCOLS = List.of("chat");
    private static final int MAX_CONNECTIONS = 64;
    private static final int BACKLOG = 50;
    private static final long END_WITHIN_MILLIS = 5_000;

    private final ServerSocket listener;
    private final Duration limit;
    private final Duration pause;
    private final ServerHandshake handshake;
    private final Site site;
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptor = new Thread(this::accept, "handshake-accept");

    private HandshakeServer(ServerSocket listener, Set<String> origins, Duration limit, Duration pause) {
        this.listener = listener;
        this.limit = limit;
        this.pause = pause;
        Set<String> welcome = new HashSet<>(origins);
        welcome.add("http://127.0.0.1:" + port());
        welcome.add("http://localhost:" + port());
        this.handshake = new ServerHandshake(welcome, SUBPROTOCOLS);
        this.site = new Site(port(), welcome, limit);
    }

    /**
     * Listens on the loopback.
     *
     * @param port 0 for any free one
     * @param origins the origins whose pages may connect, besides this server's own
     * @throws java.net.BindException if the port is taken
     */
    public static HandshakeServer start(int port, Set<String> origins) throws IOException {
        return start(port, origins, HANDSHAKE_LIMIT, PAUSE);
    }

    static HandshakeServer start(int port, Set<String> origins, Duration limit, Duration pause) throws IOException {
        ServerSocket listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        HandshakeServer server = new HandshakeServer(listener, origins, limit, pause);
        server.acceptor.start();
        return server;
    }

    /** The address of the page. */
    public URI page() {
        return URI.create("http://127.0.0.1:" + port() + "/");
    }

    /** The address of the WebSocket. */
    public URI chat() {
        return URI.create("ws://127.0.0.1:" + port() + Site.CHAT);
    }

    /** How many clients are connected now. */
    public int connections() {
        return connections.size();
    }

    /** Where to connect to, for who wants to send bytes of his own. */
    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    private int port() {
        return listener.getLocalPort();
    }

    /** When all places are taken, nobody is accepted until one is free: the others wait in the backlog. */
    private void accept() {
        while (!listener.isClosed()) {
            try {
                places.acquire();
                serve(listener.accept());
            } catch (IOException e) {
                places.release();
                if (!listener.isClosed()) {
                    LOG.log(Level.WARNING, "a client could not be accepted", e);
                    pause();
                }
            } catch (InterruptedException e) {
                return;                                   // close() does that
            }
        }
    }

    /** An accept that fails at once (no file descriptor is free, say) must not become a loop that takes a core. */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket socket) throws IOException {
        Connection connection = new Connection(socket, handshake, site, limit, pause, this::ended);
        connections.add(connection);
        connection.start();
        if (listener.isClosed()) {
            connection.drop();                            // it came in while close() was looking at the others
        }
    }

    private void ended(Connection connection) {
        connections.remove(connection);
        places.release();
    }

    /** Stops listening and cuts every connection. Returns when all threads have ended, or after five seconds each. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the port failed", e);
        }
        acceptor.interrupt();
        try {
            acceptor.join(END_WITHIN_MILLIS);
            List<Connection> open = List.copyOf(connections);
            open.forEach(Connection::drop);
            for (Connection connection : open) {
                if (!connection.awaitEnd(END_WITHIN_MILLIS)) {
                    LOG.log(Level.WARNING, "a connection did not end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
