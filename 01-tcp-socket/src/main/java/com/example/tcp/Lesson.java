package com.example.tcp;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Lesson 01. Without arguments the tour; with {@code serve true} or {@code serve PORT} the room, until Ctrl-C. */
public final class Lesson {

    private static final int PORT = 8001;

    private Lesson() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("serve")) {
            serve(port(args[1]));
        } else {
            System.out.println("LESSON 01: TCP sockets. Both sides may speak whenever they want.");
            SocketLife.tell();
            room();
            heading("10. Next");
            say("HTTP takes this away from the browser. Lesson 02 gets it back by asking again and again.");
        }
    }

    private static void serve(int port) throws Exception {
        try (ChatServer server = ChatServer.start(port)) {
            // On Ctrl-C and SIGTERM the JVM runs this, and ends: each client is told goodbye, within two seconds.
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lesson-goodbye"));
            System.out.println("The room is open on port " + server.address().getPort() + ". In two other terminals:");
            System.out.println("    nc 127.0.0.1 " + port + "        (or: telnet 127.0.0.1 " + port + ")");
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

    /** The room: two clients and the server talk, and one of them loses its connection and comes back. */
    private static void room() throws Exception {
        heading("9. The room: everybody speaks whenever they want");
        List<Message> ann = new ArrayList<>();
        List<Message> bob = new ArrayList<>();
        try (ChatServer server = ChatServer.start(0);
                Wiretap tap = Wiretap.start(0, server.address(), System.out);
                ChatClient first = ChatClient.join(server.address(), "ann", 0, message -> add(ann, message),
                        Lesson::ended)) {
            say("Bob connects through a wiretap, a relay that prints what passes:");
            long lastSeen;
            try (ChatClient second = ChatClient.join(tap.address(), "bob", 0, message -> add(bob, message),
                    Lesson::ended)) {
                await("bob is in the room", () -> server.readers() == 2);
                first.send("hello, bob");
                await("bob has message 1", () -> size(bob) == 1);
                second.send("hello, ann");
                await("both have message 2", () -> size(ann) == 2 && size(bob) == 2);
                server.publish("server", "nobody asked me, I just say it");
                await("both have message 3", () -> size(ann) == 3 && size(bob) == 3);
                lastSeen = second.lastId();
            }
            await("bob has left", () -> server.readers() == 1 && tap.isIdle());
            say("Bob's connection is gone. Ann goes on talking.");
            first.send("are you there?");
            first.send("bob?");
            await("ann has both", () -> size(ann) == 5);
            say("Bob comes back and says which message he saw last: number " + lastSeen + ".");
            try (ChatClient again = ChatClient.join(tap.address(), "bob", lastSeen, message -> add(bob, message),
                    Lesson::ended)) {
                await("bob has what he missed", () -> size(bob) == 5);
            }
            await("bob has left", tap::isIdle);
            say("Bob has seen " + bob.stream().map(message -> String.valueOf(message.id())).toList()
                    + ": nothing missing, nothing twice.");
            say(tap.totals());
        }
    }

    private static void ended(IOException why) {
        say("a connection ended: " + why.getMessage());
    }

    private static void add(List<Message> list, Message message) {
        synchronized (list) {
            list.add(message);
        }
    }

    private static int size(List<Message> list) {
        synchronized (list) {
            return list.size();
        }
    }

    static void heading(String title) {
        System.out.println();
        System.out.println("== " + title);
    }

    static void say(String sentence) {
        System.out.println(sentence);
    }

    /** Waits until something is so, five seconds at the most. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("this did not happen within 5 s: " + what);
            }
            Thread.sleep(1);
        }
    }
}
