package com.example.handshake;

import java.net.BindException;
import java.util.Set;

/** Lesson 05. Without arguments the tour; with {@code serve true} or {@code serve PORT} the server, until Ctrl-C. */
public final class Lesson {

    private static final int PORT = 8005;

    /** The origin in the RFC's example. Pages of example.com may connect to this server, so that it can be played. */
    static final Set<String> ORIGINS = Set.of("http://example.com");

    private Lesson() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("serve")) {
            serve(args[1].equals("true") ? PORT : Integer.parseInt(args[1]));
        } else {
            Tour.play();
        }
    }

    private static void serve(int port) throws Exception {
        try (HandshakeServer server = HandshakeServer.start(port, ORIGINS)) {
            System.out.println("The page is " + server.page() + " and the WebSocket " + server.chat() + ".");
            System.out.println("Ctrl-C ends it.");
            Thread.currentThread().join();
        } catch (BindException e) {
            throw new BindException("port " + port + " is taken: try another one with -Dserve=PORT");
        }
    }
}
