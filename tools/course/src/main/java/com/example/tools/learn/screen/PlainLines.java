package com.example.tools.learn.screen;

import static com.example.tools.course.Language.say;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;

/** A terminal that can only write on, and gives a key when Enter follows it. */
public final class PlainLines implements Console {

    private static final int WIDTH = 80;

    private final PrintStream out;
    private final Charset charset;
    private List<AttributedString> shown = List.of();

    /** Reads keys from standard input, alone: a line with an exercise's number, or with one key. */
    public PlainLines(Consumer<String> keys) {
        charset = charset();
        out = new PrintStream(System.out, true, charset);
        Thread reader = new Thread(() -> read(keys), "learn-keys");
        reader.setDaemon(true);
        reader.start();
    }

    /** What standard output takes. */
    public static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "US-ASCII"));
        return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }

    private static void read(Consumer<String> keys) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String typed = line.strip();
                if (typed.isEmpty()) {
                    keys.accept(ENTER);
                } else if (Character.isDigit(typed.charAt(0))) {
                    typed.chars().forEach(c -> keys.accept(Character.toString(c)));
                    keys.accept(ENTER);
                } else {
                    // A word is no row of commands: only its first letter counts.
                    keys.accept(typed.substring(0, typed.offsetByCodePoints(0, 1)));
                }
            }
        } catch (IOException e) {
            // As good as the end.
        }
        keys.accept(END);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean isScreen() {
        return false;
    }

    @Override
    public boolean hasSigns() {
        return charset.newEncoder().canEncode("✔✘↷█…");
    }

    @Override
    public void show(List<AttributedString> lines) {
        if (!lines.equals(shown)) {
            shown = List.copyOf(lines);
            out.println("-".repeat(WIDTH));
            lines.forEach(line -> out.println(line.toString().stripTrailing()));
            out.println(say("A key, then Enter:"));
        }
    }

    /** It cannot: the thread that reads keys waits for a line, and would take the first one from its guest. */
    @Override
    public boolean lend(Work work) {
        return false;
    }

    @Override
    public void close() {
        out.flush();
    }
}
