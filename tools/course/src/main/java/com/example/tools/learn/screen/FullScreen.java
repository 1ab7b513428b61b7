package com.example.tools.learn.screen;

import java.io.IOError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** A terminal that gives each key at once and can write anywhere. */
public final class FullScreen implements Console {

    private static final int NARROWEST = 20;
    private static final int LOWEST = 8;
    /** Reading without end would keep the terminal from being closed. */
    private static final long READ_MILLIS = 200;

    private final Terminal terminal;
    private final Attributes before;
    private final Display display;
    private final Thread reader;
    private volatile boolean closed;
    /** Whoever has it reads what is typed; in the order of asking. */
    private final Semaphore keyboard = new Semaphore(1, true);

    private FullScreen(Terminal terminal, Consumer<String> keys) {
        this.terminal = terminal;
        this.before = terminal.enterRawMode();
        this.display = new Display(terminal, true);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        // The display believes that it starts at the top, and on an empty screen.
        terminal.puts(Capability.clear_screen);
        terminal.handle(Terminal.Signal.WINCH, signal -> keys.accept(RESIZED));
        terminal.handle(Terminal.Signal.INT, signal -> keys.accept(END));
        // Stopped by Ctrl-Z we would leave the shell with our screen.
        terminal.handle(Terminal.Signal.TSTP, Terminal.SignalHandler.SIG_IGN);
        reader = new Thread(() -> read(keys), "learn-keys");
        reader.setDaemon(true);
        reader.start();
    }

    /** Takes over the terminal; null if there is none, or if it cannot do what this needs. */
    public static FullScreen open(Consumer<String> keys) {
        try {
            Terminal terminal = TerminalBuilder.builder().system(true).dumb(false).nativeSignals(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut).graphemeCluster(false).build();
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)
                    || terminal.getStringCapability(Capability.cursor_address) == null) {
                terminal.close();
                return null;
            }
            return new FullScreen(terminal, keys);
        } catch (IOException | IllegalStateException e) {
            return null;
        }
    }

    private void read(Consumer<String> keys) {
        BindingReader in = new BindingReader(terminal.reader());
        KeyMap<String> bound = Keys.of(terminal);
        try {
            while (!closed) {
                String key = Keys.IGNORED;
                keyboard.acquire();
                try {
                    if (in.peekCharacter(READ_MILLIS) != NonBlockingReader.READ_EXPIRED) {
                        key = in.readBinding(bound);
                    }
                } finally {
                    keyboard.release();
                }
                if (key == null || key.equals(END)) {
                    keys.accept(END);
                    return;
                }
                if (!key.equals(Keys.IGNORED)) {
                    keys.accept(key.equals(Keys.CHARACTER) ? in.getLastBinding() : key);
                }
            }
        } catch (InterruptedException | RuntimeException | IOError e) {
            // The terminal is gone.
            keys.accept(END);
        }
    }

    @Override
    public int width() {
        int columns = terminal.getSize().getColumns();
        return columns <= 0 ? 80 : Math.max(NARROWEST, columns);
    }

    @Override
    public int height() {
        int rows = terminal.getSize().getRows();
        return rows <= 0 ? 24 : Math.max(LOWEST, rows);
    }

    @Override
    public boolean isScreen() {
        return true;
    }

    @Override
    public boolean hasSigns() {
        return terminal.encoding().newEncoder().canEncode("✔✘↷█…");
    }

    @Override
    public void show(List<AttributedString> lines) {
        int rows = height();
        int columns = width();
        List<AttributedString> screen = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            screen.add(i < lines.size() ? lines.get(i).columnSubSequence(0, columns) : AttributedString.EMPTY);
        }
        display.resize(Size.of(columns, rows));
        display.update(screen, 0);
    }

    @Override
    public boolean lend(Work work) throws IOException, InterruptedException {
        keyboard.acquire();
        try {
            terminal.puts(Capability.cursor_visible);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(before);
            work.run();
        } finally {
            terminal.enterRawMode();
            terminal.puts(Capability.enter_ca_mode);
            terminal.puts(Capability.cursor_invisible);
            terminal.puts(Capability.clear_screen);
            display.clear();
            keyboard.release();
        }
        return true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            terminal.puts(Capability.cursor_visible);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(before);
            reader.join(2 * READ_MILLIS);
            terminal.close();
        } catch (IOException | RuntimeException e) {
            // The terminal is gone: there is nothing to give back.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
