package com.example.tools.sidebyside;

import java.io.IOException;

/**
 * A JVM that serves one lesson, and ends with its standard input: when the program that started it is gone, however it
 * went, this one goes too. The arguments are the lesson's main class and the port.
 */
final class Served {

    private static final long END_WITHIN_MILLIS = 2_500;

    private Served() {
    }

    public static void main(String[] args) throws Exception {
        Thread parent = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    continue;                           // no message is expected: only the end counts
                }
            } catch (IOException e) {
                // The end, too.
            }
            end();
        }, "parent");
        parent.setDaemon(true);
        parent.start();
        Class.forName(args[0]).getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {"serve", args[1]});
    }

    /** As after Ctrl-C: the lesson says goodbye to its clients. If that hangs, the JVM ends without it. */
    private static void end() {
        Thread exit = new Thread(() -> System.exit(0), "exit");
        exit.setDaemon(true);
        exit.start();
        try {
            exit.join(END_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
