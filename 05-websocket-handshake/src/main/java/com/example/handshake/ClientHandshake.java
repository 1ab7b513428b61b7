package com.example.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.handshake.FailedHandshakeException.Point;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The client's side of one opening handshake: makes the request, then verifies the response (RFC 6455, section 4.1).
 * No socket appears here. Each handshake has a key of its own: make a new one for each connection.
 */
public final class ClientHandshake {

    private static final int DEFAULT_PORT = 80;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Authority authority;
    private final Target target;
    private final List<String> subprotocols;
    private final List<Extension> extensions;
    private final String key;

    /**
     * A handshake that offers no extension.
     *
     * @param uri the address to connect to, {@code ws://host:port/path?query}; letters beyond ASCII are sent as the
     *     percent-encoded bytes of UTF-8
     * @param subprotocols what this client can speak, the best first; may be empty
     * @throws IllegalArgumentException if the URI is not one for WebSocket (section 3: no user, no fragment) or needs
     *     TLS, or if a subprotocol is not a token or occurs twice
     */
    public ClientHandshake(URI uri, List<String> subprotocols) {
        this(uri, subprotocols, List.of());
    }

    /** @param extensions what is offered besides, the best first; lesson 06 offers one */
    public ClientHandshake(URI uri, List<String> subprotocols, List<Extension> extensions) {
        this(uri, subprotocols, extensions, newKey());
    }

    /** @param key the Base64 of 16 bytes: the others draw one, an example has its own */
    public ClientHandshake(URI uri, List<String> subprotocols, List<Extension> extensions, String key) {
        Optional<Authority> named = Optional.ofNullable(uri.getRawAuthority()).flatMap(Authority::parse);
        if (!"ws".equalsIgnoreCase(uri.getScheme()) || named.isEmpty() || uri.getRawFragment() != null) {
            // The address is not repeated: it may have a password in it.
            throw new IllegalArgumentException("an address is ws://host:port/path?query, without a user or a fragment");
        }
        if (!ServerHandshake.areUniqueTokens(subprotocols)) {
            throw new IllegalArgumentException("subprotocols must be tokens, each one once: " + subprotocols);
        }
        this.authority = named.get();
        this.target = target(uri);
        this.subprotocols = List.copyOf(subprotocols);
        this.extensions = List.copyOf(extensions);
        this.key = key;
    }

    // tag::key[]
    /** 16 random bytes, so that no cache or earlier response can be taken for the response to this request. */
    private static String newKey() {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }
    // end::key[]

    /** The path, which is "/" if the URI has none, and the query (section 3). */
    private static Target target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String text = inAscii(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        try {
            return Target.parse(text);
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    /** A URI of Java's may have letters beyond ASCII; a request may not (RFC 3986, section 2.5). */
    private static String inAscii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (codePoint < 0x80) {
                ascii.append((char) codePoint);
            } else {
                for (byte b : Character.toString(codePoint).getBytes(UTF_8)) {
                    ascii.append(String.format("%%%02X", b));
                }
            }
        });
        return ascii.toString();
    }

    /** The host to connect to; an IPv6 address without its brackets. */
    public String host() {
        return authority.host().replaceAll("[\\[\\]]", "");
    }

    /** The TCP port to connect to. */
    public int port() {
        return authority.port() < 0 ? DEFAULT_PORT : authority.port();
    }

    // tag::request[]
    /** The client's opening handshake, field by field. */
    public RequestHead request() {
        HeaderFields fields = HeaderFields.of(
                "Host", authority.withoutPort(DEFAULT_PORT),
                "Upgrade", "websocket",
                "Connection", "Upgrade",
                "Sec-WebSocket-Key", key);
        if (!subprotocols.isEmpty()) {
            fields = fields.and("Sec-WebSocket-Protocol", String.join(", ", subprotocols));
        }
        for (Extension extension : extensions) {
            fields = fields.and("Sec-WebSocket-Extensions", extension.toString());
        }
        return new RequestHead("GET", target, "HTTP/1.1", authority, fields.and("Sec-WebSocket-Version", "13"));
    }
    // end::request[]

    // tag::verify[]
    /**
     * Checks every point of the response that section 4.1 names. The server may be anything: a page, a proxy, a mail
     * server.
     *
     * @return the subprotocol that both sides speak from now on, if any
     * @throws RefusedException if the status is not 101: the server has understood, and does not switch
     * @throws FailedHandshakeException with the first other point that does not hold
     */
    public Optional<String> verify(ResponseHead response) throws RefusedException, FailedHandshakeException {
        HeaderFields fields = response.fields();
        if (response.status() != 101) {
            throw new RefusedException(response.status(),
                    "the server answered " + response.status() + " " + response.reason(), fields);
        }
        check(Point.UPGRADE, isOnly("websocket", fields.all("Upgrade")), "Upgrade is not websocket");
        check(Point.CONNECTION, fields.lists("Connection", "Upgrade"), "Connection does not list Upgrade");
        check(Point.ACCEPT, fields.all("Sec-WebSocket-Accept").equals(List.of(AcceptKey.of(key))),
                "Sec-WebSocket-Accept is not " + AcceptKey.of(key));
        check(Point.EXTENSIONS, areOffered(fields), "an extension was not offered");
        List<String> chosen = fields.all("Sec-WebSocket-Protocol");
        check(Point.SUBPROTOCOL, chosen.size() <= 1 && subprotocols.containsAll(chosen),
                "the subprotocol is not one of those offered");
        return chosen.stream().findFirst();
    }
    // end::verify[]

    private static boolean isOnly(String expected, List<String> values) {
        return values.size() == 1 && values.get(0).equalsIgnoreCase(expected);
    }

    /** Whether the server has accepted what was offered, each at most once. Their parameters are their own affair. */
    private boolean areOffered(HeaderFields fields) {
        List<String> offered = extensions.stream().map(Extension::name).toList();
        try {
            List<String> accepted = Extension.list(fields).stream().map(Extension::name).toList();
            return offered.containsAll(accepted) && new HashSet<>(accepted).size() == accepted.size();
        } catch (RefusedException malformed) {
            return false;
        }
    }

    private static void check(Point point, boolean holds, String otherwise) throws FailedHandshakeException {
        if (!holds) {
            throw new FailedHandshakeException(point, otherwise);
        }
    }
}
