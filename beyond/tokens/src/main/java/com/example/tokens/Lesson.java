package com.example.tokens;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Without arguments the tour; with {@code serve true} or {@code serve PORT} the page, until Ctrl-C. */
public final class Lesson {

    private static final int PORT = 8013;
    private static final Duration KEEP = Duration.ofSeconds(30);

    private Lesson() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("serve")) {
            serve(port(args[1]));
            return;
        }
        System.out.println("BEYOND: tokens as they come. The response to a POST is an event stream.");
        try (Tokens server = new Tokens(0, prompt -> new MadeUpModel(prompt, Duration.ofMillis(30)), KEEP)) {
            play(server, "1. To the end", "why?", 0);
            server.cutNextAfter(4);
            play(server, "2. Cut after four tokens, and resumed", "why?", 0);
            play(server, "3. Stopped at the fifth", "why?", 5);
            play(server, "4. An error in the middle", "please fail", 0);
        }
    }

    private static void play(Tokens server, String title, String prompt, int stopAt) throws Exception {
        System.out.println("\n== " + title);
        AtomicInteger count = new AtomicInteger();
        Reading[] reading = new Reading[1];
        reading[0] = new Reading(server.uri(), token -> {
            if (stopAt > 0 && count.get() == stopAt) {
                return;                                         // some were on their way
            }
            System.out.print(token);
            if (count.incrementAndGet() == stopAt) {
                try {
                    reading[0].stop();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        String end = reading[0].ask(prompt);
        System.out.println("\n" + count + " tokens, and then: " + end);
    }

    private static void serve(int port) throws Exception {
        try (Tokens server = new Tokens(port, prompt -> new MadeUpModel(prompt, Duration.ofMillis(150)), KEEP)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "lesson-goodbye"));
            System.out.println("Ask it something: " + server.uri());
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
