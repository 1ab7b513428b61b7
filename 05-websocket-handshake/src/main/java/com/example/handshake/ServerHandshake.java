package com.example.handshake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The server's side of the opening handshake: a request goes in, 101 or a refusal comes out (RFC 6455, section 4.2).
 * No socket appears here.
 */
public final class ServerHandshake {

    /** The version of RFC 6455; those before it were drafts. */
    static final String VERSION = "13";

    private final Set<String> origins;
    private final List<String> subprotocols;

    /**
     * @param origins the web origins whose pages may connect, in the form {@code http://example.com:8080}
     * @param subprotocols what this server can speak, the best first
     */
    public ServerHandshake(Set<String> origins, List<String> subprotocols) {
        this.origins = Set.copyOf(origins);
        this.subprotocols = List.copyOf(subprotocols);
    }

    // tag::answer[]
    /**
     * Decides. The first rule that is broken gives the refusal.
     *
     * @return the head of the answer: 101, the accept key, and a subprotocol if one fits; extensions are not
     *     accepted, and so not echoed
     * @throws HandshakeException 405 for another method than GET; 426 for a request that does not ask for a
     *     WebSocket, or for another version of it; 403 for an origin that is not welcome; 400 for the rest
     */
    public ResponseHead answer(RequestHead request) throws HandshakeException {
        checkMethod(request.method());
        HeaderFields fields = request.fields();
        checkUpgrade(fields);
        checkVersion(fields);
        String key = checkKey(fields);
        checkOrigin(fields);
        checkNoBody(fields);
        checkExtensions(fields);
        Optional<String> subprotocol = choose(checkSubprotocols(fields));

        HeaderFields answer = HeaderFields.of(
                "Upgrade", "websocket",
                "Connection", "Upgrade",
                "Sec-WebSocket-Accept", AcceptKey.of(key));
        return ResponseHead.of(101,
                subprotocol.map(name -> answer.and("Sec-WebSocket-Protocol", name)).orElse(answer));
    }
    // end::answer[]

    private static void checkMethod(String method) throws HandshakeException {
        if (!method.equals("GET")) {
            throw new HandshakeException(405, "A WebSocket begins with GET.", HeaderFields.of("Allow", "GET"));
        }
    }

    // tag::upgrade[]
    /** Both fields are lists: Firefox sends {@code Connection: keep-alive, Upgrade}. */
    private static void checkUpgrade(HeaderFields fields) throws HandshakeException {
        if (!fields.lists("Upgrade", "websocket")) {
            throw upgradeRequired("This address speaks WebSocket: ask for it with Upgrade: websocket.");
        }
        if (!fields.lists("Connection", "Upgrade")) {
            throw HandshakeException.badRequest("The Connection field must list Upgrade.");
        }
    }

    private static void checkVersion(HeaderFields fields) throws HandshakeException {
        Optional<String> version = fields.one("Sec-WebSocket-Version");
        if (!version.equals(Optional.of(VERSION))) {
            throw upgradeRequired("The Sec-WebSocket-Version field must be 13.");
        }
    }
    // end::upgrade[]

    /** 426 says which protocol is wanted (RFC 9110, section 15.5.22), and in which version (RFC 6455, section 4.4). */
    private static HandshakeException upgradeRequired(String sentence) {
        return new HandshakeException(426, sentence,
                HeaderFields.of("Upgrade", "websocket", "Sec-WebSocket-Version", VERSION));
    }

    private static String checkKey(HeaderFields fields) throws HandshakeException {
        return fields.one("Sec-WebSocket-Key").filter(AcceptKey::isKey)
                .orElseThrow(() -> HandshakeException.badRequest(
                        "The Sec-WebSocket-Key field must be the Base64 of 16 bytes."));
    }

    // tag::origin[]
    /**
     * A browser says which site's page is asking; a page cannot change that. Any page anywhere may try to connect, and
     * the browser sends the user's cookies along: who does not look at the origin lets every site speak for the user
     * (section 10.2). Programs that are not browsers send no origin.
     */
    private void checkOrigin(HeaderFields fields) throws HandshakeException {
        Optional<String> origin = fields.one("Origin");
        if (origin.isPresent() && !origins.contains(origin.get())) {
            throw new HandshakeException(403, "Pages of this origin may not connect.");
        }
    }
    // end::origin[]

    /** What follows the head are frames: a body would be taken for them. */
    private static void checkNoBody(HeaderFields fields) throws HandshakeException {
        boolean length = !fields.one("Content-Length").orElse("0").equals("0");
        if (length || !fields.all("Transfer-Encoding").isEmpty()) {
            throw HandshakeException.badRequest("A handshake has no body.");
        }
    }

    private static void checkExtensions(HeaderFields fields) throws HandshakeException {
        if (!fields.all("Sec-WebSocket-Extensions").stream().allMatch(Syntax::isExtensionList)) {
            throw HandshakeException.badRequest("The Sec-WebSocket-Extensions field is malformed.");
        }
    }

    private static List<String> checkSubprotocols(HeaderFields fields) throws HandshakeException {
        List<String> offered = fields.list("Sec-WebSocket-Protocol");
        if (!offered.stream().allMatch(Syntax::isToken) || new HashSet<>(offered).size() < offered.size()) {
            throw HandshakeException.badRequest("The Sec-WebSocket-Protocol field must list tokens, each one once.");
        }
        return offered;
    }

    // tag::choose[]
    /** Our best one among those offered; they are case-sensitive. None is an answer, too (section 4.2.2). */
    private Optional<String> choose(List<String> offered) {
        return subprotocols.stream().filter(offered::contains).findFirst();
    }
    // end::choose[]
}
