package com.example.frames.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.deflate.ExtensionOffer;
import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.Opening;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The server's part in the opening handshake (RFC 6455, section 4.2). Lesson 05 takes it apart. */
public final class ServerOpening implements Opening {

    /** What stands at a path. */
    public interface Resource {

        /**
         * @param query the parameters after the question mark
         * @throws HandshakeException if they are wrong
         */
        Endpoint endpoint(Map<String, String> query) throws HandshakeException;

        /** The subprotocol that is spoken there, if the client offers it; null for none. */
        default String subprotocol() {
            return null;
        }
    }

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final MessageDigest SHA_1 = sha1();
    private static final Map<Integer, String> REASONS = Map.of(200, "OK", 400, "Bad Request", 403, "Forbidden",
            404, "Not Found", 405, "Method Not Allowed", 408, "Request Timeout", 421, "Misdirected Request",
            426, "Upgrade Required", 431, "Request Header Fields Too Large", 505, "HTTP Version Not Supported");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private final Map<String, Resource> resources;
    private final byte[] page;

    /** @param page what a browser gets at {@code /}, in UTF-8 */
    public ServerOpening(Map<String, Resource> resources, byte[] page) {
        this.resources = resources;
        this.page = page;
    }

    @Override
    public byte[] request() {
        return new byte[0];
    }

    // tag::decide[]
    @Override
    public Outcome decide(HttpHead head) throws HandshakeException {
        URI target = target(head);
        if (target.getPath().equals("/") && !head.lists("Upgrade", "websocket")) {
            return new Outcome(response(200, "text/html", "", page), null, null);
        }
        Resource resource = resources.get(target.getPath());
        if (resource == null) {
            throw new HandshakeException(404, "there is nothing at " + target.getPath());
        }
        if (!head.lists("Upgrade", "websocket") || !head.lists("Connection", "Upgrade")) {
            throw new HandshakeException(426, "only WebSocket is spoken here");
        }
        if (!head.one("Sec-WebSocket-Version").equals("13")) {
            throw new HandshakeException(426, "the version of WebSocket that is spoken here is 13");
        }
        String key = head.one("Sec-WebSocket-Key");
        if (!isKey(key)) {
            throw new HandshakeException(400, "Sec-WebSocket-Key must be 16 bytes in Base64");
        }
        checkOrigin(head);
        String protocol = resource.subprotocol();
        boolean chosen = protocol != null && head.list("Sec-WebSocket-Protocol").contains(protocol);
        Optional<PermessageDeflate.Agreement> deflate = deflate(head);
        Endpoint endpoint = resource.endpoint(query(target));
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n"
                + (chosen ? "Sec-WebSocket-Protocol: " + protocol + "\r\n" : "")
                + deflate.map(agreed -> "Sec-WebSocket-Extensions: " + agreed.answer() + "\r\n").orElse("") + "\r\n";
        return new Outcome(answer.getBytes(ISO_8859_1), endpoint, deflate.orElse(null));
    }
    // end::decide[]

    @Override
    public byte[] refusal(HandshakeException why) {
        String fields = switch (why.status()) {
            case 405 -> "Allow: GET\r\n";
            case 426 -> "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
            default -> "";
        };
        return response(why.status(), "text/plain", fields, (why.getMessage() + "\n").getBytes(UTF_8));
    }

    /** The proof that the server has read the key, and means WebSocket (section 1.3). */
    public static String accept(String key) {
        synchronized (SHA_1) {
            return Base64.getEncoder().encodeToString(SHA_1.digest((key + GUID).getBytes(ISO_8859_1)));
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static URI target(HttpHead head) throws HandshakeException {
        String[] parts = head.startLine().split(" ", -1);
        if (parts.length != 3 || !HttpHead.isToken(parts[0]) || !isVersion(parts[2])) {
            throw new HandshakeException(400, "the request line is not \"METHOD TARGET HTTP/1.1\"");
        }
        if (!parts[2].startsWith("HTTP/1.") || parts[2].equals("HTTP/1.0")) {
            throw new HandshakeException(505, "only HTTP/1.1 is spoken here");
        }
        if (!parts[0].equals("GET")) {
            throw new HandshakeException(405, "only GET is answered here");
        }
        if (head.one("Host").isEmpty()) {
            throw new HandshakeException(400, "the field Host is missing");
        }
        if (!isLoopback(head.one("Host"))) {
            throw new HandshakeException(421, "this server answers for localhost only");
        }
        if (!List.of("", "0").contains(head.one("Content-Length")) || !head.all("Transfer-Encoding").isEmpty()) {
            throw new HandshakeException(400, "this request must not have a body");
        }
        try {
            URI target = new URI(parts[1]);
            if (target.getPath() != null && target.getPath().startsWith("/") && target.getFragment() == null) {
                return target;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new HandshakeException(400, "the request target is not a path");
    }

    private static boolean isVersion(String text) {
        return text.length() == 8 && text.startsWith("HTTP/") && isDigit(text.charAt(5)) && text.charAt(6) == '.'
                && isDigit(text.charAt(7));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isKey(String key) {
        try {
            return key.length() == 24 && Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A stranger's page can give its own host name the address 127.0.0.1; then its Origin is its Host. */
    private static boolean isLoopback(String host) {
        int port = host.indexOf(':', host.indexOf(']') + 1);
        return LOOPBACK.contains((port < 0 ? host : host.substring(0, port)).toLowerCase(Locale.ROOT));
    }

    /** A browser says which site's page wants to connect (section 10.2): only our own may. Others send no Origin. */
    private static void checkOrigin(HttpHead head) throws HandshakeException {
        String origin = head.one("Origin");
        String host = head.one("Host");
        if (!origin.isEmpty() && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host)) {
            throw new HandshakeException(403, "pages of another site may not connect");
        }
    }

    private static Optional<PermessageDeflate.Agreement> deflate(HttpHead head) throws HandshakeException {
        try {
            String offers = String.join(",", head.all("Sec-WebSocket-Extensions"));
            return PermessageDeflate.Agreement.accept(ExtensionOffer.parse(offers));
        } catch (IllegalArgumentException e) {
            throw new HandshakeException(400, e.getMessage());
        }
    }

    private static Map<String, String> query(URI target) throws HandshakeException {
        Map<String, String> parameters = new HashMap<>();
        String query = target.getRawQuery();
        try {
            for (String parameter : query == null ? new String[0] : query.split("&")) {
                String[] pair = parameter.split("=", 2);
                String value = pair.length == 1 ? "" : URLDecoder.decode(pair[1], UTF_8);
                if (value.indexOf('\uFFFD') >= 0 || parameters.put(URLDecoder.decode(pair[0], UTF_8), value) != null) {
                    throw new HandshakeException(400, "a parameter is not UTF-8, or stands there twice");
                }
            }
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new HandshakeException(400, "the query is malformed");
        }
    }

    private static byte[] response(int status, String type, String fields, byte[] body) {
        byte[] head = ("HTTP/1.1 " + status + " " + REASONS.get(status) + "\r\n" + fields
                + "Content-Type: " + type + "; charset=utf-8\r\nContent-Length: " + body.length
                + "\r\nCache-Control: no-store\r\nConnection: " + (fields.startsWith("Upgrade") ? "Upgrade, " : "")
                + "close\r\n\r\n").getBytes(ISO_8859_1);
        byte[] response = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, response, head.length, body.length);
        return response;
    }
}
