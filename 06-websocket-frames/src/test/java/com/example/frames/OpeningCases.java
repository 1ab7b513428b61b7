package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a server makes of an opening handshake, and of what only looks like one: requests, and the status that each gets
 * by RFC 6455, 9110 and 9112. The same file is in lessons 05 to 08. Where a server differs, its lesson says so, and
 * why, in {@code OpeningServer}.
 */
final class OpeningCases {

    /**
     * A request and its response.
     *
     * @param name unique
     * @param request with {@code ~} for CR LF, {@code <xx>} for a byte in hexadecimal digits, {@code {path}} for the
     *     path where WebSocket is spoken, {@code {coded}} for the same with one letter as %XX, and {@code {host}} for
     *     the server's host and port
     * @param status the response's
     * @param rule the section that says so, or the reason
     */
    record Case(String name, String request, int status, String rule) {

        byte[] bytes(URI server, String path) {
            String coded = String.format("/%%%02x", path.getBytes(US_ASCII)[1]) + path.substring(2);
            String text = request.replace("{path}", path).replace("{coded}", coded)
                    .replace("{host}", server.getAuthority()).replace("~", "\r\n");
            return BYTE.matcher(text).replaceAll(hex -> {
                String one = String.valueOf((char) Integer.parseInt(hex.group(1), 16));
                return one.equals("\\") ? "\\\\" : one;
            }).getBytes(ISO_8859_1);
        }

        @Override
        public String toString() {
            return status + " " + name;
        }
    }

    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static final Pattern BYTE = Pattern.compile("<([0-9A-F]{2})>");
    private static final String REQUEST = "GET {path} HTTP/1.1~Host: {host}~Upgrade: websocket~Connection: Upgrade~"
            + "Sec-WebSocket-Key: " + KEY + "~Sec-WebSocket-Version: 13~~";
    private static final List<Case> CASES = new ArrayList<>();

    static {
        add("the handshake of the standard", REQUEST, 101, "RFC 6455, 4.2.2");
        upgrades();
        keys();
        lists();
        targets();
        hosts();
        origins();
        methods();
        heads();
        limits();
    }

    private OpeningCases() {
    }

    static List<Case> all() {
        return List.copyOf(CASES);
    }

    private static void upgrades() {
        but("Upgrade in upper case", 101, "RFC 6455, 4.2.1, point 3", "Upgrade: websocket", "Upgrade: WEBSOCKET");
        but("Upgrade to one of two", 101, "RFC 9110, 7.8: a list", "Upgrade: websocket", "Upgrade: h2c, websocket");
        but("no Upgrade", 426, "RFC 9110, 15.5.22", "Upgrade: websocket~", "");
        but("Upgrade to another protocol", 426, "RFC 9110, 15.5.22", "Upgrade: websocket", "Upgrade: h2c");
        but("Upgrade to a longer name", 426, "RFC 6455, 4.2.1, point 3", "Upgrade: websocket", "Upgrade: websockets");
        but("Connection lists Upgrade", 101, "RFC 6455, 4.2.1, point 4", "Connection: ", "Connection: keep-alive, ");
        but("Connection on two lines", 101, "RFC 9110, 5.3", "Connection: ", "Connection: keep-alive~Connection: ");
        // 400: a client that is told 426 sends Upgrade, and this one did. It forgot the field that protects it.
        but("no Connection", 400, "RFC 6455, 4.2.1, point 4, and 4.2.2", "Connection: Upgrade~", "");
        but("Connection without Upgrade", 400, "RFC 6455, 4.2.1, point 4", "n: Upgrade", "n: keep-alive");
        but("Connection with a longer name", 400, "RFC 6455, 4.2.1, point 4", "n: Upgrade", "n: upgraded");
        but("no version", 426, "RFC 6455, 4.4", "Sec-WebSocket-Version: 13~", "");
        but("the version of a draft", 426, "RFC 6455, 4.4", "Version: 13", "Version: 8");
        but("a version with a zero in front", 426, "RFC 6455, 4.3: no leading zero", "Version: 13", "Version: 013");
        but("two versions", 400, "RFC 6455, 11.3.5: once in a request", "Version: 13~",
                "Version: 13~Sec-WebSocket-Version: 8~");
        but("a body of five bytes, which never comes", 400, "after the head come frames", "~~", "~Content-Length: 5~~");
        but("a chunked body", 400, "after the head come frames", "~~", "~Transfer-Encoding: chunked~~0~~");
        but("a body of no bytes", 101, "RFC 9110, 8.6", "~~", "~Content-Length: 0~~");
    }

