package com.example.who;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.eclipse.jetty.websocket.api.Callback.NOOP;
import static org.eclipse.jetty.websocket.api.Callback.from;

import com.example.who.Passes.Pass;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * Who is it? A browser's page cannot set fields on a handshake, so there are four ways around that, each on a path of
 * its own: {@code /cookie}, {@code /ticket}, {@code /protocol} and {@code /first}. The server speaks TLS.
 */
public final class WhoIsIt implements AutoCloseable {

    /** The close code of "not any more, or not at all": 401 of HTTP, in the range that applications have. */
    static final int UNAUTHORIZED = 4401;
    /** How many connections of {@code /first} may be without a name at a time. */
    static final int MAX_STRANGERS = 50;
    private static final int MAX_BYTES = 1_024;
    private static final int MAX_UNWRITTEN = 64;

    private final Passes passes;
    private final Duration firstMessage;
    private final Clock clock;
    private final Semaphore strangers = new Semaphore(MAX_STRANGERS);
    private final Server server = new Server();
    private final ServerConnector connector;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "expiry");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts on the loopback, on any free port.
     *
     * @param certificate that of the server; null for no TLS, behind an nginx that has it
     * @param firstMessage how long a connection of {@code /first} may be without a name
     */
    WhoIsIt(Certificate certificate, Duration firstMessage, Clock clock) throws Exception {
        this.firstMessage = firstMessage;
        this.clock = clock;
        passes = new Passes(clock);
        timer.setRemoveOnCancelPolicy(true);
        // tag::tls[]
        if (certificate != null) {
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setKeyStorePath(certificate.file().toString());
            tls.setKeyStorePassword(Certificate.PASSWORD);
            connector = new ServerConnector(server, tls);
        } else {
            connector = new ServerConnector(server);
        }
        // end::tls[]
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebSocketUpgradeHandler webSocket = WebSocketUpgradeHandler.from(server, this::endpoints);
        webSocket.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                return handOut(request, response, callback);
            }
        });
        server.setHandler(webSocket);
        server.start();
    }

    // tag::ways[]
    private void endpoints(ServerWebSocketContainer container) {
        container.setMaxTextMessageSize(MAX_BYTES);
        container.setMaxBinaryMessageSize(MAX_BYTES);
        container.setMaxOutgoingFrames(MAX_UNWRITTEN);
        container.addMapping("/cookie", (request, response, callback) -> {
            // The browser sends the cookie with every page's handshake: only Origin says whose page it is.
            String origin = request.getHeaders().get(HttpHeader.ORIGIN);
            String host = request.getHeaders().get(HttpHeader.HOST);
            if (origin != null && !origin.equals("https://" + host)) {
                return refuse(403, request, response, callback);
            }
            return member(Request.getCookies(request).stream().filter(one -> one.getName().equals("__Host-token"))
                    .findFirst().flatMap(one -> passes.check(one.getValue())), request, response, callback);
        });
        container.addMapping("/ticket", (request, response, callback) -> {
            String ticket = Request.extractQueryParameters(request).getValue("ticket");
            return member(ticket == null ? Optional.empty() : passes.take(ticket), request, response, callback);
        });
        container.addMapping("/protocol", (request, response, callback) -> {
            List<String> offered = request.getSubProtocols();
            if (!offered.contains("chat")) {
                return refuse(400, request, response, callback);
            }
            response.setAcceptedSubProtocol("chat");            // never the token: the response is logged, too
            return member(offered.stream().filter(one -> one.startsWith("token.")).findFirst()
                    .flatMap(one -> passes.check(one.substring("token.".length()))), request, response, callback);
        });
        container.addMapping("/first", (request, response, callback) -> new Member(null));
    }

    private Member member(Optional<Pass> pass, ServerUpgradeRequest request, ServerUpgradeResponse response,
            Callback callback) {
        return pass.isEmpty() ? refuse(401, request, response, callback) : new Member(pass.get());
    }
    // end::ways[]

    private static Member refuse(int status, Request request, Response response, Callback callback) {
        if (status == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");       // RFC 9110, section 11.6.1
        }
        Response.writeError(request, response, callback, status);
        return null;
    }

    /** {@code POST /tickets} with the token in a field, which {@code fetch} can set. */
    private boolean handOut(Request request, Response response, Callback callback) {
        String field = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        Optional<Pass> pass = field != null && field.startsWith("Bearer ") ? passes.check(field.substring(7))
                : Optional.empty();
        if (!request.getMethod().equals("POST") || !Request.getPathInContext(request).equals("/tickets")) {
            Response.writeError(request, response, callback, 404);
        } else if (pass.isEmpty()) {
            refuse(401, request, response, callback);
        } else {
            Optional<String> ticket = passes.ticket(pass.get());
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            if (ticket.isPresent()) {
                response.write(true, ByteBuffer.wrap(ticket.get().getBytes(US_ASCII)), callback);
            } else {
                Response.writeError(request, response, callback, 503);
            }
        }
        return true;
    }

    // tag::member[]
    /** One connection. Without a pass it may say one thing: a token. Jetty calls one of the methods at a time. */
    public final class Member extends Session.Listener.AbstractAutoDemanding {

        private Pass pass;
        private boolean stranger;                               // has one of the places that there are for these
        private Future<?> limit = CompletableFuture.completedFuture(null);

        private Member(Pass pass) {
            this.pass = pass;
        }

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            stranger = pass == null && strangers.tryAcquire();
            if (pass != null) {
                welcome();
            } else if (stranger) {
                endIn(firstMessage, "no token came in time");
            } else {
                session.close(StatusCode.TRY_AGAIN_LATER, "too many have not said who they are", NOOP);
            }
        }

        @Override
        public void onWebSocketText(String text) {
            if (pass != null) {
                say(pass.name() + ": " + text);
                return;
            }
            pass = passes.check(text).orElse(null);
            if (pass == null) {
                end("this is no token");
            } else {
                welcome();
            }
        }

        /** A token that was good at the handshake does not make a connection good forever. */
        private void welcome() {
            noStranger();
            say("hello, " + pass.name());
            endIn(Duration.between(clock.instant(), pass.until()), "the token has expired");
        }

        private void endIn(Duration time, String why) {
            limit.cancel(false);
            limit = timer.schedule(() -> end(why), time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void end(String why) {
            getSession().close(UNAUTHORIZED, why, NOOP);
        }

        /** A reader that does not read has 64 frames waiting at most: the next one fails, and it has to go. */
        private void say(String text) {
            getSession().sendText(text, from(() -> { }, failure -> getSession().disconnect()));
        }

        @Override
        public void onWebSocketClose(int code, String reason,
                org.eclipse.jetty.websocket.api.Callback callback) {
            limit.cancel(false);                                // or it is kept until its token expires
            noStranger();
            callback.succeed();
        }

        private void noStranger() {
            if (stranger) {
                stranger = false;
                strangers.release();
            }
        }

        @Override
        public void onWebSocketError(Throwable cut) {
            // The close is told as well, with 1006.
        }
    }
    // end::member[]

    /** A token for someone who has logged in: how, is not our subject. */
    String login(String name, Duration lives) {
        return passes.token(name, lives);
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
        timer.shutdownNow();
    }
}
