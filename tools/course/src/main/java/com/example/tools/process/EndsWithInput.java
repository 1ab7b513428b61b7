package com.example.tools.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Runs a main class in a JVM that ends with its standard input: when the program that started it is gone, however it
 * went, this one goes too. The arguments are the main class and its arguments.
 */
public final class EndsWithInput {

    private static final long END_WITHIN_MILLIS = 2_500;

    private EndsWithInput() {
    }

    public static void main(String[] args) throws Exception {
        watch(System.in, EndsWithInput::end);
        Class.forName(args[0]).getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    /** Does something when a stream, on which nothing comes, has ended. */
    public static void watch(InputStream in, Runnable atEnd) {
        Thread watch = new Thread(() -> {
            try {
                while (in.read() >= 0) {
                    continue;
                }
            } catch (IOException e) {
                // As good as its end.
            }
            atEnd.run();
        }, "ends-with-input");
        watch.setDaemon(true);
        watch.start();
    }

    /** As after Ctrl-C: a server says goodbye to its clients. If that hangs, the JVM ends without it. */
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
