package com.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.eclipse.jetty.http.HttpCompliance.Violation.MISMATCHED_AUTHORITY;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ConnectionStatistics;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.Slf4jRequestLogWriter;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketCreator;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * The room over WebSocket: {@code /chat?name=NAME&after=ID} with the subprotocol {@code chat}. Beside it {@code /echo},
 * and the page at {@code /}. Jetty has the sockets, the handshake and the frames; what it leaves to us is here.
 */
public final class ChatServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ChatServer.class.getName());
    private static final int LARGEST_MESSAGE = 16 << 20;
    /** As NCSA has it, with English names of months whatever the machine's language is. */
    private static final String LOG_FORMAT =
            CustomRequestLog.NCSA_FORMAT.replace("%t", "%{dd/MMM/yyyy:HH:mm:ss ZZZ|GMT|en}t");
    private static final long STOP_MILLIS = 1_000;
    private static final int THREADS = 64;

    private final Room room;
    private final Server server;
    private final Feeds feeds = new Feeds();
    private volatile URI uri;

    /**
     * What a tour or a test sets otherwise.
     *
     * @param idle the silence after which a peer is pinged, and after as much again given up; the time that a request
     *     may take
     * @param log what gets one line for each request, when it has been answered
     * @param statistics the counts of connections, bytes and messages of HTTP and of WebSocket
     */
    public record Settings(Duration idle, RequestLog.Writer log, ConnectionStatistics statistics) {

        /** What the room runs with: 8 s, and a log that {@code logging.properties} switches on. */
        public Settings() {
            this(Duration.ofSeconds(8), new Slf4jRequestLogWriter(), new ConnectionStatistics());
        }

        /** These settings with another time. */
        public Settings idle(Duration other) {
            return new Settings(other, log, statistics);
        }

        /** As {@link ChatServer#start}, with these settings. */
        public ChatServer start(int port, History history) throws IOException {
            return new ChatServer(new Room(history), port, this).started(port);
        }
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

    /** Makes the endpoint of one connection. */
    private interface Endpoints {
        Endpoint of(Fields query) throws RefusedException;
    }

    private ChatServer started(int port) throws IOException {
        try {
            server.start();
            int bound = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
            uri = URI.create("ws://127.0.0.1:" + bound + "/");
            return this;
        } catch (Exception e) {
            close();
            throw new IOException("port " + port + " cannot be opened: "
                    + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        }
    }

    // tag::server[]
    /** Builds the server: its threads, connector, log, limits and statistics. */
    private ChatServer(Room room, int port, Settings settings) throws IOException {
        this.room = room;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("jetty-server");
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setHttpCompliance(HttpCompliance.STRICT.with("target before Host", MISMATCHED_AUTHORITY));
        ServerConnector connector = new WatchedConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(settings.idle.toMillis());
        connector.addBean(new HandshakeDeadline(connector.getScheduler(), settings.idle));
        connector.addBean(settings.statistics);
        server.addConnector(connector);
        server.setRequestLog(new CustomRequestLog(settings.log, LOG_FORMAT));
        server.setErrorHandler(ChatServer::answerError);
        server.setStopTimeout(STOP_MILLIS);               // without it clients are cut off: 1006 in place of 1001
        ContextHandler context = new ContextHandler("/");
        server.setHandler(context);
        WebSocketUpgradeHandler webSocket =
                WebSocketUpgradeHandler.from(server, context, container -> endpoints(container, settings.idle));
        webSocket.setHandler(new Page());
        context.setHandler(new Gate(List.of("/chat", "/echo", "/frames"), webSocket));
    }
    // end::server[]

    // tag::endpoints[]
    /** Says which endpoint is at which path, and what its limits are. */
    private void endpoints(ServerWebSocketContainer container, Duration idle) {
        container.setMaxTextMessageSize(LARGEST_MESSAGE);
        container.setMaxBinaryMessageSize(LARGEST_MESSAGE);
        container.setIdleTimeout(idle);
        container.addMapping("/echo", creator(query -> new EchoEndpoint(), ""));
        container.addMapping("/chat", creator(this::member, "chat"));
        container.addMapping("/frames", creator(this::feed, ""));
    }

    private WebSocketCreator creator(Endpoints endpoints, String subprotocol) {
        return (request, response, callback) -> {
            try {
                Fields query = query(request);
                Endpoint endpoint = endpoints.of(query);
                showFrames(request, response, one(query, "frames", ""));
                if (request.hasSubProtocol(subprotocol)) {
                    response.setAcceptedSubProtocol(subprotocol);
                }
                return endpoint;
            } catch (RefusedException e) {
                e.answer(response, callback);
                return null;
            }
        };
    }
    // end::endpoints[]

    /** Compressed, no person could read them: then there is no compression. */
    private void showFrames(ServerUpgradeRequest request, ServerUpgradeResponse response, String token)
            throws RefusedException {
        if (!token.isEmpty()) {
            WatchedConnector.show(request, feeds.page(token).eyes());
            response.setExtensions(List.of());
        }
    }

    private Endpoint feed(Fields query) throws RefusedException {
        String token = one(query, "token", "");
        feeds.check(token);
        return new Feed(feeds, token, this::uri);
    }

    private static Fields query(Request request) throws RefusedException {
        try {
            return Request.extractQueryParameters(request, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, e.getMessage());
        }
    }

    private Endpoint member(Fields query) throws RefusedException {
        try {
            String after = one(query, "after", "0");
            if (!after.matches("[0-9]{1,18}")) {
                throw new RefusedException(400, "after is the id of the last message seen, a number");
            }
            return room.member(one(query, "name", ""), Long.parseLong(after));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, e.getMessage());
        }
    }

    private static String one(Fields query, String name, String otherwise) throws RefusedException {
        List<String> values = query.getValuesOrEmpty(name);
        if (values.size() > 1 || values.stream().anyMatch(value -> value.indexOf('\uFFFD') >= 0)) {
            throw new RefusedException(400, "a parameter is not UTF-8, or occurs twice");
        }
        return values.isEmpty() ? otherwise : values.get(0);
    }

    // tag::error[]
    /** What Jetty itself refuses gets the status and its name: no page, no class names, no stack. */
    private static boolean answerError(Request request, Response response, Callback callback) {
        if (response.getStatus() == HttpStatus.UPGRADE_REQUIRED_426) {
            response.setStatus(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505);      // a 426 would have to say to what
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        String sentence = HttpStatus.getMessage(response.getStatus()) + "\n";
        response.write(true, ByteBuffer.wrap(sentence.getBytes(UTF_8)), callback);
        return true;
    }
    // end::error[]

    /** {@code ws://127.0.0.1:PORT/} */
    public URI uri() {
        return uri;
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

    // tag::stop[]
    /** Says goodbye to everyone; when it returns, all threads have ended and all sockets are closed. */
    @Override
    public void close() {
        room.goodbye();
        try {
            server.stop();
        } catch (TimeoutException e) {
            // A peer did not end its connection in time; it is cut off, and everything is stopped all the same.
            LOG.log(System.Logger.Level.DEBUG, "cut off at the end of the stop's time", e);
        } catch (Exception e) {
            throw new IllegalStateException("the server could not be stopped", e);
        }
    }
    // end::stop[]
}
