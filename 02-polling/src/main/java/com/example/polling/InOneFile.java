package com.example.polling;

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
import java.util.List;

/** A chat room by polling: the server answers each request at once, with news or without. */
public final class InOneFile {

    // tag::heart[]
    private final List<String> messages = new ArrayList<>();            // number 1 is at index 0

    /** Opens a room on the loopback; port 0 is any free one. */
    HttpServer start(int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        http.createContext("/messages", this::handle);
        http.start();
        return http;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                String fromAndText = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                messages.add(messages.size() + 1 + "\t" + fromAndText + "\n");
                exchange.sendResponseHeaders(204, -1);                  // 204, No Content
            } else {
                String query = exchange.getRequestURI().getQuery();     // after=7: what came next?
                int seen = Integer.parseInt(query.substring("after=".length()));
                String news = String.join("", messages.subList(seen, messages.size()));
                exchange.sendResponseHeaders(200, 0);                   // 200, OK; news or none
                exchange.getResponseBody().write(news.getBytes(UTF_8));
            }
        }
    }
    // end::heart[]

    /** One who talks, and who hears only what it asks for. */
    private record Client(String name, URI room) {

        private static final HttpClient HTTP = HttpClient.newHttpClient();

        void say(String text) throws Exception {
            System.out.println(name + " says:  " + text);
            BodyPublisher body = BodyPublishers.ofString(name + "\t" + text);
            HTTP.send(HttpRequest.newBuilder(room).POST(body).build(), BodyHandlers.discarding());
        }

        /** A real client does this every second or two, all day. */
        void ask(int seen) throws Exception {
            System.out.println(name + " asks:  what came after number " + seen + "?");
            URI question = URI.create(room + "?after=" + seen);
            HttpRequest request = HttpRequest.newBuilder(question).build();
            String news = HTTP.send(request, BodyHandlers.ofString()).body();
            System.out.println(name + " hears: " + (news.isEmpty() ? "nothing" : news.strip()));
        }
    }

    public static void main(String[] args) throws Exception {
        boolean serve = args.length > 0 && args[0].equals("serve");     // serve [port]
        int port = args.length > 1 ? Integer.parseInt(args[1]) : serve ? 8002 : 0;
        HttpServer server = new InOneFile().start(port);
        URI uri = URI.create("http:/" + server.getAddress() + "/messages");
        System.out.println("The room is at " + uri);
        if (!serve) {
            Client ann = new Client("ann", uri);
            Client bob = new Client("bob", uri);
            ann.ask(0);
            bob.ask(0);
            ann.say("is anybody here?");
            ann.ask(0);
            bob.ask(0);
            bob.say("I am, but I had to ask");
            ann.ask(1);
            bob.ask(1);
            server.stop(0);
        }
    }
}
