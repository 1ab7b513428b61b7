package com.example.handshake.exercise;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One answer to exercise 5.3. */
public final class UpgradeDecision {

    private UpgradeDecision() {
    }

    public record Answer(int status, String sentence, Map<String, String> fields) {
    }

    public static Answer decide(String method, String version, Map<String, List<String>> fields,
            Set<String> allowedOrigins) {
        if (!version.matches("HTTP/1\\.[1-9]")) {
            return refusal(505, "A WebSocket begins with HTTP/1.1.");
        }
        if (all(fields, "host").size() != 1) {
            return refusal(400, "A request needs one Host.");
        }
        if (!method.equals("GET")) {
            return new Answer(405, "A WebSocket begins with GET.", Map.of("Allow", "GET"));
        }
        if (!lists(fields, "upgrade", "websocket")) {
            return upgradeRequired("This address speaks WebSocket.");
        }
        if (!lists(fields, "connection", "upgrade")) {
            return refusal(400, "Connection must list Upgrade.");
        }
        List<String> versions = all(fields, "sec-websocket-version");
        if (versions.size() > 1) {
            return refusal(400, "There must be only one Sec-WebSocket-Version.");
        }
        if (!versions.equals(List.of("13"))) {
            return upgradeRequired("The version must be 13.");
        }
        List<String> keys = all(fields, "sec-websocket-key");
        if (keys.size() != 1 || !com.example.handshake.AcceptKey.isKey(keys.get(0))) {
            return refusal(400, "There must be one Sec-WebSocket-Key, of 16 bytes.");
        }
        List<String> origins = all(fields, "origin");
        if (origins.size() > 1 || !allowedOrigins.containsAll(origins)) {
            return refusal(403, "Pages of this origin may not connect.");
        }
        return new Answer(101, "", Map.of(
                "Upgrade", "websocket",
                "Connection", "Upgrade",
                "Sec-WebSocket-Accept", com.example.handshake.AcceptKey.of(keys.get(0))));
    }

    private static Answer refusal(int status, String sentence) {
        return new Answer(status, sentence, Map.of());
    }

    private static Answer upgradeRequired(String sentence) {
        return new Answer(426, sentence, Map.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13"));
    }

    private static List<String> all(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of());
    }

    private static boolean lists(Map<String, List<String>> fields, String name, String element) {
        return all(fields, name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(one -> one.replaceAll("^[ \t]+|[ \t]+$", "").equalsIgnoreCase(element));
    }
}
