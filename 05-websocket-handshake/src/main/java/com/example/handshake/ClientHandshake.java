package com.example.handshake;

import com.example.handshake.FailedHandshakeException.Point;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The client's side of one opening handshake: makes the request, then verifies the answer (RFC 6455, section 4.1).
 * No socket appears here. Each handshake has a key of its own: make a new one for each connection.
 */
public final class ClientHandshake {

    private static final int DEFAULT_PORT = 80;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI uri;
    private final List<String> subprotocols;
    private final String key;

    /**
     * @param uri where to connect to, {@code ws://host:port/path?query}
     * @param subprotocols what this client can speak, the best first; may be empty
     * @throws IllegalArgumentException if the URI is not one for WebSocket (section 3) or needs TLS, or if a
     *     subprotocol is not a token or stands there twice
     */
    public ClientHandshake(URI uri, List<String> subprotocols) {
        this(uri, subprotocols, newKey());
    }

    ClientHandshake(URI uri, List<String> subprotocols, String key) {
        if (!"ws".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getRawFragment() != null
                || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not an address such as ws://host:port/path: " + uri);
        }
        if (!subprotocols.stream().allMatch(Syntax::isToken)
                || new HashSet<>(subprotocols).size() < subprotocols.size()) {
            throw new IllegalArgumentException("subprotocols must be tokens, each one once: " + subprotocols);
        }
        this.uri = uri;
        this.subprotocols = List.copyOf(subprotocols);
        this.key = key;
    }

    // tag::key[]
    /** 16 random bytes, so that no cache or earlier answer can be taken for the answer to this request. */
    private static String newKey() {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }
    // end::key[]

    /** The host to connect to. */
    public String host() {
        return uri.getHost().replaceAll("[\\[\\]]", "");
    }

    /** The TCP port to connect to. */
    public int port() {
        return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    }

    // tag::request[]
    /** What to send. */
    public RequestHead request() {
        HeaderFields fields = HeaderFields.of(
                "Host", uri.getHost() + (port() == DEFAULT_PORT ? "" : ":" + port()),
                "Upgrade", "websocket",
                "Connection", "Upgrade",
                "Sec-WebSocket-Key", key);
        if (!subprotocols.isEmpty()) {
            fields = fields.and("Sec-WebSocket-Protocol", String.join(", ", subprotocols));
        }
        return new RequestHead("GET", resourceName(), "HTTP/1.1", fields.and("Sec-WebSocket-Version", "13"));
    }
    // end::request[]

    /** The path, which is "/" if the URI has none, and the query (section 3). */
    private String resourceName() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    // tag::verify[]
    /**
     * Checks every point of section 4.1. The server may be anything: a page, a proxy, a mail server.
     *
     * @return the subprotocol that both sides speak from now on, if any
     * @throws FailedHandshakeException with the first point that does not hold
     */
    public Optional<String> verify(ResponseHead answer) throws FailedHandshakeException {
        HeaderFields fields = answer.fields();
        check(Point.STATUS, answer.status() == 101, "the server answered " + answer.status() + " " + answer.reason());
        check(Point.UPGRADE, isOnly("websocket", fields.all("Upgrade")), "Upgrade is not websocket");
        check(Point.CONNECTION, fields.lists("Connection", "Upgrade"), "Connection does not list Upgrade");
        check(Point.ACCEPT, fields.all("Sec-WebSocket-Accept").equals(List.of(AcceptKey.of(key))),
                "Sec-WebSocket-Accept is not " + AcceptKey.of(key));
        check(Point.EXTENSIONS, fields.list("Sec-WebSocket-Extensions").isEmpty(), "an extension was not offered");
        List<String> chosen = fields.all("Sec-WebSocket-Protocol");
        check(Point.SUBPROTOCOL, chosen.size() <= 1 && subprotocols.containsAll(chosen),
                "the subprotocol is not one of those offered");
        return chosen.stream().findFirst();
    }
    // end::verify[]

    private static boolean isOnly(String expected, List<String> values) {
        return values.size() == 1 && values.get(0).equalsIgnoreCase(expected);
    }

    private static void check(Point point, boolean holds, String otherwise) throws FailedHandshakeException {
        if (!holds) {
            throw new FailedHandshakeException(point, otherwise);
        }
    }
}
