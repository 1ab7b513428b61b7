package com.example.tools.learn;

import static org.junit.jupiter.api.Assumptions.abort;

import com.example.tools.process.Maven;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A terminal for a program: tmux types the keys and reads the screen, as a person would. */
final class Tmux implements AutoCloseable {

    private static final Duration COMMAND = Duration.ofSeconds(30);
    /** The screen is read again after so long, whatever was printed. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Path folder;
    /** All that was ever printed: while it does not grow, the screen is the same, and need not be read. */
    private final Path printed;
    private final String server = "learn-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    private final Thread end = new Thread(this::hangUp, "tmux-end");

    /** Opens a terminal of 90 columns and 40 lines with a shell in {@code folder}. */
    Tmux(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        // A test that is stopped on the way must not leave its terminal behind.
        Runtime.getRuntime().addShutdownHook(end);
        printed = Files.createTempFile("printed", ".txt");
        tmux("-f", "/dev/null", "new-session", "-d", "-x", "90", "-y", "40", "env", "PS1=$ ", "sh");
        tmux("pipe-pane", "cat > '" + printed + "'");
    }

    /** Ends the test with a sentence where there is no tmux; fails in CI, which must have it. */
    static void require() throws InterruptedException {
        try {
            if (Maven.run(Path.of("."), List.of("tmux", "-V"), COMMAND).exit() == 0) {
                return;
            }
        } catch (IOException e) {
            // There is none.
        }
        if (System.getenv("CI") != null && System.getProperty("os.name").equals("Linux")) {
            throw new IllegalStateException("CI must have a terminal: install tmux.");
        }
        abort("There is no tmux here: install it to test the learner's loop in a terminal.");
    }

    /** Types a line into the shell. */
    void line(String text) throws IOException, InterruptedException {
        tmux("send-keys", "-l", text);
        tmux("send-keys", "Enter");
    }

    /** Presses keys, by tmux's names: a letter, Enter, Escape, C-c. */
    void press(String... keys) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        tmux(words.toArray(String[]::new));
    }

    String screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p");
    }

    /** The screen with its escape sequences for colours. */
    String colours() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p", "-e");
    }

    /** Waits until the screen shows all of this, and returns it; says what it shows instead if it does not in time. */
    String await(Duration limit, String... texts) throws IOException, InterruptedException {
        return await(limit, screen -> List.of(texts).stream().allMatch(screen::contains), String.join(", ", texts));
    }

    String await(Duration limit, Predicate<String> wanted, String what) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            long size = Files.size(printed);
            String screen = screen();
            if (wanted.test(screen)) {
                return screen;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("The screen does not show: " + what + "\nIt shows:\n" + screen);
            }
            long look = System.nanoTime() + LOOK.toNanos();
            while (Files.size(printed) == size && System.nanoTime() < look) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
    }

    private String tmux(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", server));
        command.addAll(List.of(words));
        return Maven.run(folder, command, COMMAND).orElseThrow(String.join(" ", command)).output();
    }

    /** Hangs up: whatever runs in the terminal loses it. */
    @Override
    public void close() {
        hangUp();
        Runtime.getRuntime().removeShutdownHook(end);
    }

    private void hangUp() {
        try {
            Maven.run(folder, List.of("tmux", "-L", server, "kill-server"), COMMAND);
            Files.deleteIfExists(printed);
        } catch (IOException e) {
            throw new UncheckedIOException("The terminal could not be closed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
