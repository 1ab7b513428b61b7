package com.example.tcp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The tour: what {@code mvn -q} plays. */
final class Tour {

    private Tour() {
    }

    static void play() throws Exception {
        System.out.println("LESSON 01: TCP sockets. Both sides may speak whenever they want.");
        SocketLife.tell();
        room();
        heading("10. Next");
        say("HTTP takes this away from the browser. Lesson 02 gets it back by asking again and again.");
    }

    /** The room: two clients and the server talk, and one of them loses its connection and comes back. */
    private static void room() throws Exception {
        heading("9. The room: everybody speaks whenever they want");
        List<Message> ann = new ArrayList<>();
        List<Message> bob = new ArrayList<>();
        try (ChatServer server = ChatServer.start(0);
                Wiretap tap = Wiretap.start(0, server.address(), System.out);
                ChatClient first = ChatClient.join(server.address(), "ann", 0, message -> add(ann, message),
                        Tour::ended)) {
            say("Bob connects through a wiretap, a relay that prints what passes:");
            long lastSeen;
            try (ChatClient second = ChatClient.join(tap.address(), "bob", 0, message -> add(bob, message),
                    Tour::ended)) {
                await("bob is in the room", () -> server.readers() == 2);
                first.send("hello, bob");
                await("bob has message 1", () -> size(bob) == 1);
                second.send("hello, ann");
                await("both have message 2", () -> size(ann) == 2 && size(bob) == 2);
                server.publish("server", "you did not ask, I just say it");
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
                    Tour::ended)) {
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
