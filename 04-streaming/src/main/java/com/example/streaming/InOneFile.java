package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A chat room by streaming: one response that never ends, and each message is flushed into it. */
public final class InOneFile {

    // tag::heart[]
    private final List<HttpExchange> readers = new ArrayList<>();
    private int lastId;

    /** Opens a room on the loopback; port 0 is any free one. */
    HttpServer start(int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        http.createContext("/events", this::join);
        http.createContext("/messages", this::say);
        http.start();
        return http;
    }

    private synchronized void join(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);                           // 0: of no known length
        exchange.getResponseBody().flush();
        readers.add(exchange);                                          // the response stays open
    }

    private synchronized void say(HttpExchange exchange) throws IOException {
        String fromAndText = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String data = ++lastId + "\t" + fromAndText;
        byte[] event = ("id: " + lastId + "\ndata: " + data + "\n\n").getBytes(UTF_8);
        readers.removeIf(reader -> !write(reader, event));
        exchange.sendResponseHeaders(204, -1);                          // 204, No Content
    }

    private static boolean write(HttpExchange reader, byte[] event) {
        try {
            reader.getResponseBody().write(event);
            reader.getResponseBody().flush();                           // or it waits in a buffer
            return true;
        } catch (IOException e) {
            reader.close();                                         // it has gone; the others stay
            return false;
        }
    }
    // end::heart[]

    /** One who talks on one connection, and listens on another. */
    private record Client(String name, URI room, Iterator<String> lines) {

        private static final HttpClient HTTP = HttpClient.newHttpClient();

        static Client connect(String name, URI room) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(room.resolve("/events")).build();
            Stream<String> lines = HTTP.send(request, BodyHandlers.ofLines()).body();
            return new Client(name, room, lines.iterator());
        }

        void say(String text) throws Exception {
            System.out.println(name + " says:  " + text);
            BodyPublisher body = BodyPublishers.ofString(name + "\t" + text);
            URI uri = room.resolve("/messages");
            HTTP.send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.discarding());
        }

        /** An event ends with an empty line. */
        void hear() {
            for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
                System.out.println(name + " hears: " + line);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        boolean serve = args.length > 0 && args[0].equals("serve");     // serve [port]
        int port = args.length > 1 ? Integer.parseInt(args[1]) : serve ? 8004 : 0;
        HttpServer server = new InOneFile().start(port);
        URI uri = URI.create("http:/" + server.getAddress());
        System.out.println("The room is at " + uri);
        if (!serve) {
            Client ann = Client.connect("ann", uri);
            Client bob = Client.connect("bob", uri);
            ann.say("is anybody here?");
            ann.hear();
            bob.hear();
            bob.say("I am, and I asked only once");
            ann.hear();
            bob.hear();
            server.stop(0);
        }
    }
}
