package com.example.frames;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;

/**
 * The room over WebSocket: {@code /chat?name=NAME&after=ID} with the subprotocol {@code chat}. Beside it {@code /echo},
 * and the page at {@code /}.
 */
public final class ChatServer implements AutoCloseable {

    private final Room room;
    private final SiteServer server;

    private ChatServer(Room room, SiteServer server) {
        this.room = room;
        this.server = server;
    }

    // tag::start[]
    /**
     * Starts the room, the echo and the page on the loopback. The system property {@code io} selects the I/O: {@code
     * threads} (the default), a thread for each connection, or {@code selector}, event loops.
     *
     * @param port 0 for any that is free
     * @param history what outlives the server: a new one on the same history has forgotten nothing
     * @throws IOException if the port cannot be opened
     */
    public static ChatServer start(int port, History history) throws IOException {
        return start(port, history, System.getProperty("io", "threads"));
    }
    // end::start[]

    static ChatServer start(int port, History history, String io) throws IOException {
        Room room = new Room(history);
        Site site = new Site(Map.of("/chat", room, "/echo", query -> new EchoEndpoint()), page());
        Rehearsal.play(io);
        return new ChatServer(room, SiteServer.start(io, port, site));
    }

    /** {@code ws://127.0.0.1:PORT/} */
    public URI uri() {
        return server.uri();
    }

    /**
     * The server speaks.
     *
     * @throws IllegalArgumentException if the name or the text breaks the rules of {@link Message}
     */
    public Message publish(String from, String text) {
        return room.publish(from, text);
    }

    /** How many are connected to the room. */
    public int readers() {
        return room.readers();
    }

    /** How many connections there are, the half-open ones included. */
    int connections() {
        return server.connections();
    }

    /** Says goodbye to all, within two seconds; when it returns, all threads have ended and all sockets are closed. */
    @Override
    public void close() {
        server.close();
    }

    private static byte[] page() throws IOException {
        try (InputStream page = ChatServer.class.getResourceAsStream("page.html")) {
            return page.readAllBytes();
        }
    }
}
