package com.example.jetty;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A handler in front of Jetty's own upgrade handler, which checks what that leaves out: a wrong version and a wrong key
 * are refused, a page of another site may not connect, and an offer of compression that we cannot keep is taken out of
 * the request (RFC 6455, sections 4.2 and 10.2; RFC 7692, section 7.1). The rules and sentences are those of lesson 05.
 */
final class Gate extends Handler.Wrapper {

    /** A stranger's page can give its own host name the address 127.0.0.1; then its Origin is its Host. */
    private static final Set<String> OUR_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    /** What RFC 3986 allows in a path and a query, and the brackets, which browsers send as they are. */
    private static final Pattern TARGET =
            Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\\[\\]-]|%[0-9A-Fa-f]{2})*");

    private final List<String> paths;

    /** @param paths where WebSocket is spoken; requests for others pass with their address checked */
    Gate(List<String> paths, Handler behind) {
        super(behind);
        this.paths = paths;
    }

    // tag::gate[]
    /** Checks origin, path, version and key, before the upgrade. */
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        try {
            Authority host = checkAddress(request);
            boolean page = !paths.contains(Request.getPathInContext(request));
            return super.handle(page ? request : checkHandshake(request, host), response, callback);
        } catch (RefusedException e) {
            e.answer(response, callback);
            return true;                                // with false, Jetty's 404 would come too late, and be dropped
        }
    }

    /** What a request must be, whatever it is for. Returns the host that the client believes to have reached. */
    private static Authority checkAddress(Request request) throws RefusedException {
        HttpURI target = request.getHttpURI();
        boolean tls = "https".equalsIgnoreCase(target.getScheme());
        if (!tls && !"http".equalsIgnoreCase(target.getScheme())) {
            throw new RefusedException(400, "The request target must be a path, or an http address with a path.");
        }
        if (request.getMethod().equals("OPTIONS") && "*".equals(target.getPathQuery())) {
            throw Page.notAllowed();
        }
        if (!TARGET.matcher(target.getPathQuery()).matches()) {
            throw new RefusedException(400, "The request target has a character that must be sent as %XX.");
        }
        Authority host = Optional.ofNullable(target.getAuthority()).flatMap(Authority::parse).orElseThrow(() ->
                new RefusedException(400, "The Host field must name a host, and a port if need be."));
        if (tls || !host.isAmong(OUR_HOSTS)) {
            throw new RefusedException(421, "This server does not answer for this address.");
        }
        return host;
    }

    /** The opening handshake (RFC 6455, section 4.2.1). Returns the request as Jetty can understand it. */
    private static Request checkHandshake(Request request, Authority host) throws RefusedException {
        HttpFields fields = request.getHeaders();
        if (!request.getMethod().equals("GET")) {
            throw new RefusedException(405, "A WebSocket begins with GET.", Map.of("Allow", "GET"));
        }
        HttpVersion version = request.getConnectionMetaData().getHttpVersion();
        if (version != HttpVersion.HTTP_1_1) {
            throw new RefusedException(505, "A WebSocket begins with HTTP/1.1, not with " + version + ".");
        }
        if (!lists(fields, "Upgrade", "websocket")) {
            throw upgradeRequired("This address speaks WebSocket: ask for it with Upgrade: websocket.");
        }
        if (!lists(fields, "Connection", "Upgrade")) {
            throw new RefusedException(400, "The Connection field must list Upgrade.");
        }
        if (!one(fields, "Sec-WebSocket-Version").equals("13")) {
            throw upgradeRequired("The Sec-WebSocket-Version field must be 13.");
        }
        if (!isKey(one(fields, "Sec-WebSocket-Key"))) {
            throw new RefusedException(400, "The Sec-WebSocket-Key field must be the Base64 of 16 bytes.");
        }
        String origin = one(fields, "Origin");
        if (!origin.isEmpty() && !host.isOriginOf(origin)) {
            throw new RefusedException(403, "Pages of this origin may not connect.");
        }
        if (request.getLength() > 0 || fields.contains(HttpHeader.TRANSFER_ENCODING)) {
            throw new RefusedException(400, "A handshake has no body.");
        }
        checkSubprotocols(fields);
        return new Understood(request, DeflateOffer.best(Extension.list(fields.getValuesList(Extension.FIELD))));
    }
    // end::gate[]

    /** 426 says which protocol is wanted (RFC 9110, section 15.5.22), and in which version (RFC 6455, section 4.4). */
    private static RefusedException upgradeRequired(String sentence) {
        return new RefusedException(426, sentence,
                Map.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version", "13"));
    }

    private static void checkSubprotocols(HttpFields fields) throws RefusedException {
        List<String> offered = list(fields, "Sec-WebSocket-Protocol");
        boolean empty = offered.isEmpty() && fields.contains("Sec-WebSocket-Protocol");
        if (empty || !offered.stream().allMatch(Syntax::isToken) || new HashSet<>(offered).size() < offered.size()) {
            throw new RefusedException(400, "The Sec-WebSocket-Protocol field must list tokens, each one once.");
        }
    }

    /** The elements of a list, over all its field lines; empty ones do not count (RFC 9110, section 5.6.1). */
    private static List<String> list(HttpFields fields, String name) {
        return Syntax.split(String.join(",", fields.getValuesList(name)), ',').stream()
                .filter(element -> !element.isEmpty()).toList();
    }

    private static boolean lists(HttpFields fields, String name, String element) {
        return list(fields, name).stream().anyMatch(element::equalsIgnoreCase);
    }

    /** The value of a field that may occur once; empty if it does not occur. */
    private static String one(HttpFields fields, String name) throws RefusedException {
        List<String> values = fields.getValuesList(name);
        if (values.size() > 1) {
            throw new RefusedException(400, "There must be only one " + name + " field.");
        }
        return values.isEmpty() ? "" : values.get(0);
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

    /** The request with the first offer of compression that Jetty can keep, and with one protocol to upgrade to. */
    private static final class Understood extends Request.Wrapper {

        private final HttpFields fields;

        Understood(Request request, Optional<Extension> offer) {
            super(request);
            HttpFields.Mutable mutable = HttpFields.build(request.getHeaders());
            mutable.put(HttpHeader.UPGRADE, "websocket");         // Jetty does not find it in "h2c, websocket"
            mutable.remove(HttpHeader.SEC_WEBSOCKET_EXTENSIONS);
            offer.ifPresent(kept -> mutable.add(new HttpField(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, kept.toString())));
            fields = mutable.asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return fields;
        }
    }
}
