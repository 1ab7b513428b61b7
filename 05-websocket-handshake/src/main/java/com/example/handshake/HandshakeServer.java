package com.example.handshake;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
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
    /** The names of this machine for itself, and the one in the RFC's example, so that it can be played. */
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]", "server.example.com");
    private static final List<String> SUBPROTOCOLS = List.of("chat");
    private static final int MAX_CONNECTIONS = 64;
    private static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 50;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 50;
    private static final long QUIET_NANOS = 1_000_000_000;
    private static final long GOODBYE_MILLIS = 1_000;
    private static final long END_WITHIN_MILLIS = 300;

    private final ServerSocket listener;
    private final Duration limit;
    private final Duration pause;
    private final ServerHandshake handshake;
    private final Site site;
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private int failures;                                 // the acceptor's own, like the next one
    private long lastFailure;
    private final Thread acceptor = new Thread(this::accept, "handshake-accept");

    private HandshakeServer(ServerSocket listener, Set<String> origins, Duration limit, Duration pause) {
        this.listener = listener;
        this.limit = limit;
        this.pause = pause;
        this.handshake = new ServerHandshake(HOSTS, origins, SUBPROTOCOLS);
        this.site = new Site(address(), handshake, limit);
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
        // By its number: "the loopback" is ::1 for a JVM that prefers IPv6, and the addresses below would be wrong.
        ServerSocket listener = new ServerSocket(port, BACKLOG, InetAddress.getByName(HOST));
        try {
            HandshakeServer server = new HandshakeServer(listener, origins, limit, pause);
            server.rehearse();
            server.acceptor.start();
            return server;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    /** The address of the page. */
    public URI page() {
        return URI.create("http://" + HOST + ":" + port() + "/");
    }

    /** The address of the WebSocket. */
    public URI chat() {
        return URI.create("ws://" + HOST + ":" + port() + Site.CHAT);
    }

    /** How many clients are connected now. */
    public int connections() {
        return connections.size();
    }

    /** How many of them have sent something. */
    long heard() {
        return connections.stream().filter(Connection::isHeard).count();
    }

    /** The address to connect to for a client that sends bytes of its own. */
    InetSocketAddress address() {
        return new InetSocketAddress(HOST, port());
    }

    private int port() {
        return listener.getLocalPort();
    }

    // tag::rehearse[]
    /**
     * Serves itself once, on another port. Java loads a class when it is first used, and opens files for that. Were the
     * first use in the middle of a crowd that has taken the last file descriptor, then that class would be unusable for
     * as long as the JVM lives; the JDK's own that writes into sockets is among them.
     */
    private void rehearse() throws IOException {
        Site stage = new Site(address(), handshake, limit);
        try (ServerSocket rehearsal = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            byte[] right = new ClientHandshake(chat(), SUBPROTOCOLS).request().bytes();
            byte[] refused = Attempt.named("plain-get").orElseThrow().request();
            for (byte[] request : List.of(right, refused)) {
                try (Socket client = new Socket(HOST, rehearsal.getLocalPort())) {
                    client.setSoTimeout((int) limit.toMillis() + 1_000);
                    Connection connection =
                            new Connection(rehearsal.accept(), handshake, stage, limit, pause, ended -> { });
                    connection.start();
                    client.getOutputStream().write(request);
                    client.shutdownOutput();
                    client.getInputStream().readAllBytes();
                    connection.awaitEnd(END_WITHIN_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the server starts");
        }
    }
    // end::rehearse[]

    // tag::accept[]
    /**
     * Accepts until {@link #close}. When all places are taken, the next client waits in the backlog until one is free.
     * No failure ends this loop. An accept fails for as long as the process has no file descriptor left, or no memory,
     * and then the handler has none either: it only counts. Even a line in the log may open a file, and fail.
     */
    private void accept() {
        while (!listener.isClosed()) {
            try {
                places.acquire();
            } catch (InterruptedException e) {
                return;                                   // close() does that
            }
            try {
                serve(listener.accept());
                tellFailures();
            } catch (IOException | RuntimeException | Error e) {
                places.release();
                failures++;
                lastFailure = System.nanoTime();
                pause();
            }
        }
    }
    // end::accept[]

    /** Logs, once all is well again, what could not be logged before. */
    private void tellFailures() {
        if (failures > 0 && System.nanoTime() - lastFailure > QUIET_NANOS) {
            LOG.log(Level.WARNING, "accepting a client has failed {0} times", failures);
            failures = 0;
        }
    }

    /** An accept that fails at once must not become a loop that takes a core. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket socket) throws IOException {
        Connection connection = null;
        boolean started = false;
        try {
            connection = new Connection(socket, handshake, site, limit, pause, this::ended);
            connections.add(connection);
            connection.start();
            started = true;
        } finally {
            if (!started) {                               // the client is gone, or no thread can be started
                connections.removeIf(one -> one.isOn(socket));
                socket.close();
            }
        }
        if (listener.isClosed()) {
            connection.goodbye();                         // it came in while close() was looking at the others
        }
    }

    private void ended(Connection connection) {
        connections.remove(connection);
        places.release();
    }

    /**
     * Stops listening, and says goodbye to every client; those that do not leave within a second are cut off. Returns
     * when all threads have ended, within two seconds. May be called by any thread, and more than once.
     */
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
            open.forEach(Connection::goodbye);
            awaitEnd(open, GOODBYE_MILLIS);
            open.forEach(Connection::drop);
            awaitEnd(open, END_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            connections.forEach(Connection::drop);
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the threads of all of them, for so long in all. */
    private static void awaitEnd(List<Connection> open, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        for (Connection connection : open) {
            connection.awaitEnd(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
    }
}
