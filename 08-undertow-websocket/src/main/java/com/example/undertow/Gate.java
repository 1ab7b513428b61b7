package com.example.undertow;

import com.example.undertow.dump.Eyes;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A handler in front of Undertow's opening handshake, which asks what Undertow does not (RFC 6455, section 4.2.1): is
 * it an upgrade to WebSocket at all, in version 13, with a key of 16 bytes, and from a page of our own?
 */
final class Gate implements HttpHandler {

    private static final AttachmentKey<Endpoint> ENDPOINT = AttachmentKey.create(Endpoint.class);
    private static final AttachmentKey<Eyes> EYES = AttachmentKey.create(Eyes.class);

    /** Makes the server's end of a new connection. */
    interface Endpoints {

        /** @throws RefusedException if this request gets none */
        Endpoint of(HttpServerExchange request) throws RefusedException;
    }

    private final Connections connections;
    private final Feeds feeds;
    private final Endpoints endpoint;
    private final HttpHandler handshake;

    /**
     * @param subprotocols those that are spoken here
     * @param feeds the pages that watch: a connection with the parameter {@code frames} is shown to one of them
     * @param endpoint the maker of the server's end of each connection that is let in
     */
    Gate(Set<String> subprotocols, Connections connections, Feeds feeds, Endpoints endpoint) {
        this.connections = connections;
        this.feeds = feeds;
        this.endpoint = endpoint;
        WebSocketConnectionCallback onConnect = (exchange, channel) -> {
            Eyes eyes = exchange.getAttachment(EYES);
            if (eyes != null) {
                ((CheckedChannel) channel).show(eyes);
            }
            exchange.getAttachment(ENDPOINT).open((CheckedChannel) channel, connections);
        };
        handshake = new WebSocketProtocolHandshakeHandler(List.of(new Version13Handshake(subprotocols)), onConnect);
    }

    // tag::gate[]
    /** Checks method, version, key and origin, before the upgrade. */
    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        try {
            check(exchange);
            exchange.putAttachment(ENDPOINT, endpoint.of(exchange));
            String token = Site.parameter(exchange, "frames", "");
            if (!token.isEmpty()) {
                exchange.putAttachment(EYES, feeds.page(token).eyes());
                exchange.getRequestHeaders().remove(Headers.SEC_WEB_SOCKET_EXTENSIONS);     // no person reads those
            }
        } catch (RefusedException e) {
            e.answer(exchange);
            return;
        }
        handshake.handleRequest(exchange);
    }

    private void check(HttpServerExchange exchange) throws RefusedException {
        HeaderMap fields = exchange.getRequestHeaders();
        if (!exchange.getRequestMethod().equals(Methods.GET)) {
            throw new RefusedException(405, "A WebSocket begins with GET.", Map.of("Allow", "GET"));
        }
        if (!exchange.getProtocol().equals(Protocols.HTTP_1_1)) {
            throw new RefusedException(505,
                    "A WebSocket begins with HTTP/1.1, not with " + exchange.getProtocol() + ".");
        }
        if (!lists(fields, Headers.UPGRADE, "websocket")) {
            throw upgradeRequired("This address speaks WebSocket: ask for it with Upgrade: websocket.");
        }
        if (!lists(fields, Headers.CONNECTION, "Upgrade")) {
            throw new RefusedException(400, "The Connection field must list Upgrade.");
        }
        if (!one(fields, Headers.SEC_WEB_SOCKET_VERSION).equals("13")) {
            throw upgradeRequired("The Sec-WebSocket-Version field must be 13.");
        }
        if (!isKey(one(fields, Headers.SEC_WEB_SOCKET_KEY))) {
            throw new RefusedException(400, "The Sec-WebSocket-Key field must be the Base64 of 16 bytes.");
        }
        checkOrigin(exchange);
        if (!exchange.isRequestComplete()) {
            throw new RefusedException(400, "A handshake has no body.");
        }
        List<String> subprotocols = subprotocols(fields);
        List<Extension> extensions = Extension.list(all(fields, Headers.SEC_WEB_SOCKET_EXTENSIONS));
        if (connections.isGoingAway()) {                // between the goodbye and the listener's end: too short to test
            throw new RefusedException(503, "The server stops.");
        }
        rewrite(fields, Headers.SEC_WEB_SOCKET_PROTOCOL, subprotocols);
        rewrite(fields, Headers.SEC_WEB_SOCKET_EXTENSIONS, extensions.stream().map(Extension::toString).toList());
    }
    // end::gate[]

    /** 426 says which protocol is wanted (RFC 9110, section 15.5.22), and in which version (RFC 6455, section 4.4). */
    private static RefusedException upgradeRequired(String sentence) {
        return new RefusedException(426, sentence,
                Map.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version", "13"));
    }

    // tag::origin[]
    /** A browser says which site's page wants to connect (section 10.2): only our own may. Others send no Origin. */
    private static void checkOrigin(HttpServerExchange exchange) throws RefusedException {
        String origin = one(exchange.getRequestHeaders(), Headers.ORIGIN);
        if (!origin.isEmpty() && !Site.host(exchange).isOriginOf(origin)) {
            throw new RefusedException(403, "Pages of this origin may not connect.");
        }
    }
    // end::origin[]

    private static List<String> subprotocols(HeaderMap fields) throws RefusedException {
        List<String> offered = list(fields, Headers.SEC_WEB_SOCKET_PROTOCOL);
        boolean empty = offered.isEmpty() && fields.contains(Headers.SEC_WEB_SOCKET_PROTOCOL);
        if (empty || !offered.stream().allMatch(Syntax::isToken) || new HashSet<>(offered).size() < offered.size()) {
            throw new RefusedException(400, "The Sec-WebSocket-Protocol field must list tokens, each one once.");
        }
        return offered;
    }

    /** Undertow looks at the first field of a name only, and splits it at every comma, also inside quotation marks. */
    private static void rewrite(HeaderMap fields, HttpString name, List<String> elements) {
        if (!elements.isEmpty()) {
            fields.put(name, String.join(", ", elements));
        }
    }

    /** Whether this is Base64 of 16 bytes, in its one canonical form. */
    private static boolean isKey(String key) {
        try {
            byte[] nonce = Base64.getDecoder().decode(key);
            return nonce.length == 16 && Base64.getEncoder().encodeToString(nonce).equals(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The value of each line of a field. */
    private static List<String> all(HeaderMap fields, HttpString name) {
        HeaderValues values = fields.get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    /** The value of a field that may occur once; empty if it does not occur. */
    private static String one(HeaderMap fields, HttpString name) throws RefusedException {
        List<String> values = all(fields, name);
        if (values.size() > 1) {
            throw new RefusedException(400, "There must be only one " + name + " field.");
        }
        return values.isEmpty() ? "" : Syntax.trim(values.get(0));
    }

    /** The elements of a list, over all its field lines; empty ones do not count (RFC 9110, section 5.6.1). */
    private static List<String> list(HeaderMap fields, HttpString name) {
        return Syntax.split(String.join(",", all(fields, name)), ',').stream()
                .filter(element -> !element.isEmpty()).toList();
    }

    private static boolean lists(HeaderMap fields, HttpString name, String element) {
        return list(fields, name).stream().anyMatch(element::equalsIgnoreCase);
    }
}