    private static void keys() {
        String rule = "RFC 6455, 4.2.1, point 5: 16 bytes";
        but("no key", 400, rule, "Sec-WebSocket-Key: " + KEY + "~", "");
        but("an empty key", 400, rule, KEY, "");
        but("a key of 15 bytes", 400, rule, KEY, "dGhlIHNhbXBsZSBub25j");
        but("a key of 17 bytes", 400, rule, KEY, "dGhlIHNhbXBsZSBub25jZSE=");
        but("a key without its padding", 400, rule, KEY, "dGhlIHNhbXBsZSBub25jZQ");
        but("a key that is no Base64", 400, rule, KEY, "!!!!!!!!!!!!!!!!!!!!!!==");
        but("a key in the letters of URLs", 400, "RFC 4648, 4", KEY, "dGhlIHNhbXBsZSBub25j_Q==");
        but("a key that is not canonical", 400, "RFC 4648, 3.5: its last bits are not zero", KEY,
                "dGhlIHNhbXBsZSBub25jZR==");
        but("two keys", 400, "RFC 6455, 11.3.1: once", "Sec-WebSocket-Key", "Sec-WebSocket-Key: " + KEY
                + "~Sec-WebSocket-Key");
    }

    private static void lists() {
        String empty = "RFC 9110, 5.6.1.2: empty elements are ignored";
        but("empty elements in Connection", 101, empty, "n: Upgrade", "n: ,<09>, Upgrade ,");
        but("Upgrade inside a quoted string", 400, "RFC 9110, 5.6.4", "n: Upgrade", "n: \"a, Upgrade, b\"");
        but("two subprotocols that we do not speak", 101, "RFC 6455, 4.2.2: none is chosen", "~~",
                "~Sec-WebSocket-Protocol: ,v1,, v2~~");
        String protocols = "RFC 6455, 4.1, point 10: tokens, all of them unique";
        but("a subprotocol twice", 400, protocols, "~~", "~Sec-WebSocket-Protocol: v1, v1~~");
        but("a subprotocol twice, on two lines", 400, protocols, "~~",
                "~Sec-WebSocket-Protocol: v1~Sec-WebSocket-Protocol: v2, v1~~");
        but("a subprotocol that is no token", 400, protocols, "~~", "~Sec-WebSocket-Protocol: v(1)~~");
        but("a list of no subprotocol", 400, "RFC 6455, 4.3: at least one", "~~", "~Sec-WebSocket-Protocol: ,~~");
        extension("an extension that we do not have", 101, "RFC 6455, 9.1", "x-unknown; a; b=c");
        extension("empty elements before an extension", 101, empty, ",, permessage-deflate");
        extension("a value in quotation marks", 101, "RFC 6455, 9.1", "x-unknown; a=\"b\"");
        String malformed = "RFC 6455, 9.1: a quoted value is a token, too";
        extension("a comma inside quotation marks", 400, malformed, "x-unknown; a=\", permessage-deflate, \"");
        extension("a quotation mark that nothing closes", 400, malformed, "x-unknown; a=\"b");
        extension("a parameter without a name", 400, "RFC 6455, 9.1", "permessage-deflate; =1");
        extension("a list of no extension", 400, "RFC 6455, 9.1: at least one", ",");
    }

