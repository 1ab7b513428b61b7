package com.example.tcp;

import java.net.BindException;

/** Lesson 01. Without arguments the tour; with {@code serve true} or {@code serve PORT} the room, until Ctrl-C. */
public final class Lesson {

    private static final int PORT = 8001;

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
        try (ChatServer server = ChatServer.start(port)) {
            // On Ctrl-C and SIGTERM the JVM runs this, and ends: each client is told goodbye, within two seconds.
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lesson-goodbye"));
            int actual = server.address().getPort();
            System.out.println("The room is open on port " + actual + ". In two other terminals:");
            System.out.println("    nc 127.0.0.1 " + actual + "        (or: telnet 127.0.0.1 " + actual + ")");
            System.out.println("The first line you type is your name, each further line is a message. Ctrl-C ends it.");
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
