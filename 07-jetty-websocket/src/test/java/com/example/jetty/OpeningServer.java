package com.example.jetty;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** This lesson's server, as {@link OpeningCasesTest} asks it, and where it differs from the table. */
record OpeningServer(ChatServer server) implements AutoCloseable {

    /** What a case gets here in place of the table's status, and why. */
    record Difference(int status, String reason) {
    }

    static final Map<String, Difference> DIFFERENCES = Map.ofEntries(
            Map.entry("a path that begins with two slashes", new Difference(400,
                    "Jetty calls an empty segment ambiguous: filters in front of it read it in two ways")),
            Map.entry("a host with a colon and no port", new Difference(400,
                    "Jetty wants digits after the colon; no browser leaves them out")),
            Map.entry("a later version of HTTP 1", new Difference(505,
                    "Jetty knows 1.0 and 1.1, and no client sends another one")),
            Map.entry("a version that is none", new Difference(505,
                    "to Jetty it is a version that it does not know")),
            Map.entry("a version in lower case", new Difference(101,
                    "Jetty's parser does not regard case here, and tells us only which version it was")),
            Map.entry("two spaces in the request line", new Difference(101,
                    "Jetty skips them, as RFC 9112, section 3, allows, before we see the request")),
            Map.entry("two hundred fields", new Difference(101,
                    "Jetty's limit is on the bytes of the head, and these have few")));

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
