package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;

/**
 * A handshake to try out on the server: the RFC's own example, and what goes wrong in practice.
 *
 * @param name for addresses: lower-case letters, digits, hyphens
 * @param title what is special about it
 * @param request the bytes to send
 */
record Attempt(String name, String title, byte[] request) {

    // tag::example[]
    /** The request of RFC 6455, section 1.3. */
    static final String EXAMPLE = """
            GET /chat HTTP/1.1
            Host: server.example.com
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Origin: http://example.com
            Sec-WebSocket-Protocol: chat, superchat
            Sec-WebSocket-Version: 13

            """.replace("\n", "\r\n");
    // end::example[]

    private static final String HOST = "Host: server.example.com\r\n";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";

    /** First the right one. */
    static final List<Attempt> ALL = List.of(
            new Attempt("example", "The example of RFC 6455", EXAMPLE),
            new Attempt("plain-get", "An ordinary GET, as for a page", "GET /chat HTTP/1.1\r\n" + HOST + "\r\n"),
            but("post", "POST instead of GET", "GET /", "POST /"),
            but("lower-case", "The method in lower case", "GET /", "get /"),
            but("version-8", "Version 8, a draft before the RFC", VERSION, "Sec-WebSocket-Version: 8\r\n"),
            but("no-version", "No version", VERSION, ""),
            but("two-versions", "Two versions", VERSION, VERSION + "Sec-WebSocket-Version: 8\r\n"),
            but("no-upgrade", "Connection without Upgrade", "Connection: Upgrade", "Connection: keep-alive"),
            but("no-key", "No key", KEY, ""),
            but("short-key", "A key of 15 bytes", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j"),
            but("loose-key", "A key that is not canonical Base64", "jZQ==", "jZR=="),
            but("two-keys", "Two keys", KEY, KEY + KEY),
            but("foreign-page", "A page of another site", "//example.com", "//example.com.evil.test"),
            but("no-host", "No host", HOST, ""),
            but("two-hosts", "Two hosts", HOST, HOST + "Host: other.example.com\r\n"),
            but("other-host", "The name of another server", HOST, "Host: evil.test\r\n"),
            but("body", "A body behind the head", VERSION, VERSION + "Content-Length: 5\r\n"),
            but("same-twice", "A subprotocol twice", "chat, superchat", "chat, chat"),
            but("extension", "A malformed extension", VERSION, VERSION + "Sec-WebSocket-Extensions: x; =\r\n"),
            but("asterisk", "The target of OPTIONS", "/chat", "*"),
            but("bare-lf", "Lines that end in LF alone", "\r\n", "\n"),
            but("folded", "A field on two lines", "chat, superchat", "chat,\r\n superchat"),
            but("space", "A space before a colon", "Upgrade: websocket", "Upgrade : websocket"),
            but("control", "A zero byte in a value", "example.com\r\nUp", "example.com\0\r\nUp"),
            but("http-1.0", "HTTP/1.0", "HTTP/1.1", "HTTP/1.0"),
            but("http-2", "The first line of HTTP/2", "GET /chat HTTP/1.1", "PRI * HTTP/2.0"),
            but("long-target", "A target of 9000 bytes", "/chat", "/" + "c".repeat(9000)),
            but("long-field", "A field of 9000 bytes", VERSION, VERSION + "Cookie: " + "c".repeat(9000) + "\r\n"),
            but("many-fields", "Two hundred fields", VERSION, VERSION + "X-Filler: x\r\n".repeat(200)),
            but("long-head", "A head of 20,000 bytes", VERSION,
                    VERSION + ("X: " + "x".repeat(1000) + "\r\n").repeat(20)),
            new Attempt("half", "Half a head, and then nothing", EXAMPLE.substring(0, 100)));

    private Attempt(String name, String title, String request) {
        this(name, title, request.getBytes(ISO_8859_1));
    }

    /** The example with a difference. */
    private static Attempt but(String name, String title, String from, String to) {
        return new Attempt(name, title, EXAMPLE.replace(from, to));
    }

    static Optional<Attempt> named(String name) {
        return ALL.stream().filter(attempt -> attempt.name.equals(name)).findFirst();
    }
}
