package com.example.jetty.tour;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.jetty.ChatServer;
import com.example.jetty.History;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The same questions to Jetty as it comes and to a {@link ChatServer}: what is ours to add? */
final class Differences {

    /** One question and its two answers. */
    record Row(String question, String bare, String ours) {
    }

    private interface Probe {
        String ask(URI server) throws IOException;
    }

    private Differences() {
    }

    /** Asks both; the last question stops them. */
    static List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (BareJetty bare = new BareJetty(); ChatServer ours = ChatServer.start(0, new History())) {
            rows.add(row("version 8", bare, ours, server -> status(server, "Sec-WebSocket-Version: 8")));
            rows.add(row("a key of 3 bytes", bare, ours, server -> status(server, "Sec-WebSocket-Key: AAAA")));
            rows.add(row("a page of another site", bare, ours, server -> status(server,
                    "Origin: http://evil.example")));
            rows.add(row("deflate, server's window 2^9", bare, ours, server -> extension(server,
                    "permessage-deflate; server_max_window_bits=9")));
            rows.add(row("deflate, unknown parameter", bare, ours, server -> extension(server,
                    "permessage-deflate; fast")));
            rows.add(row("a text of 100,000 bytes", bare, ours, Differences::large));
            rows.add(row("a text that is not UTF-8", bare, ours, server -> answer(server, 0x81,
                    (byte) 0xC3, (byte) 0x28)));
            rows.add(row("Close 4321", bare, ours, server -> answer(server, 0x88, (byte) 0x10, (byte) 0xE1)));
            rows.add(row("a path where nothing is", bare, ours, server -> body(server, "/nothing")));
            try (RawWebSocket toBare = RawWebSocket.connect(bare.uri());
                    RawWebSocket toOurs = RawWebSocket.connect(ours.uri())) {
                toBare.ask("/echo");
                toOurs.ask("/echo");
                bare.close();
                ours.close();
                rows.add(new Row("the server is stopped", toBare.next(), toOurs.next()));
            }
        }
        return rows;
    }

    private static Row row(String question, BareJetty bare, ChatServer ours, Probe probe) throws IOException {
        return new Row(question, probe.ask(bare.uri()), probe.ask(ours.uri()));
    }

    private static String status(URI server, String field) throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(server)) {
            String answer = client.ask("/echo", field);
            return answer.split(" ")[1] + (answer.contains("\r\nSec-WebSocket-Version: 13\r\n") ? ", use 13" : "");
        }
    }

    private static String extension(URI server, String offer) throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(server)) {
            String answer = client.ask("/echo", "Sec-WebSocket-Extensions: " + offer);
            String status = answer.split(" ")[1];
            return status + (answer.contains("permessage-deflate") ? ", agreed" : ", declined");
        }
    }

    private static String large(URI server) throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(server)) {
            client.ask("/echo");
            client.send(0x01, "x".repeat(50_000).getBytes(UTF_8));
            client.send(0x80, "x".repeat(50_000).getBytes(UTF_8));
            String answer = client.next();
            return answer.startsWith("text") ? "echoed" : answer.substring(0, "close 1009".length());
        }
    }

    private static String answer(URI server, int first, byte... payload) throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(server)) {
            client.ask("/echo");
            client.send(first, payload);
            String answer = client.next();
            return answer.startsWith("close") ? answer.substring(0, "close 1000".length()) : answer;
        }
    }

    private static String body(URI server, String path) throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(server)) {
            String answer = client.ask(path);
            String type = answer.replaceFirst("(?is).*content-type: ([a-z/]+).*", "$1");
            return answer.split(" ")[1] + ", " + type + (answer.contains("Server: ") ? ", and its version" : "");
        }
    }
}
