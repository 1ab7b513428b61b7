package com.example.undertow;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** This lesson's server, as {@link OpeningCasesTest} asks it, and where it differs from the table. */
record OpeningServer(ChatServer server) implements AutoCloseable {

    /** What a case gets here in place of the table's status, and why. */
    record Difference(int status, String reason) {
    }

    static final Map<String, Difference> DIFFERENCES = Map.ofEntries(
            Map.entry("an absolute target in upper case", new Difference(400,
                    "Undertow wants the target's host and Host to be equal; here one is a name, one an address")),
            Map.entry("an absolute target of another host", new Difference(400,
                    "Undertow wants the target's host and Host to be equal: it is refused all the same")),
            Map.entry("another host in Host, not in the target", new Difference(400,
                    "Undertow wants the target's host and Host to be equal; no client sends two hosts")),
            Map.entry("a host with a colon and no port", new Difference(400,
                    "Undertow wants digits after the colon; no browser leaves them out")),
            Map.entry("an empty line in front", new Difference(400,
                    "Undertow's parser begins with the method; RFC 9112, section 2.2, only says SHOULD")),
            Map.entry("HTTP/2.0", new Difference(400,
                    "Undertow's parser knows no such request line")),
            Map.entry("a folded field", new Difference(101,
                    "Undertow makes one line of it, as RFC 9112, section 5.2, allows, before we see it")),
            Map.entry("a field of 9,000 bytes", new Difference(101,
                    "Undertow's limit is on the whole head, and 16 KiB")),
            Map.entry("two hundred fields", new Difference(400,
                    "Undertow's limit is 200 fields, and its parser says 400")),
            Map.entry("a head of 20,000 bytes", new Difference(400,
                    "Undertow's parser says 400 when its limit of 16 KiB is passed")));

    static OpeningServer start() throws IOException {
        return new OpeningServer(ChatServer.start(0, new History()));
    }

    URI uri() {
        return server.uri();
    }

    String path() {
        return "/echo";
    }

    @Override
    public void close() {
        server.close();
    }
}
