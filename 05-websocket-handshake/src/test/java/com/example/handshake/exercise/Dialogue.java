package com.example.handshake.exercise;

import com.example.handshake.AcceptKey;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A handshake and the right answer to it, which a test then spoils. */
final class Dialogue {

    final String accept;
    private final ClientHandshake handshake;
    final List<String> head = new ArrayList<>();

    Dialogue(Story story, String... subprotocols) {
        handshake = ClientHandshakeTest.make(story, ClientHandshakeTest.CHAT, subprotocols);
        accept = "Sec-WebSocket-Accept: " + AcceptKey.of(keyOf(story, ClientHandshakeTest.request(story, handshake)));
        head.addAll(List.of("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", accept,
                "Sec-WebSocket-Protocol: chat"));
    }

    Dialogue instead(String line, String other) {
        head.set(head.indexOf(line), other);
        return this;
    }

    Dialogue without(String name) {
        head.removeIf(line -> line.startsWith(name));
        return this;
    }

    Dialogue and(String line) {
        head.add(line);
        return this;
    }

    Optional<String> verify(Story story) {
        return story.call(verifyWhat(), () -> handshake.verify(head));
    }

    void fails(Story story, String point) {
        ProtocolException e = story.refused(verifyWhat(), ProtocolException.class, () -> handshake.verify(head));
        story.that(String.valueOf(e.getMessage()).contains(point), "a message that names " + point,
                "\"" + e.getMessage() + "\"");
    }

    private String verifyWhat() {
        return "verify(\n  " + String.join("\n  ", head.stream().map(line -> line.length() < 200 ? line
                : line.substring(0, 30) + "... (" + line.length() + " characters)").toList()) + ")";
    }

    /** The key in a request. */
    static String keyOf(Story story, String request) {
        String name = "Sec-WebSocket-Key: ";
        int at = request.indexOf(name);
        story.that(at >= 0, "a line \"" + name + "...\" in the request", request);
        return request.substring(at + name.length()).lines().findFirst().orElse("");
    }
}
