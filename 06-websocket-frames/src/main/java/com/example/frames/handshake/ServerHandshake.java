package com.example.frames.handshake;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The server's side of the opening handshake: a request goes in, 101 or a refusal comes out (RFC 6455, section 4.2).
 * No socket appears here.
 */
public final class ServerHandshake {

    /** The version of RFC 6455; those before it were drafts. */
    static final String VERSION = "13";

    /** The names of this machine for itself. */
    public static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Pattern ZERO = Pattern.compile("0+");

    private final Set<String> hosts;
    private final Set<String> origins;
    private final List<String> subprotocols;

    /**
     * @param hosts the names that this server answers to, in lower case, without ports
     * @param origins the web origins whose pages may connect, besides this server's own, such as
     *     {@code http://example.com:8080}; in lower case
     * @param subprotocols what this server can speak, the best first
     */
    public ServerHandshake(Set<String> hosts, Set<String> origins, List<String> subprotocols) {
        this.hosts = Set.copyOf(hosts);
        this.origins = Set.copyOf(origins);
        this.subprotocols = List.copyOf(subprotocols);
    }

    // tag::answer[]
    /**
     * Decides: 101, or a refusal. The first rule that is broken gives the refusal.
     *
     * @return the head of the response: 101, the accept key, and a subprotocol if one fits; extensions are not
     *     accepted, and so not echoed
     * @throws RefusedException 405 for another method than GET; 426 for a request that does not ask for a
     *     WebSocket, or for another version of it; 403 for an origin that is not welcome; 421 for another server's
     *     name; 400 for the rest
     */
    public ResponseHead answer(RequestHead request) throws RefusedException {
        checkAddress(request);
        checkMethod(request.method());
        HeaderFields fields = request.fields();
        checkUpgrade(fields);
        checkVersion(fields);
        String key = checkKey(fields);
        checkOrigin(request);
        checkNoBody(fields);
        Extension.list(fields);                           // whether they can be read; 400 if not
        Optional<String> subprotocol = choose(checkSubprotocols(fields));

        ResponseHead accepted = ResponseHead.of(101, HeaderFields.of(
                "Upgrade", "websocket",
                "Connection", "Upgrade",
                "Sec-WebSocket-Accept", AcceptKey.of(key)));
        return subprotocol.map(name -> accepted.and("Sec-WebSocket-Protocol", name)).orElse(accepted);
    }
    // end::answer[]

    // tag::address[]
    /**
     * Whether the request was meant for this server: plain HTTP has to ask that as well. A stranger can give its own
     * name the address 127.0.0.1. The browser then takes this server for that page's own, and its {@code Origin} is
     * right; only the name of the host gives it away.
     *
     * @throws RefusedException 421 for another host, and for {@code https}, which does not come to this port
     *     (RFC 9110, sections 7.4 and 15.5.20)
     */
    public void checkAddress(RequestHead request) throws RefusedException {
        if (!request.authority().isAmong(hosts) || request.target().scheme().equals("https")) {
            throw new RefusedException(421, "This server does not answer for this address.");
        }
    }
    // end::address[]

    private static void checkMethod(String method) throws RefusedException {
        if (!method.equals("GET")) {
            throw new RefusedException(405, "A WebSocket begins with GET.", HeaderFields.of("Allow", "GET"));
        }
    }

    // tag::upgrade[]
    /** Both fields are lists: Firefox sends {@code Connection: keep-alive, Upgrade}. */
    private static void checkUpgrade(HeaderFields fields) throws RefusedException {
        if (!fields.lists("Upgrade", "websocket")) {
            throw upgradeRequired("This address speaks WebSocket: ask for it with Upgrade: websocket.");
        }
        // 400: a client that is told 426 asks for the upgrade, and this one did. A proxy has cut the request short.
        if (!fields.lists("Connection", "Upgrade")) {
            throw RefusedException.badRequest("The Connection field must list Upgrade.");
        }
    }

    private static void checkVersion(HeaderFields fields) throws RefusedException {
        Optional<String> version = fields.one("Sec-WebSocket-Version");
        if (!version.equals(Optional.of(VERSION))) {
            throw upgradeRequired("The Sec-WebSocket-Version field must be 13.");
        }
    }
    // end::upgrade[]

    /** 426 says which protocol is wanted (RFC 9110, section 15.5.22), and in which version (RFC 6455, section 4.4). */
    private static RefusedException upgradeRequired(String sentence) {
        return new RefusedException(426, sentence,
                HeaderFields.of("Upgrade", "websocket", "Sec-WebSocket-Version", VERSION));
    }

    private static String checkKey(HeaderFields fields) throws RefusedException {
        return fields.one("Sec-WebSocket-Key").filter(AcceptKey::isKey)
                .orElseThrow(() -> RefusedException.badRequest(
                        "The Sec-WebSocket-Key field must be the Base64 of 16 bytes."));
    }

    // tag::origin[]
    /**
     * A browser says which site's page is asking; a page cannot change that. Any page anywhere may try to connect, and
     * the browser sends the user's cookies along: a server that does not check the origin lets every site speak for the
     * user (section 10.2). Programs that are not browsers send no origin.
     *
     * @throws RefusedException 403 for the page of another site
     */
    public void checkOrigin(RequestHead request) throws RefusedException {
        Optional<String> origin = request.fields().one("Origin").map(sent -> sent.toLowerCase(Locale.ROOT));
        if (origin.isPresent() && !request.authority().isOriginOf(origin.get()) && !origins.contains(origin.get())) {
            throw new RefusedException(403, "Pages of this origin may not connect.");
        }
    }
    // end::origin[]

    /** After the head come frames: a body would be taken for them. */
    private static void checkNoBody(HeaderFields fields) throws RefusedException {
        boolean none = fields.one("Content-Length").map(length -> ZERO.matcher(length).matches()).orElse(true);
        if (!none || !fields.all("Transfer-Encoding").isEmpty()) {
            throw RefusedException.badRequest("A handshake has no body.");
        }
    }

    private static List<String> checkSubprotocols(HeaderFields fields) throws RefusedException {
        List<String> offered = fields.list("Sec-WebSocket-Protocol");
        boolean empty = offered.isEmpty() && !fields.all("Sec-WebSocket-Protocol").isEmpty();
        if (empty || !areUniqueTokens(offered)) {
            throw RefusedException.badRequest("The Sec-WebSocket-Protocol field must list tokens, each one once.");
        }
        return offered;
    }

    /** What a list of subprotocols must be (sections 4.1 and 11.3.4). */
    static boolean areUniqueTokens(List<String> subprotocols) {
        Set<String> seen = new HashSet<>();
        for (String name : subprotocols) {
            if (!Syntax.isToken(name) || !seen.add(name)) {
                return false;
            }
        }
        return true;
    }

    // tag::choose[]
    /** Our best one among those offered; they are case-sensitive. None is a choice, too (section 4.2.2). */
    private Optional<String> choose(List<String> offered) {
        for (String ours : subprotocols) {
            if (offered.contains(ours)) {
                return Optional.of(ours);
            }
        }
        return Optional.empty();
    }
    // end::choose[]
}
