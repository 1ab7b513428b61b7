package com.example.handshake.exercise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.example.handshake.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is around {@link OwnServer}: how a response is written, the page, and the handshakes that the page tries. No
 * exercise is in this file.
 */
final class OwnHttp {

    /** The key in the example. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    /** The handshake, on the list of those to try, that the learner's client makes. */
    static final String OWN = "own";

    private static final int REMEMBERED = 16;
    private static final int SHOWN_OF_LINE = 88;
    /** The request of RFC 6455, section 1.3. */
    private static final String EXAMPLE = String.join("\r\n", "GET /chat HTTP/1.1", "Host: server.example.com",
            "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: " + KEY, "Origin: http://example.com",
            "Sec-WebSocket-Protocol: chat, superchat", "Sec-WebSocket-Version: 13", "", "");

    private final Map<String, Try> tries = new LinkedHashMap<>();
    private final Map<String, String> seen = new LinkedHashMap<>();
    private final String page;

    /** A handshake to try, and what is special about it. */
    private record Try(String title, String request) { }

    OwnHttp(Set<String> leftOut) throws IOException {
        boolean chooses = !leftOut.contains("5.4");
        try (InputStream in = OwnHttp.class.getResourceAsStream("/com/example/handshake/page.html")) {
            String whole = new String(in.readAllBytes(), UTF_8);
            // A browser that offers subprotocols hangs up if none is chosen.
            page = chooses ? whole : whole.replace(", [\"chat\", \"superchat\"]", "");
        }
        but("example", "The example of RFC 6455", "", "");
        but("plain-get", "An ordinary GET, as for a page", "Upgrade: websocket\r\nConnection: Upgrade\r\n", "");
        but("post", "POST instead of GET", "GET", "POST");
        but("http-1.0", "HTTP/1.0", "HTTP/1.1", "HTTP/1.0");
        but("version-8", "Version 8, a draft before the RFC", "Version: 13", "Version: 8");
        but("no-upgrade", "Connection without Upgrade", "Connection: Upgrade", "Connection: keep-alive");
        but("short-key", "A key of 15 bytes", KEY, "dGhlIHNhbXBsZSBub25j");
        but("loose-key", "A key that is not canonical Base64", "jZQ==", "jZR==");
        but("foreign-page", "A page of another site", "//example.com", "//example.com.evil.test");
        but("no-host", "No host", "Host: server.example.com\r\n", "");
        but("other-host", "The name of another server", "Host: server.example.com", "Host: evil.test");
        if (chooses) {
            but("same-twice", "A subprotocol twice", "chat, superchat", "chat, chat");
        }
        but("bare-lf", "Lines that end in LF alone", "\r\n", "\n");
        but("folded", "A field on two lines", "chat, superchat", "chat,\r\n superchat");
        but("space", "A space before a colon", "Upgrade: websocket", "Upgrade : websocket");
        but("long-head", "A head of 20,000 bytes", "/chat", "/chat?" + "c".repeat(20_000));
        but("half", "Half a head, and then nothing", EXAMPLE.substring(EXAMPLE.length() / 2), "");
        if (!leftOut.contains("5.5")) {
            tries.put(OWN, new Try("Your own client, 5.5", ""));
        }
    }

    /** The example with a difference. */
    private void but(String name, String title, String from, String to) {
        tries.put(name, new Try(title, EXAMPLE.replace(from, to)));
    }

    /** By hand. The words behind a status may be missing; the space before them may not (RFC 9112, section 4). */
    static byte[] head(int status, Map<String, String> fields) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + (status == 101 ? " Switching Protocols" : " "));
        fields.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        return head.append("\r\n\r\n").toString().getBytes(ISO_8859_1);
    }

    /** A response after which the connection ends. To HEAD it has no body. */
    static void respond(OwnSockets.Client client, int status, Map<String, String> more, String text)
            throws IOException {
        byte[] body = (text + "\n").getBytes(UTF_8);
        Map<String, String> fields = new LinkedHashMap<>(Map.of("Content-Type", "text/plain; charset=utf-8"));
        fields.putAll(more);
        fields.put("Content-Length", String.valueOf(body.length));
        fields.put("Cache-Control", "no-store");
        fields.put("Connection", fields.containsKey("Upgrade") ? "close, Upgrade" : "close");
        byte[] head = head(status, fields);
        byte[] whole = Arrays.copyOf(head, head.length + (client.received().startsWith("HEAD ") ? 0 : body.length));
        System.arraycopy(body, 0, whole, head.length, whole.length - head.length);
        client.say(whole);
    }

    /** A stranger's page may have given this machine a name of its own (DNS rebinding): the Host tells. */
    static void checkHost(List<String> hosts) throws RefusedException {
        if (hosts.size() != 1) {
            throw new RefusedException(400, "A request has exactly one Host field.");
        } else if (!hosts.get(0).matches("(?i)(localhost|127\\.0\\.0\\.1|\\[::1]|server\\.example\\.com)(:[0-9]*)?")) {
            throw new RefusedException(421, "This server answers for localhost only.");
        }
    }

    /** Keeps both sides of a handshake, for the page that has made it. */
    void remember(String target, String request, String response) {
        synchronized (seen) {
            seen.put(target.replaceFirst("/chat", "/seen"), visible(request) + "\n" + visible(response));
            if (seen.size() > REMEMBERED) {
                seen.remove(seen.keySet().iterator().next());
            }
        }
    }

    /** The page, or what it asks for. */
    String read(String target) throws RefusedException {
        if (target.equals("/")) {
            return page;
        } else if (target.equals("/try")) {
            return tries.entrySet().stream().map(one -> one.getKey() + "\t" + one.getValue().title)
                    .collect(joining("\n"));
        }
        synchronized (seen) {
            if (seen.containsKey(target)) {
                return seen.get(target);
            }
        }
        throw new RefusedException(404, "There is nothing at this address.");
    }

    /** The request of a handshake on the list. */
    String request(String name) throws RefusedException {
        if (!tries.containsKey(name)) {
            throw new RefusedException(404, "There is no such handshake.");
        }
        return tries.get(name).request;
    }

    /** The values under a name, in the lines of a head. */
    static List<String> values(List<String> lines, String name) {
        return lines.stream().filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1)).toList();
    }

    /** Each line with its end made visible; other bytes that cannot be printed as {@code \x81}; long lines are cut. */
    static String visible(String bytes) {
        return Arrays.stream(bytes.split("(?<=\n)")).map(line -> {
            String shown = line.chars().mapToObj(c -> c == '\r' ? "\\r" : c == '\n' ? "\\n"
                    : c >= ' ' && c < 0x7f ? Character.toString(c) : String.format("\\x%02x", c)).collect(joining());
            return shown.length() <= SHOWN_OF_LINE ? shown + "\n"
                    : shown.substring(0, SHOWN_OF_LINE - 28) + " ... (" + line.length() + " bytes in all)\n";
        }).collect(joining());
    }
}
