package com.example.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands in front of Undertow's opening handshake, and asks what Undertow does not (RFC 6455, section 4.2.1): is
 * it an upgrade to WebSocket at all, in version 13, with a key of 16 bytes, and from a page of our own?
 */
final class Gate implements HttpHandler {

    private static final AttachmentKey<Endpoint> ENDPOINT = AttachmentKey.create(Endpoint.class);

    /** A stranger's page can give its own host name the address 127.0.0.1; then its Origin is its Host. */
    private static final Pattern OUR_HOST = Pattern.compile("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]*)?");

    /** Makes the server's end of a new connection. */
    interface Endpoints {

        /** @throws RefusedException if this request gets none */
        Endpoint of(HttpServerExchange request) throws RefusedException;
    }

    private final Connections connections;
    private final Endpoints endpoint;
    private final HttpHandler handshake;

    /**
     * @param subprotocols those that are spoken here
     * @param endpoint makes the server's end of each connection that is let in
     */
    Gate(Set<String> subprotocols, Connections connections, Endpoints endpoint) {
        this.connections = connections;
        this.endpoint = endpoint;
        WebSocketConnectionCallback onConnect = (exchange, channel) ->
                exchange.getAttachment(ENDPOINT).open((CheckedChannel) channel, connections);
        handshake = new WebSocketProtocolHandshakeHandler(List.of(new Version13Handshake(subprotocols)), onConnect);
    }

    // tag::gate[]
    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        try {
            check(exchange);
            exchange.putAttachment(ENDPOINT, endpoint.of(exchange));
        } catch (RefusedException e) {
            e.answer(exchange);
            return;
        }
        // Undertow looks at the first field of a name only; a list may be in several (RFC 9110, section 5.3).
        HeaderMap fields = exchange.getRequestHeaders();
        join(fields, Headers.SEC_WEB_SOCKET_PROTOCOL);
        join(fields, Headers.SEC_WEB_SOCKET_EXTENSIONS);
        handshake.handleRequest(exchange);
    }

    private void check(HttpServerExchange exchange) throws RefusedException {
        HeaderMap fields = exchange.getRequestHeaders();
        if (!exchange.getRequestMethod().equals(Methods.GET)) {
            throw new RefusedException(StatusCodes.METHOD_NOT_ALLOWED, "only GET is answered here");
        }
        if (!exchange.getProtocol().equals(Protocols.HTTP_1_1) || one(fields, Headers.HOST).isEmpty()) {
            throw new RefusedException(StatusCodes.BAD_REQUEST, "only HTTP/1.1 is spoken here, with one Host");
        }
        if (!exchange.isRequestComplete()) {
            throw new RefusedException(StatusCodes.BAD_REQUEST, "this request must not have a body");
        }
        if (!lists(fields, Headers.UPGRADE, "websocket") || !lists(fields, Headers.CONNECTION, "Upgrade")) {
            throw new RefusedException(StatusCodes.UPGRADE_REQUIRED, "only WebSocket is spoken here");
        }
        if (!one(fields, Headers.SEC_WEB_SOCKET_VERSION).equals("13")) {
            throw new RefusedException(StatusCodes.UPGRADE_REQUIRED,
                    "the version of WebSocket that is spoken here is 13");
        }
        if (!isKey(one(fields, Headers.SEC_WEB_SOCKET_KEY))) {
            throw new RefusedException(StatusCodes.BAD_REQUEST, "Sec-WebSocket-Key must be 16 bytes in Base64");
        }
        if (!OUR_HOST.matcher(one(fields, Headers.HOST)).matches()) {
            throw new RefusedException(421, "this server answers for localhost only");
        }
        if (!isOurs(fields)) {
            throw new RefusedException(StatusCodes.FORBIDDEN, "pages of another site may not connect");
        }
        if (connections.isGoingAway()) {
            throw new RefusedException(StatusCodes.SERVICE_UNAVAILABLE, "the server stops");
        }
    }
    // end::gate[]

    // tag::origin[]
    /** A browser says which site's page wants to connect (section 10.2): only our own may. Others send no Origin. */
    private static boolean isOurs(HeaderMap fields) {
        String host = one(fields, Headers.HOST);
        String origin = one(fields, Headers.ORIGIN);
        return !fields.contains(Headers.ORIGIN)
                || origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }
    // end::origin[]

    private static boolean isKey(String key) {
        try {
            return key.length() == 24 && Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The value of a field that stands there once; empty otherwise. */
    private static String one(HeaderMap fields, HttpString name) {
        HeaderValues values = fields.get(name);
        return values == null || values.size() != 1 ? "" : values.getFirst().strip();
    }

    /** Whether a list of tokens has this one, in upper or lower case. */
    private static boolean lists(HeaderMap fields, HttpString name, String token) {
        HeaderValues values = fields.get(name);
        return values != null && Arrays.stream(String.join(",", values).split(","))
                .anyMatch(one -> one.strip().equalsIgnoreCase(token));
    }

    private static void join(HeaderMap fields, HttpString name) {
        HeaderValues values = fields.get(name);
        if (values != null && values.size() > 1) {
            fields.put(name, String.join(", ", values));
        }
    }
}
