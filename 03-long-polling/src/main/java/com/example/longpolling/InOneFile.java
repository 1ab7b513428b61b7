package com.example.longpolling;

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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** A chat room by long polling: the server keeps a request until there is news. */
public final class InOneFile {

    // tag::heart[]
    private final List<String> messages = new ArrayList<>();            // number 1 is at index 0
    private final List<HttpExchange> waiting = new ArrayList<>();
    private final Semaphore kept = new Semaphore(0);                    // tells main how many wait

    /** Opens a room on the loopback; port 0 is any free one. */
    HttpServer start(int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        http.createContext("/messages", this::handle);
        http.start();
        return http;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            String fromAndText = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            messages.add(messages.size() + 1 + "\t" + fromAndText + "\n");
            waiting.forEach(this::answer);
            waiting.clear();
            exchange.sendResponseHeaders(204, -1);                      // 204, No Content
        } else if (seen(exchange) == messages.size()) {
            waiting.add(exchange);                                      // no news: no response yet
            kept.release();
        } else {
            answer(exchange);
        }
    }

    private void answer(HttpExchange exchange) {
        String news = String.join("", messages.subList(seen(exchange), messages.size()));
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(news.getBytes(UTF_8));
        } catch (IOException e) {
            System.out.println("a reader has gone");                    // and the others have not
        }
    }
    // end::heart[]

    private static int seen(HttpExchange exchange) {                    // after=7: what came next?
        return Integer.parseInt(exchange.getRequestURI().getQuery().substring("after=".length()));
    }

    /** One who talks, and who hears when there is something to hear. */
    private record Client(String name, URI room) {

        private static final HttpClient HTTP = HttpClient.newHttpClient();

        void say(String text) throws Exception {
            System.out.println(name + " says:  " + text);
            BodyPublisher body = BodyPublishers.ofString(name + "\t" + text);
            HTTP.send(HttpRequest.newBuilder(room).POST(body).build(), BodyHandlers.discarding());
        }

        /** Asks, and does not wait for the response: that may take long. */
        CompletableFuture<String> ask(int seen) {
            System.out.println(name + " asks:  what came after number " + seen + "?");
            URI question = URI.create(room + "?after=" + seen);
            HttpRequest request = HttpRequest.newBuilder(question).build();
            return HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body);
        }
    }

    public static void main(String[] args) throws Exception {
        boolean serve = args.length > 0 && args[0].equals("serve");     // serve [port]
        int port = args.length > 1 ? Integer.parseInt(args[1]) : serve ? 8003 : 0;
        InOneFile room = new InOneFile();
        HttpServer server = room.start(port);
        URI uri = URI.create("http:/" + server.getAddress() + "/messages");
        System.out.println("The room is at " + uri);
        if (!serve) {
            Client ann = new Client("ann", uri);
            Client bob = new Client("bob", uri);
            List<String> texts = List.of("is anybody here?", "you ask once, and hear at once");
            for (int seen = 0; seen < texts.size(); seen++) {
                CompletableFuture<String> newsForAnn = ann.ask(seen);
                CompletableFuture<String> newsForBob = bob.ask(seen);
                room.kept.acquire(2);                                   // both wait at the server
                ann.say(texts.get(seen));
                System.out.print("ann hears: " + newsForAnn.join());
                System.out.print("bob hears: " + newsForBob.join());
            }
            server.stop(0);
        }
    }
}
