package com.example.bench.guest;

import java.io.IOException;

/** Runs a server's main class, and ends with whoever started it, even if that one was killed. */
public final class Guarded {

    private Guarded() {
    }

    /** @param args the main class, and its arguments */
    public static void main(String[] args) throws Throwable {
        Thread guard = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // no message is expected here: only the end is
                }
            } catch (IOException e) {
                // that is an end, too
            }
            Runtime.getRuntime().halt(0);
        }, "ends-with-parent");
        guard.setDaemon(true);
        guard.start();
        String[] rest = new String[args.length - 1];
        System.arraycopy(args, 1, rest, 0, rest.length);
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    }
}
