package com.example.bench.load;

import java.net.URI;
import java.util.Map;

/** What a command to the load generator says. */
final class Settings {

    private final Map<String, String> values;

    Settings(Map<String, String> values) {
        this.values = values;
    }

    URI uri() {
        URI uri = URI.create(values.get("uri"));
        if (!uri.getHost().equals("127.0.0.1")) {
            throw new IllegalArgumentException("the load stays on the loopback");
        }
        return uri;
    }

    int connections() {
        return number("connections", 1);
    }

    /** Of a message, in bytes. */
    int size() {
        return number("size", 16);
    }

    /** How many messages of one connection may be under way. */
    int slots() {
        return number("slots", 1);
    }

    boolean text() {
        return Boolean.parseBoolean(values.get("text"));
    }

    /** Whether messages come with something in front: the room's id and name. */
    boolean prefixed() {
        return Boolean.parseBoolean(values.get("prefixed"));
    }

    /** How long a message that does not come is waited for, before it counts as lost. */
    long patienceNanos() {
        return values.containsKey("patience") ? nanos("patience") : 5_000_000_000L;
    }

    /** A time that is given in seconds. */
    long nanos(String name) {
        return (long) (Double.parseDouble(values.getOrDefault(name, "0")) * 1e9);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(values.getOrDefault(name, String.valueOf(otherwise)));
    }
}
