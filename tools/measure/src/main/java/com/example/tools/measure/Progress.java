package com.example.tools.measure;

import com.example.tools.process.Terminal;
import java.io.PrintStream;
import java.time.Duration;

/** A bar with the time that is left; where there is no terminal, a line for each step that is worth one. */
public final class Progress {

    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final double expected;
    private final long began = System.nanoTime();
    private double done;

    /** @param expected how many seconds all steps will take together, as far as one can tell */
    public Progress(PrintStream out, double expected) {
        this.out = out;
        this.expected = expected;
        terminal = Terminal.isThere() && System.getenv("TERM") != null;
    }

    /** A step begins. */
    public void step(String what) {
        double part = Math.min(1, done / expected);
        // What has taken longer than it was expected to will go on to do so.
        double seconds = (System.nanoTime() - began) / 1e9;
        double left = (expected - done) * (done < expected / 20 ? 1 : seconds / done);
        String time = String.format("%d:%02d left", (int) Math.max(0, left) / 60, (int) Math.max(0, left) % 60);
        if (terminal) {
            int full = (int) (part * WIDTH);
            out.printf("\r[%s%s] %s, %-48s", "#".repeat(full), ".".repeat(WIDTH - full), time, what);
        } else {
            out.printf("%3.0f %%, %s, %s%n", part * 100, time, what);
        }
        out.flush();
    }

    /** A step has been done that was expected to take so long. */
    public void done(double seconds) {
        done += seconds;
    }

    /** All is done. */
    public void end() {
        if (terminal) {
            out.printf("\r%s\r", " ".repeat(WIDTH + 65));
        }
        out.printf("Measured in %d s.%n", Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }
}
