package com.example.who;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.logging.LogManager;

/** The tour: who gets in, and who does not. */
public final class Lesson {

    private Lesson() {
    }

    public static void main(String[] args) throws Exception {
        // Maven has read its own logging configuration, in this JVM, before we could name ours.
        LogManager.getLogManager().readConfiguration();
        System.out.println("BEYOND: who is it? Four ways past a browser that cannot set fields, all over wss.");
        try (Certificate certificate = new Certificate();
                WhoIsIt server = new WhoIsIt(certificate, Duration.ofSeconds(2), Clock.systemUTC())) {
            HttpClient http = HttpClient.newBuilder().sslContext(certificate.trust()).build();
            String token = server.login("ann", Duration.ofSeconds(30));
            String here = "https://localhost:" + server.port();
            attempt(http, server, "cookie, our own page", "/cookie", "Cookie", "__Host-token=" + token, "Origin", here);
            attempt(http, server, "cookie, a stranger's page", "/cookie", "Cookie", "__Host-token=" + token,
                    "Origin", "https://evil.example");
            String ticket = http.send(HttpRequest.newBuilder(URI.create(here + "/tickets"))
                    .timeout(Duration.ofSeconds(30)).header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString()).body();
            attempt(http, server, "ticket, the first time", "/ticket?ticket=" + ticket);
            attempt(http, server, "ticket, out of a log", "/ticket?ticket=" + ticket);
            attempt(http, server, "a subprotocol", "/protocol", "Sec-WebSocket-Protocol", "token." + token);
            attempt(http, server, "a forged one", "/protocol", "Sec-WebSocket-Protocol",
                    "token." + token.replaceFirst("..$", "xx"));
        }
    }

    private static void attempt(HttpClient http, WhoIsIt server, String title, String path, String... fields) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i].equals("Sec-WebSocket-Protocol")) {
                builder.subprotocols("chat", fields[i + 1]);
            } else {
                builder.header(fields[i], fields[i + 1]);
            }
        }
        String outcome;
        try {
            builder.buildAsync(URI.create("wss://localhost:" + server.port() + path), new WebSocket.Listener() { })
                    .join().abort();
            outcome = "101, come in";
        } catch (CompletionException e) {
            outcome = e.getCause() instanceof WebSocketHandshakeException refused
                    ? refused.getResponse().statusCode() + ", stay out" : e.getCause().toString();
        }
        System.out.printf("%-27s %s%n", title, outcome);
    }
}
