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
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What stands in front of Undertow's opening handshake, and asks what Undertow does not (RFC 6455, section 4.2.1): is
 * it an upgrade to WebSocket at all, in version 13, with a key of 16 bytes, and from a page of our own?
 */
final class Gate implements HttpHandler {

    private static final AttachmentKey<Connection> CONNECTION = AttachmentKey.create(Connection.class);

    /** A stranger's page can give its own host name the address 127.0.0.1; then its Origin is its Host. */
    private static final Pattern OUR_HOST = Pattern.compile("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]*)?");

    private final Connections connections;
    private final Function<HttpServerExchange, Connection> endpoint;
    private final HttpHandler handshake;

    /**
     * @param subprotocols those that are spoken here
     * @param endpoint the server's end of a new connection; throws IllegalArgumentException with a sentence for the
     *     peer
     */
    Gate(Set<String> subprotocols, Connections connections, Function<HttpServerExchange, Connection> endpoint) {
        this.connections = connections;
        this.endpoint = endpoint;
        WebSocketConnectionCallback onConnect = (exchange, channel) ->
                exchange.getAttachment(CONNECTION).open((CheckedChannel) channel, connections);
        handshake = new WebSocketProtocolHandshakeHandler(List.of(new Version13Handshake(subprotocols)), onConnect);
    }

    // tag::gate[]
    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderMap fields = exchange.getRequestHeaders();
        if (!exchange.getRequestMethod().equals(Methods.GET)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET");
            refuse(exchange, StatusCodes.METHOD_NOT_ALLOWED, "only GET is answered here");
        } else if (!exchange.getProtocol().equals(Protocols.HTTP_1_1) || one(fields, Headers.HOST).isEmpty()) {
            refuse(exchange, StatusCodes.BAD_REQUEST, "only HTTP/1.1 is spoken here, with one Host");
        } else if (!lists(fields, Headers.UPGRADE, "websocket") || !lists(fields, Headers.CONNECTION, "Upgrade")) {
            refuse(exchange, StatusCodes.UPGRADE_REQUIRED, "only WebSocket is spoken here");
        } else if (!one(fields, Headers.SEC_WEB_SOCKET_VERSION).equals("13")) {
            refuse(exchange, StatusCodes.UPGRADE_REQUIRED, "the version of WebSocket that is spoken here is 13");
        } else if (!isKey(one(fields, Headers.SEC_WEB_SOCKET_KEY))) {
            refuse(exchange, StatusCodes.BAD_REQUEST, "Sec-WebSocket-Key must be 16 bytes in Base64");
        } else if (!OUR_HOST.matcher(one(fields, Headers.HOST)).matches()) {
            refuse(exchange, 421, "this server answers for localhost only");
        } else if (!isOurs(fields)) {
            refuse(exchange, StatusCodes.FORBIDDEN, "pages of another site may not connect");
        } else if (connections.isGoingAway()) {
            refuse(exchange, StatusCodes.SERVICE_UNAVAILABLE, "the server stops");
        } else {
            upgrade(exchange, fields);
        }
    }
    // end::gate[]

    private void upgrade(HttpServerExchange exchange, HeaderMap fields) throws Exception {
        try {
            exchange.putAttachment(CONNECTION, endpoint.apply(exchange));
        } catch (IllegalArgumentException e) {
            refuse(exchange, StatusCodes.BAD_REQUEST, e.getMessage());
            return;
        }
        // Undertow looks at the first field of a name only; a list may stand in several (RFC 9110, section 5.3).
        join(fields, Headers.SEC_WEB_SOCKET_PROTOCOL);
        join(fields, Headers.SEC_WEB_SOCKET_EXTENSIONS);
        handshake.handleRequest(exchange);
    }

    /** Answers with a status and one sentence. */
    static void refuse(HttpServerExchange exchange, int status, String sentence) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        if (status == StatusCodes.UPGRADE_REQUIRED) {
            exchange.getResponseHeaders().put(Headers.SEC_WEB_SOCKET_VERSION, "13");
            exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
            exchange.getResponseHeaders().put(Headers.CONNECTION, "Upgrade");
        }
        exchange.getResponseSender().send(sentence + "\n");
    }

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
