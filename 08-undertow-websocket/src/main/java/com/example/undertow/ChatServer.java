package com.example.undertow;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.xnio.Options;
import org.xnio.XnioWorker;

/**
 * The room on Undertow: {@code /chat?name=NAME&after=ID} with the subprotocol {@code chat}. Beside it {@code /echo},
 * and the page at {@code /}.
 */
public final class ChatServer implements AutoCloseable {

    /** A request that is not complete by then, and a connection without one, is hung up on. */
    private static final int HANDSHAKE_MILLIS = 8_000;
    private static final int MAX_HEAD = 16 << 10;
    private static final int STOP_MILLIS = 1_000;
    private static final Duration SILENCE = Duration.ofSeconds(8);

    private final Room room;
    private final Connections connections;
    private final Undertow undertow;
    private final XnioWorker worker;
    private final int port;

    private ChatServer(Room room, Connections connections, Undertow undertow) {
        this.room = room;
        this.connections = connections;
        this.undertow = undertow;
        worker = undertow.getWorker();
        port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    /**
     * Starts on the loopback.
     *
     * @param port 0 for any that is free
     * @param history outlives the server: a new one on the same history has forgotten nothing
     * @throws IOException if the port cannot be had
     */
    public static ChatServer start(int port, History history) throws IOException {
        return start(port, history, SILENCE);
    }

    // tag::start[]
    /** @param silence after so much of it a peer is pinged, and after as much again it is gone */
    static ChatServer start(int port, History history, Duration silence) throws IOException {
        Room room = new Room(history);
        Connections connections = new Connections(silence);
        HttpHandler paths = Handlers.path(exchange -> Gate.refuse(exchange, 404, "there is nothing here"))
                .addExactPath("/", ChatServer::page)
                .addExactPath("/echo", new Gate(Set.of(), connections, exchange -> new EchoConnection()))
                .addExactPath("/chat", new Gate(Set.of("chat"), connections, room::member));
        Undertow undertow = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setHandler(paths)
                .setWorkerOption(Options.WORKER_NAME, "undertow-chat")
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HANDSHAKE_MILLIS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, HANDSHAKE_MILLIS)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEAD)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, STOP_MILLIS)
                .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException cause) {                    // it wraps what went wrong
                throw cause;
            }
            throw e;
        }
        return new ChatServer(room, connections, undertow);
    }
    // end::start[]

    /** {@code ws://127.0.0.1:PORT/} */
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + port + "/");
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

    /** How many bytes wait inside for readers, because the operating system takes no more for them. */
    long queued() {
        return room.queued();
    }

    // tag::close[]
    /** Says goodbye to everyone; when it returns, all threads have ended and all sockets are closed. */
    @Override
    public synchronized void close() {
        connections.goAway(STOP_MILLIS);                // 1001, and time to answer
        try {
            undertow.stop();
            if (!worker.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
    // end::close[]

    private static void page(HttpServerExchange exchange) throws IOException {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        try (InputStream page = ChatServer.class.getResourceAsStream("page.html")) {
            exchange.getResponseSender().send(ByteBuffer.wrap(page.readAllBytes()));
        }
    }
}
