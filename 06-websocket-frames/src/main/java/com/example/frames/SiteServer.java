package com.example.frames;

import com.example.frames.handshake.ServerOpening;
import com.example.frames.io.ThreadedServer;
import com.example.frames.loop.SelectorServer;
import com.example.frames.protocol.OpeningHandshake;
import com.example.frames.protocol.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.function.Supplier;

/** A site, served on the loopback in one of two ways of I/O, with the same protocol on top. */
public final class SiteServer implements AutoCloseable {

    /** By its number: "the loopback" is ::1 for a JVM that prefers IPv6, and the address below would be wrong. */
    private static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 4096;

    private final int port;
    private final Server server;

    private SiteServer(int port, Server server) {
        this.port = port;
        this.server = server;
    }

    // tag::start[]
    /**
     * Starts to listen: there are two ways of I/O, and one protocol.
     *
     * @param io {@code threads} for blocking sockets with a thread each, {@code selector} for non-blocking ones and a
     *     few threads
     * @param port 0 for any that is free
     * @throws IOException if the port cannot be opened
     * @throws IllegalArgumentException if there is no such way of I/O
     */
    public static SiteServer start(String io, int port, Site site) throws IOException {
        Supplier<OpeningHandshake> handshakes = () -> new ServerOpening(site);
        ServerSocketChannel listening = listen(port);
        int actual = listening.socket().getLocalPort();
        switch (io) {
            case "threads":
                return new SiteServer(actual, new ThreadedServer(listening, handshakes));
            case "selector":
                return new SiteServer(actual, new SelectorServer(listening, handshakes));
            default:
                listening.close();
                throw new IllegalArgumentException("io is \"threads\" or \"selector\", not \"" + io + "\"");
        }
    }
    // end::start[]

    static ServerSocketChannel listen(int port) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open();
        try {
            return listening.bind(new InetSocketAddress(HOST, port), BACKLOG);
        } catch (IOException e) {
            listening.close();
            throw new IOException("port " + port + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** {@code ws://127.0.0.1:PORT/} */
    public URI uri() {
        return URI.create("ws://" + HOST + ":" + port + "/");
    }

    /** How many connections there are, the half-open ones included. */
    public int connections() {
        return server.connections();
    }

    @Override
    public void close() {
        server.close();
    }
}