    private static void targets() {
        String absolute = "RFC 9112, 3.2.2";
        target("a query", 101, "RFC 6455, 3", "{path}?a=b");
        target("a query of brackets and question marks", 101, "browsers send them as they are", "{path}?a[]=?&&b");
        target("a letter as %XX", 101, "RFC 3986, 6.2.2.2: the same path", "{coded}");
        target("an absolute target", 101, absolute, "http://{host}{path}");
        target("an absolute target in upper case", 101, "RFC 3986, 3.1", "HTTP://LOCALHOST{path}");
        target("an absolute target of another host", 421, absolute + ": it goes before Host", "http://evil.test{path}");
        but("another host in Host, not in the target", 101, absolute + ": Host is ignored",
                "{path} HTTP/1.1~Host: {host}", "http://{host}{path} HTTP/1.1~Host: evil.test");
        target("an absolute target for TLS", 421, "RFC 9110, 7.4", "https://{host}{path}");
        target("an absolute target of WebSocket", 400, "RFC 6455, 4.1: an http address", "ws://{host}{path}");
        target("an absolute target of another scheme", 400, absolute, "ftp://{host}{path}");
        target("an absolute target without a host", 400, "RFC 9110, 4.2.1", "http://{path}");
        target("an absolute target with a user", 400, "RFC 9110, 4.2.4", "http://user@{host}{path}");
        target("an absolute target with no port number", 400, "RFC 3986, 3.2.3", "http://localhost:evil{path}");
        target("a path that begins with two slashes", 404, "RFC 9112, 3.2.1: a path, no host", "//x{path}");
        target("a path with a slash more", 404, "RFC 3986, 6.2.2: another path", "{path}/");
        target("a path with nothing there", 404, "RFC 9110, 15.5.5", "/nothing");
        target("the target of OPTIONS", 400, "RFC 9112, 3.2.4", "*");
        target("a target without a slash", 400, "RFC 9112, 3.2.1", "chat");
        String repair = "RFC 9112, 3.2: it is not repaired";
        target("a fragment", 400, repair, "{path}#part");
        target("a space in a target", 400, repair, "{path} x");
        target("a bar in a query", 400, repair, "{path}?a=b|c");
        target("raw UTF-8 in a path", 400, repair, "{path}<C3><A9>");
        target("raw UTF-8 in a query", 400, repair, "{path}?a=<C3><A9>");
        target("a percent sign without its digits", 400, "RFC 3986, 2.1", "{path}?a=%4");
        target("a percent sign with wrong digits", 400, "RFC 3986, 2.1", "{path}?a=%zz");
        target("a target of 9,000 bytes", 414, "RFC 9112, 3", "/" + "c".repeat(9_000));
    }

    private static void hosts() {
        String rule = "RFC 9112, 3.2, and RFC 9110, 7.2";
        host("the host by name", 101, rule, "localhost");
        host("the host in upper case, with a port", 101, "RFC 9110, 4.2.3", "LocalHost:8000");
        host("a host with a colon and no port", 101, "RFC 3986, 3.2.3", "localhost:");
        host("the host by its IPv6 address", 101, rule, "[::1]:8000");
        host("another host", 421, "RFC 9110, 15.5.20: its page has our address", "evil.test");
        host("a host that begins like ours", 421, "RFC 9110, 15.5.20", "localhost.evil.test");
        host("an empty host", 400, "RFC 9110, 4.2.1", "");
        host("a port that is no number", 400, rule, "localhost:evil");
        host("a port over 65,535", 400, "TCP has no such port", "localhost:99999");
        host("a host with a user", 400, rule, "user@localhost");
        host("a host with a path", 400, rule, "localhost/x");
        but("no host", 400, rule, "Host: {host}~", "");
        but("two hosts", 400, rule, "Host: {host}~", "Host: {host}~Host: {host}~");
    }

    private static void origins() {
        String rule = "RFC 6455, 10.2";
        but("a page of our own", 101, rule, "~~", "~Origin: http://{host}~~");
        but("a page of our own, in upper case", 101, "RFC 6455, 4.2.2: lower case", "~~", "~Origin: HTTP://{host}~~");
        but("a page of our own behind TLS", 101, rule, "~~", "~Origin: https://{host}~~");
        but("a page of another site", 403, rule, "~~", "~Origin: http://evil.test~~");
        but("a page of a site that begins like ours", 403, rule, "~~", "~Origin: http://{host}.evil.test~~");
        but("a page of another port", 403, "RFC 6454, 4", "~~", "~Origin: http://127.0.0.1:1~~");
        but("a page without an origin", 403, rule, "~~", "~Origin: null~~");
        but("two origins", 400, "RFC 6455, 11.3: once", "~~", "~Origin: http://{host}~Origin: http://{host}~~");
    }

