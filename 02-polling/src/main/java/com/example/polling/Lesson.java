package com.example.polling;

import java.net.BindException;

/** Lesson 02. Without arguments the tour; with {@code serve true} or {@code serve PORT} the room, until Ctrl-C. */
public final class Lesson {

    private static final int PORT = 8002;

    private Lesson() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("serve")) {
            serve(port(args[1]));
        } else {
            Tour.play();
        }
    }

    private static void serve(int port) throws Exception {
        try (ChatServer server = ChatServer.start(port, new History())) {
            // On Ctrl-C and SIGTERM the JVM runs this, and ends: each client is told goodbye, within two seconds.
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lesson-goodbye"));
            System.out.println("The room is open: http://localhost:" + server.uri().getPort() + "/");
            System.out.println("Open it in two windows. Ctrl-C ends it.");
            System.out.flush();                          // where the output goes to a file, Maven keeps it back
            Thread.currentThread().join();
        } catch (BindException e) {
            throw new BindException("port " + port + " is taken: try another one with -Dserve=PORT");
        }
    }

    /** The port of {@code -Dserve=PORT}; a bare {@code -Dserve} arrives as "true", and means the lesson's own. */
    private static int port(String serve) {
        if (serve.equals("true")) {
            return PORT;
        }
        if (!serve.matches("[0-9]{1,5}") || Integer.parseInt(serve) > 65_535) {
            throw new IllegalArgumentException("-Dserve=" + serve + " names no port: give a number from 0 to 65535");
        }
        return Integer.parseInt(serve);
    }
}
