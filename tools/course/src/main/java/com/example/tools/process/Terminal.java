package com.example.tools.process;

/** What a program may ask about the terminal that it was started in. */
public final class Terminal {

    private Terminal() {
    }

    /** Whether both input and output are a terminal's. */
    public static boolean isThere() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is a console without a terminal, too, and it says so.
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** See no-color.org: any value but the empty one says no. */
    public static boolean hasColours() {
        String no = System.getenv("NO_COLOR");
        return no == null || no.isEmpty();
    }
}
