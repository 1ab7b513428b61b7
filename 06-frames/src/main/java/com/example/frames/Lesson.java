package com.example.frames;

import java.io.IOException;

/** Without arguments the tour; with {@code serve PORT} the server, until Ctrl-C. */
public final class Lesson {

    private static final int PORT = 8006;

    private Lesson() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("serve")) {
            serve(args[1].equals("true") ? PORT : Integer.parseInt(args[1]));
        }
    }

    private static void serve(int port) throws InterruptedException {
        try (ChatServer server = ChatServer.start(port, new History())) {
            System.out.println("The page is at http" + server.uri().toString().substring(2) + " - Ctrl-C ends it.");
            System.out.flush();
            Thread.currentThread().join();
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
