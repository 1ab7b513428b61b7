package com.example.undertow;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.xnio.Options;
import org.xnio.XnioWorker;

/**
 * The room on Undertow: {@code /chat?name=NAME&after=ID} with the subprotocol {@code chat}. Beside it {@code /echo},
 * and the page at {@code /}.
 */
public final class ChatServer implements AutoCloseable {

    private static final int MAX_HEAD = 16 << 10;
    private static final int STOP_MILLIS = 1_000;

    private final Room room;
    private final Connections connections;
    private final Undertow undertow;
    private final XnioWorker worker;
    private final int port;
    private boolean closed;

    /**
     * What a test sets otherwise.
     *
     * @param silence the time of it after which a peer is pinged, and after as much again it is gone
     * @param request the time that a request may take, and that a connection may be without one
     */
    public record Settings(Duration silence, Duration request) {

        /** What the room runs with: 8 s for both. */
        public Settings() {
            this(Duration.ofSeconds(8), Duration.ofSeconds(8));
        }

        /** As {@link ChatServer#start}, with these settings. */
        public ChatServer start(int port, History history) throws IOException {
            return ChatServer.start(port, history, this);
        }
    }

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
     * @param history what outlives the server: a new one on the same history has forgotten nothing
     * @throws IOException if the port cannot be opened
     */
    public static ChatServer start(int port, History history) throws IOException {
        return new Settings().start(port, history);
    }

    // tag::start[]
    /** Starts the server: its paths, workers, I/O threads and options. */
    private static ChatServer start(int port, History history, Settings settings) throws IOException {
        Room room = new Room(history);
        Connections connections = new Connections(settings.silence);
        Feeds feeds = new Feeds();
        HttpHandler site = new Site(Map.of(
                "/echo", new Gate(Set.of(), connections, feeds, exchange -> new EchoEndpoint()),
                "/chat", new Gate(Set.of("chat"), connections, feeds, room::member),
                "/frames", new Gate(Set.of(), connections, feeds,
                        exchange -> Feed.of(Site.parameter(exchange, "token", ""), feeds))), new Page());
        Undertow undertow = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setHandler(new HandshakeDeadline(settings.request, site))
                .setWorkerOption(Options.WORKER_NAME, "undertow-chat")
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) settings.request.toMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, (int) settings.request.toMillis())
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
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();     // the goodbye is said all the same
        try {
            connections.goAway(STOP_MILLIS);            // 1001, and time to answer
            undertow.getListenerInfo().forEach(Undertow.ListenerInfo::suspend);
            awaitAccepted();
            undertow.stop();
            if (!worker.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
    // end::close[]

    /**
     * Lets the I/O threads take over what has been accepted: a thread that ends before that loses the connection, and
     * logs an error. What is taken over leaves one more task behind, hence twice.
     */
    private void awaitAccepted() throws InterruptedException {
        int threads = worker.getIoThreadCount();
        for (int round = 0; round < 2; round++) {
            CountDownLatch passed = new CountDownLatch(threads);
            for (int i = 0; i < threads; i++) {
                worker.getIoThread(i).execute(passed::countDown);
            }
            if (!passed.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                return;                                 // an I/O thread is held up: the others must not wait for it
            }
        }
    }
}
