package com.example.bench.load;

import com.example.tools.measure.Capacity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a command to the load generator says. */
final class Settings {

    private final Map<String, String> values;

    Settings(Map<String, String> values) {
        this.values = values;
    }

    URI uri() {
        return onLoopback(URI.create(values.get("uri")));
    }

    /** Where connections that come and go get an echo; null if there shall be none. */
    URI fresh() {
        return values.containsKey("fresh") ? onLoopback(URI.create(values.get("fresh"))) : null;
    }

    private static URI onLoopback(URI uri) {
        if (!uri.getHost().equals("127.0.0.1")) {
            throw new IllegalArgumentException("the load stays on the loopback");
        }
        return uri;
    }

    /** How many connections there shall be, step after step. */
    List<Integer> steps() {
        return Stream.of(values.get("steps").split(",")).map(Integer::valueOf).toList();
    }

    /** The address of a connection: one address alone does not have ports for very many; null for any. */
    InetAddress from(int index) throws IOException {
        int addresses = number("addresses", 0);
        return addresses == 0 ? null : Capacity.address(index % addresses);
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
