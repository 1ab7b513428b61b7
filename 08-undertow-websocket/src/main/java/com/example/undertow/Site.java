package com.example.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What every request passes: was it meant for this server, and what is at its path? The rules and sentences are those
 * of lesson 05; Undertow itself asks only whether the target can be read.
 */
final class Site implements HttpHandler {

    /** A stranger's page can give its own host name the address 127.0.0.1; then its Origin is its Host. */
    private static final Set<String> OUR_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i:(https?)://)([^/?]*).*");
    private static final int MAX_TARGET = 8_192;

    private final Map<String, HttpHandler> paths;
    private final HttpHandler otherwise;

    /** @param paths where WebSocket is spoken */
    Site(Map<String, HttpHandler> paths, HttpHandler otherwise) {
        this.paths = Map.copyOf(paths);
        this.otherwise = otherwise;
    }

    // tag::site[]
    /** Checks the address of every request, and then its path. */
    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        try {
            checkAddress(exchange);
        } catch (RefusedException e) {
            e.answer(exchange);
            return;
        }
        paths.getOrDefault(exchange.getRequestPath(), otherwise).handleRequest(exchange);
    }
    // end::site[]

    private static void checkAddress(HttpServerExchange exchange) throws RefusedException {
        String target = exchange.getRequestURI();
        if (exchange.getRequestMethod().equals(Methods.OPTIONS) && target.equals("*")) {
            throw Page.notAllowed();
        }
        if (target.length() + exchange.getQueryString().length() >= MAX_TARGET) {
            throw new RefusedException(414, "The request target is too long.");
        }
        Matcher absolute = ABSOLUTE.matcher(target);
        if (!absolute.matches() && !target.startsWith("/")) {
            throw new RefusedException(400, "The request target must be a path, or an http address with a path.");
        }
        boolean tls = absolute.matches() && absolute.group(1).equalsIgnoreCase("https");
        if (tls || !host(exchange).isAmong(OUR_HOSTS)) {
            throw new RefusedException(421, "This server does not answer for this address.");
        }
    }

    /** The host that the client believes to have reached: the one in the target, if that names one, otherwise Host. */
    static Authority host(HttpServerExchange exchange) throws RefusedException {
        Matcher absolute = ABSOLUTE.matcher(exchange.getRequestURI());
        String host = absolute.matches() ? absolute.group(2) : exchange.getRequestHeaders().getFirst(Headers.HOST);
        return Optional.ofNullable(host).flatMap(Authority::parse).orElseThrow(() ->
                new RefusedException(400, "The Host field must name a host, and a port if need be."));
    }

    /**
     * A parameter of the query.
     *
     * @param otherwise its value if it does not occur
     * @throws RefusedException 400 if it occurs twice, or is not UTF-8
     */
    static String parameter(HttpServerExchange request, String name, String otherwise) throws RefusedException {
        Deque<String> values = request.getQueryParameters().get(name);
        if (values == null) {
            return otherwise;
        }
        if (values.size() > 1 || values.getFirst().indexOf('\uFFFD') >= 0) {
            throw new RefusedException(400, "a parameter is not UTF-8, or occurs twice");
        }
        return values.getFirst();
    }
}
