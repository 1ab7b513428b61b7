package com.example.undertow;

import java.net.BindException;

/** Lesson 08. Without arguments the tour; with {@code serve true} or {@code serve PORT} the room, until Ctrl-C. */
public final class Lesson {

    private static final int PORT = 8008;

    private Lesson() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("serve")) {
            serve(args[1].equals("true") ? PORT : Integer.parseInt(args[1]));
        }
    }

    private static void serve(int port) throws Exception {
        try (ChatServer server = ChatServer.start(port, new History())) {
            System.out.println("The room is open: http://localhost:" + server.uri().getPort() + "/");
            System.out.println("Open it in two windows. Ctrl-C ends it.");
            System.out.flush();
            Thread.currentThread().join();
        } catch (BindException e) {
            throw new BindException("port " + port + " is taken: try another one with -Dserve=PORT");
        }
    }
}
