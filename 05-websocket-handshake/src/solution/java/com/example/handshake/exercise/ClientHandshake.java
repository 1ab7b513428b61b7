package com.example.handshake.exercise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.ProtocolException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One answer to exercise 5.5. */
public final class ClientHandshake {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI uri;
    private final List<String> subprotocols;
    private final String key;

    public ClientHandshake(URI uri, List<String> subprotocols) {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        this.uri = uri;
        this.subprotocols = List.copyOf(subprotocols);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    public byte[] request() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String port = uri.getPort() < 0 || uri.getPort() == 80 ? "" : ":" + uri.getPort();
        String offer = subprotocols.isEmpty() ? ""
                : "Sec-WebSocket-Protocol: " + String.join(", ", subprotocols) + "\r\n";
        return ("GET " + path + query + " HTTP/1.1\r\n"
                + "Host: " + uri.getHost() + port + "\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\n"
                + offer
                + "Sec-WebSocket-Version: 13\r\n"
                + "\r\n").getBytes(US_ASCII);
    }

    public Optional<String> verify(List<String> head) throws ProtocolException {
        check("status", !head.isEmpty() && head.get(0).matches("HTTP/1\\.1 101( (?s:.*))?"));
        List<String> upgrade = values(head, "Upgrade");
        check("Upgrade", upgrade.size() == 1 && upgrade.get(0).equalsIgnoreCase("websocket"));
        check("Connection", values(head, "Connection").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(element -> stripped(element).equalsIgnoreCase("Upgrade")));
        String accept = com.example.handshake.AcceptKey.of(key);
        check("Sec-WebSocket-Accept", values(head, "Sec-WebSocket-Accept").equals(List.of(accept)));
        check("Sec-WebSocket-Extensions", values(head, "Sec-WebSocket-Extensions").isEmpty());
        List<String> chosen = values(head, "Sec-WebSocket-Protocol");
        check("Sec-WebSocket-Protocol", chosen.size() <= 1 && subprotocols.containsAll(chosen));
        return chosen.stream().findFirst();
    }

    private static List<String> values(List<String> head, String name) {
        return head.stream().skip(1)
                .map(line -> line.split(":", 2))
                .filter(field -> field.length == 2 && field[0].equalsIgnoreCase(name))
                .map(field -> stripped(field[1]))
                .toList();
    }

    /** Without the spaces and tabs around it; strip() would take away other white space, too. */
    private static String stripped(String value) {
        return value.replaceAll("^[ \t]+|[ \t]+$", "");
    }

    private static void check(String point, boolean holds) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException(point + " of the answer is not as it must be");
        }
    }
}
