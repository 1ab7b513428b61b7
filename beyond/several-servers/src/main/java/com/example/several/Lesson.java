package com.example.several;

import com.example.several.tour.Tour;
import java.net.BindException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Without arguments the tour; with {@code serve true} or {@code serve PORT} one server of the room, until Ctrl-C. Two
 * of them are one room if both are given the same {@code -Dredis=host:port}.
 */
public final class Lesson {

    private static final int PORT = 8010;
    /** What the libraries say about themselves while they start would only interrupt the story. */
    private static final List<Logger> QUIET = List.of(Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"),
            Logger.getLogger("org.jboss.threads"), Logger.getLogger("com.github.fppt"),
            Logger.getLogger("redis.clients"), Logger.getLogger("org.reflections"));

    private Lesson() {
    }

    public static void main(String[] args) throws Exception {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
        if (args.length == 2 && args[0].equals("serve")) {
            serve(port(args[1]));
        } else {
            Tour.play();
        }
    }

    private static void serve(int port) throws Exception {
        try (Engine engine = Engine.open(); Log log = engine.log("room");
                ChatServer server = ChatServer.start(port, log)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lesson-goodbye"));
            System.out.println("The room is open on " + engine + ": " + server.uri() + "?name=NAME");
            System.out.println("Ctrl-C ends it.");
            System.out.flush();
            Thread.currentThread().join();
        } catch (BindException e) {
            throw new BindException("port " + port + " is taken: try another one with -Dserve=PORT");
        }
    }

    /** The port of {@code -Dserve=PORT}; a bare {@code -Dserve} arrives as "true", and means the usual one. */
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
