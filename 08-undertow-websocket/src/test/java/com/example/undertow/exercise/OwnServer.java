package com.example.undertow.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.xnio.Options;
import org.xnio.XnioIoThread;

/** Your exercises on an Undertow: the echo (8.1), slow work (8.2), a room (8.3), and an echo within limits (8.4). */
public final class OwnServer implements AutoCloseable {

    private static final String OUR_HOST = "(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]*)?";
    private static final int SILENCE_MILLIS = 600_000;

    private final Map<String, HttpHandler> paths = new HashMap<>();
    private final Set<WebSocketChannel> open = ConcurrentHashMap.newKeySet();
    private final Undertow undertow;
    private boolean closed;

    /** Starts on the loopback, at any free port if it is 0, without those of 8.2 and 8.4 that are not done. */
    public OwnServer(int port, Set<String> leftOut) throws IOException {
        try (InputStream in = OwnServer.class.getResourceAsStream("own.html")) {
            String page = new String(in.readAllBytes(), UTF_8).replace("LEFT-OUT", String.join(" ", leftOut));
            paths.put("/", exchange -> answer(exchange, 200, "text/html", page));
        }
        AtomicInteger echoes = new AtomicInteger();
        paths.put("/echo", webSocket(EchoListener.callback(echoes)));
        paths.put("/count", exchange -> answer(exchange, 200, "text/plain", echoes + "\n"));
        paths.put("/room", webSocket(new Room(1 << 20).callback()));
        if (!leftOut.contains("8.2")) {
            paths.put("/work", webSocket(OffTheIoThread.callback(OwnServer::work)));
        }
        if (!leftOut.contains("8.4")) {
            paths.put("/limits", Limits.echo(1_000, 30_000));
        }
        undertow = Undertow.builder().addHttpListener(port, "127.0.0.1").setHandler(this::handle)
                .setIoThreads(1)                            // whatever makes it wait, makes all wait
                .setWorkerThreads(4)
                .setWorkerOption(Options.WORKER_NAME, "own-server")
                .setSocketOption(Options.CONNECTION_HIGH_WATER, 200)
                .setSocketOption(Options.CONNECTION_LOW_WATER, 200)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 8_000)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 8_000)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 1_000).build();
        undertow.start();
    }

    /** The opening handshake; then the exercise has the connection, until there is nothing on it for ten minutes. */
    private HttpHandler webSocket(WebSocketConnectionCallback exercise) {
        return Handlers.websocket((exchange, channel) -> {
            open.add(channel);
            channel.addCloseTask(open::remove);
            channel.setIdleTimeout(SILENCE_MILLIS);
            exercise.onConnect(exchange, channel);
        });
    }

    /** What 8.2 does with a text: says it backwards, slowly if it begins with "slow"; at "fail" it fails. */
    private static String work(String text) {
        if (text.equals("fail")) {
            throw new IllegalStateException("no peer may read this");
        } else if (text.startsWith("slow")) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        }
        return new StringBuilder(text).reverse().toString();
    }

    /** A page of a stranger is in the same browser: its Origin gives it away, or the Host that it has made up. */
    private void handle(HttpServerExchange exchange) throws Exception {
        String host = String.valueOf(exchange.getRequestHeaders().getFirst(Headers.HOST));
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        HttpHandler handler = paths.get(exchange.getRequestPath());
        if (!host.matches(OUR_HOST)) {
            answer(exchange, 421, "text/plain", "this server answers for localhost only\n");
        } else if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            answer(exchange, 403, "text/plain", "pages from elsewhere may not connect\n");
        } else if (handler == null) {
            answer(exchange, 404, "text/plain", "there is nothing at this path\n");
        } else {
            handler.handleRequest(exchange);
        }
    }

    private static void answer(HttpServerExchange exchange, int status, String type, String body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type + "; charset=utf-8")
                .put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(body, UTF_8);
    }

    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** Tells all 1001, and gives them a second to answer. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        open.forEach(channel -> WebSockets.sendClose(1001, "going away", channel, null));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (!open.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        undertow.getListenerInfo().forEach(Undertow.ListenerInfo::suspend);
        // What has been accepted is taken over before the I/O thread ends; it leaves one more task behind, hence twice.
        XnioIoThread thread = undertow.getWorker().getIoThread(0);
        CompletableFuture.runAsync(() -> { }, thread).thenRunAsync(() -> { }, thread)
                .completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
        undertow.stop();
    }

    /** Serves until Ctrl-C: the arguments are the port, and those of 8.2 and 8.4 that are not done. */
    public static void main(String[] args) throws Exception {
        OwnServer server = new OwnServer(Integer.parseInt(args[0]), Set.copyOf(List.of(args).subList(1, args.length)));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "own-server-goodbye"));
        System.out.println("Your room is open: http://localhost:" + server.port() + "/ Ctrl-C ends it.");
        Thread.currentThread().join();
    }
}
