package com.example.tcp;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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

    private static final String CLOSING = "the server is closing";
    private static final System.Logger LOG = System.getLogger(ChatServer.class.getName());
    // How many connections the operating system may hold ready for accept. With a full queue, a client's connect is
    // not answered, and tries again only after a second.
    private static final int BACKLOG = 1_024;
    /** How many clients more are told that the room is full; they keep a connection until they have read it. */
    private static final int MAX_REFUSED = 50;
    private static final int NAME_WITHIN_MILLIS = 60_000;
    private static final int GOODBYE_MILLIS = 1_000;
    private static final int END_WITHIN_MILLIS = 400;

    private final ServerSocket listener;
    private final int maxClients;
    private final int nameWithinMillis;
    private final Room room = new Room();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger guests = new AtomicInteger();               // those of them that are not refused
    private final Thread acceptor = new Thread(this::accept, "chat-accept");
    private final Reserve reserve;

    private ChatServer(ServerSocket listener, Reserve reserve, int maxClients, int nameWithinMillis) {
        this.listener = listener;
        this.reserve = reserve;
        this.maxClients = maxClients;
        this.nameWithinMillis = nameWithinMillis;
    }

    /**
     * Opens a room on the loopback.
     *
     * @param port 0 for any free one
     * @throws java.net.BindException if another socket is bound to the port
     */
    public static ChatServer start(int port) throws IOException {
        return start(port, MAX_CLIENTS, NAME_WITHIN_MILLIS);
    }

    // tag::start[]
    /**
     * Creates the socket, binds it and listens: clients may come.
     *
     * @param maxClients how many clients may be connected; the next one is told so and closed
     * @param nameWithinMillis how long a client may take for its first line
     */
    static ChatServer start(int port, int maxClients, int nameWithinMillis) throws IOException {
        ServerSocket listener = new ServerSocket();                                              // create
        try {
            listener.bind(new InetSocketAddress("127.0.0.1", port), BACKLOG);                    // bind, listen
            ChatServer server = new ChatServer(listener, new Reserve(LOG), maxClients, nameWithinMillis);
            server.acceptor.start();
            return server;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
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
        try (reserve) {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();    // a NEW socket; the listening one goes on listening
                    serve(socket);
                } catch (IOException | RuntimeException | Error e) {    // an error: no thread can be started, say
                    if (!listener.isClosed()) {
                        reserve.failed(e);
                    }
                }
            }
        }
    }
    // end::accept[]

    private void serve(Socket socket) throws IOException {
        boolean full = guests.get() >= maxClients;
        if (full && connections.size() >= maxClients + MAX_REFUSED) {
            socket.close();
            return;
        }
        Connection[] self = new Connection[1];
        try {
            self[0] = new Connection(socket, room, nameWithinMillis, full ? "the room is full" : null, () -> {
                connections.remove(self[0]);
                guests.addAndGet(full ? 0 : -1);
            });
            connections.add(self[0]);
            guests.addAndGet(full ? 0 : 1);
            self[0].start();
        } catch (RuntimeException | Error e) {
            socket.close();
            throw e;
        }
        if (listener.isClosed()) {
            self[0].sayGoodbye(CLOSING);                  // it came in while close() was looking at the others
        }
    }

    // tag::close[]
    /**
     * Closes the listening socket, which wakes up accept, and says goodbye to every client. Returns when all threads
     * have ended, within two seconds: a client that does not read its goodbye by then is cut off.
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
            connections.forEach(connection -> connection.sayGoodbye(CLOSING));
            if (!awaitEnds(GOODBYE_MILLIS)) {
                connections.forEach(connection -> connection.drop("it does not leave"));
                if (!awaitEnds(END_WITHIN_MILLIS)) {
                    LOG.log(Level.WARNING, "a connection did not end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
    // end::close[]

    private boolean awaitEnds(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean ended = true;
        for (Connection connection : Set.copyOf(connections)) {
            ended &= connection.awaitEnd(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        }
        return ended;
    }
}
