package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chat room over bare TCP. A client connects and sends its name on a line of its own, or its name, a tab and the
 * id of the last message it has seen. From then on each line it sends is a message, and each line it gets is
 * {@code id TAB from TAB text}, or {@code ! sentence} before the server hangs up on it. {@code nc} and {@code telnet}
 * are clients too.
 *
 * <p>Each side speaks whenever it wants: that is what a TCP connection is.
 */
public final class ChatServer implements AutoCloseable {

    /** How many clients may be connected; the next one is told so and closed. */
    public static final int MAX_CLIENTS = 1_000;

    private static final System.Logger LOG = System.getLogger(ChatServer.class.getName());
    // How many connections the operating system may hold ready for accept. With a full queue, a client's connect is
    // not answered, and tries again only after a second.
    private static final int BACKLOG = 1_024;
    private static final int END_WITHIN_MILLIS = 5_000;

    private final ServerSocket listener;
    private final Room room = new Room();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Thread acceptor = new Thread(this::accept, "chat-accept");

    private ChatServer(ServerSocket listener) {
        this.listener = listener;
    }

    // tag::start[]
    /**
     * Opens a room on the loopback.
     *
     * @param port 0 for any free one
     * @throws java.net.BindException if another socket is bound to the port
     */
    public static ChatServer start(int port) throws IOException {
        ServerSocket listener = new ServerSocket();                                              // create
        try {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);   // bind, listen
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        ChatServer server = new ChatServer(listener);
        server.acceptor.start();
        return server;
    }
    // end::start[]

    /** The address to connect to. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /**
     * The server speaks, without having been asked.
     *
     * @throws IllegalArgumentException if the name or the text is empty, too long, or has control characters
     */
    public Message publish(String from, String text) {
        return room.publish(from, text);
    }

    /** How many clients have given their name and are in the room now. */
    public int readers() {
        return room.size();
    }

    // tag::accept[]
    /** Waits for clients until the listening socket is closed. What serves a client has threads of its own. */
    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();        // a NEW socket; the listening one goes on listening
                serve(socket);
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.log(Level.WARNING, "a client could not be accepted", e);
                    pause();
                }
            }
        }
    }
    // end::accept[]

    private void serve(Socket socket) throws IOException {
        if (connections.size() >= MAX_CLIENTS) {
            try (socket) {
                socket.getOutputStream().write("! the room is full\n".getBytes(UTF_8));
            }
            return;
        }
        Connection[] self = new Connection[1];
        self[0] = new Connection(socket, room, () -> connections.remove(self[0]));
        connections.add(self[0]);
        self[0].start();
        if (listener.isClosed()) {
            self[0].drop("the server is closing");        // it came in while close() was looking at the others
        }
    }

    /**
     * An accept that fails at once (no file descriptor is free, say) must not become a loop that takes a whole core.
     */
    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // tag::close[]
    /**
     * Closes the listening socket, which wakes up accept, and every connection. Returns when all threads have ended.
     */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the port failed", e);
        }
        try {
            acceptor.join(END_WITHIN_MILLIS);
            for (Connection connection : Set.copyOf(connections)) {
                connection.drop("the server is closing");
            }
            for (Connection connection : Set.copyOf(connections)) {
                if (!connection.awaitEnd(END_WITHIN_MILLIS)) {
                    LOG.log(Level.WARNING, "a connection did not end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
    // end::close[]
}