    private static void methods() {
        String head = "RFC 9110, 9.3.2: no body";
        but("POST", 405, "RFC 6455, 4.2.1, point 1", "GET", "POST");
        add("HEAD where WebSocket is spoken", "HEAD {path} HTTP/1.1~Host: {host}~Connection: close~~", 405, head);
        add("HEAD of the page", "HEAD / HTTP/1.1~Host: {host}~Connection: close~~", 200, head);
        add("HEAD of nothing", "HEAD /nothing HTTP/1.1~Host: {host}~Connection: close~~", 404, head);
        add("the page", "GET / HTTP/1.1~Host: {host}~~", 200, "one port for both");
        add("the page by an absolute target", "GET http://{host} HTTP/1.1~Host: {host}~~", 200, "RFC 9112, 3.2.2");
        add("the page of another host", "GET / HTTP/1.1~Host: evil.test~~", 421, "RFC 9110, 15.5.20");
        add("POST to the page", "POST / HTTP/1.1~Host: {host}~Content-Length: 0~~", 405, "RFC 9110, 15.5.6");
        add("the whole server's options", "OPTIONS * HTTP/1.1~Host: {host}~~", 405, "RFC 9112, 3.2.4");
        add("a page in place of a handshake", "GET {path} HTTP/1.1~Host: {host}~~", 426, "RFC 9110, 15.5.22");
    }

    private static void heads() {
        but("an empty line in front", 101, "RFC 9112, 2.2", "GET", "~GET");
        but("a later version of HTTP 1", 101, "RFC 9110, 2.5", "HTTP/1.1", "HTTP/1.2");
        but("white space around a value", 101, "RFC 9112, 5.1", "Version: 13", "Version:<09> 13 <09>");
        but("names in another case", 101, "RFC 9110, 5.1", "Sec-WebSocket-", "sEC-wEBsOCKET-");
        but("a value with a byte beyond ASCII", 101, "RFC 9110, 5.5", "~~", "~X: <E9>~~");
        but("HTTP/1.0", 505, "RFC 6455, 4.2.1, point 1", "HTTP/1.1", "HTTP/1.0");
        but("HTTP/2.0", 505, "RFC 9110, 15.6.6", "HTTP/1.1", "HTTP/2.0");
        String line = "RFC 9112, 3";
        but("a version that is none", 400, line, "HTTP/1.1", "HTTP/1.x");
        but("a version in lower case", 400, "RFC 9112, 2.3", "HTTP/1.1", "http/1.1");
        but("two spaces in the request line", 400, line, "GET ", "GET  ");
        but("a space in front", 400, line, "GET", " GET");
        String field = "RFC 9112, 5";
        but("a line that ends in LF", 400, "RFC 9112, 2.2: here it must be CR LF", "websocket~", "websocket<0A>");
        but("a line that ends in CR", 400, "RFC 9112, 2.2", "websocket~", "websocket<0D>");
        but("a folded field", 400, "RFC 9112, 5.2", "~~", "~X: a~ b~~");
        but("a space before a colon", 400, "RFC 9112, 5.1", "Upgrade: w", "Upgrade : w");
        but("a field without a colon", 400, field, "~~", "~nonsense~~");
        but("a field without a name", 400, field, "~~", "~: nonsense~~");
        but("a zero byte in a value", 400, "RFC 9110, 5.5", "~~", "~X: a<00>b~~");
    }

    private static void limits() {
        but("a field of 9,000 bytes", 431, "RFC 6585, 5", "~~", "~X: " + "x".repeat(9_000) + "~~");
        but("two hundred fields", 431, "RFC 6585, 5", "~~", "~X: x".repeat(200) + "~~");
        but("a head of 20,000 bytes", 431, "RFC 6585, 5", "~~", ("~X: " + "x".repeat(1_000)).repeat(20) + "~~");
    }

    private static void extension(String name, int status, String rule, String field) {
        but(name, status, rule, "~~", "~Sec-WebSocket-Extensions: " + field + "~~");
    }

    private static void target(String name, int status, String rule, String target) {
        but(name, status, rule, "{path}", target);
    }

    private static void host(String name, int status, String rule, String host) {
        but(name, status, rule, "Host: {host}", "Host: " + host);
    }

    /** The handshake with a difference. */
    private static void but(String name, int status, String rule, String from, String to) {
        if (!REQUEST.contains(from)) {
            throw new IllegalArgumentException(name + ": the handshake has no " + from);
        }
        add(name, REQUEST.replace(from, to), status, rule);
    }

    private static void add(String name, String request, int status, String rule) {
        CASES.add(new Case(name, request, status, rule));
    }
}
