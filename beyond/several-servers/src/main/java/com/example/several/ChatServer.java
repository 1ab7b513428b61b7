package com.example.several;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.xnio.Options;
import org.xnio.XnioWorker;

/**
 * One of the room's servers: {@code /chat?name=NAME&after=ID}, and {@code /ready} for whoever spreads the readers. All
 * servers on the same log are the same room, and a reader may come back to any of them.
 */
public final class ChatServer implements AutoCloseable {

    private static final int STOP_MILLIS = 1_000;

    private final Room room;
    private final Undertow undertow;
    private final XnioWorker worker;
    private final HttpHandler handshake;

    private ChatServer(int port, Log log) {
        room = new Room(log);
        handshake = Handlers.websocket(this::join);
        undertow = Undertow.builder().addHttpListener(port, "127.0.0.1")
                .setHandler(Handlers.path().addExactPath("/chat", this::chat).addExactPath("/ready", this::ready))
                .setWorkerOption(Options.WORKER_NAME, "several-" + port)
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .build();
        undertow.start();
        worker = undertow.getWorker();
    }

    /**
     * Starts on the loopback.
     *
     * @param port 0 for any that is free
     * @param log what outlives the server, and is closed by whoever opened it
     * @throws IOException if the port cannot be had
     */
    public static ChatServer start(int port, Log log) throws IOException {
        try {
            return new ChatServer(port, log);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException cause) {    // Undertow wraps what went wrong
                throw cause;
            }
            throw e;
        }
    }

    // tag::gate[]
    /** A client comes in. A server without its log sends it away before the handshake: another one may have it. */
    private void chat(HttpServerExchange exchange) throws Exception {
        String name = parameter(exchange, "name", "");
        String after = parameter(exchange, "after", "0");
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        String wrong = wrongName(name);
        if (wrong != null || !after.matches("[0-9]{1,18}")) {
            answer(exchange, 400, wrong != null ? wrong : "after is the id of the last message seen, a number");
        } else if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            answer(exchange, 403, "pages of this origin may not connect");
        } else if (room.log().isAway()) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, 1);
            answer(exchange, 503, "the room's log is away");
        } else {
            handshake.handleRequest(exchange);
        }
    }

    private void join(WebSocketHttpExchange exchange, WebSocketChannel channel) {
        List<String> after = exchange.getRequestParameters().getOrDefault("after", List.of("0"));
        room.join(channel, exchange.getRequestParameters().get("name").get(0), Long.parseLong(after.get(0)),
                channel.getWorker());
    }

    private void ready(HttpServerExchange exchange) {
        boolean away = room.log().isAway();
        answer(exchange, away ? 503 : 200, away ? "the room's log is away" : "ready");
    }
    // end::gate[]

    private static String wrongName(String name) {
        try {
            Message.check("name", name, Message.MAX_FROM);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static String parameter(HttpServerExchange exchange, String name, String otherwise) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? otherwise : values.size() > 1 || values.getFirst().indexOf('\uFFFD') >= 0 ? ""
                : values.getFirst();
    }

    private static void answer(HttpServerExchange exchange, int status, String sentence) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send(sentence + "\n");
    }

    /** {@code ws://127.0.0.1:PORT/chat} */
    public URI uri() {
        InetSocketAddress address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return URI.create("ws://127.0.0.1:" + address.getPort() + "/chat");
    }

    /** How many are connected to this server. */
    public int readers() {
        return room.readers();
    }

    /** Says goodbye to everyone here; they go on with another server. */
    @Override
    public void close() {
        room.goAway();
        try {
            room.awaitEmpty(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cut();
    }

    /** Ends without a word, as a power cut would. */
    public void cut() {
        room.cut();
        undertow.stop();
        try {
            if (!worker.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
