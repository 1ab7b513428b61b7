package com.example.tools.learn.screen;

import java.io.IOException;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * Where the loop shows itself and hears of keys: a whole screen, or lines one below the other where a terminal cannot
 * do more. Keys come as their character, or as one of the words below.
 */
public interface Console extends AutoCloseable {

    String ENTER = "enter";
    String ESCAPE = "escape";
    String BACKSPACE = "backspace";
    String UP = "up";
    String DOWN = "down";
    String PAGE_UP = "page up";
    String PAGE_DOWN = "page down";
    /** The window has another size. */
    String RESIZED = "resized";
    /** No more keys will come: the terminal is gone, or the user pressed Ctrl-C or Ctrl-D. */
    String END = "end";

    /** Columns to write in. */
    int width();

    /** Lines to write in; a very large number where there is no end. */
    int height();

    /** Whether every line that changes can be shown at once; if not, only what matters should be. */
    boolean isScreen();

    /** Whether ticks, crosses and blocks can be shown. */
    boolean hasSigns();

    /** Shows these lines in place of what was shown before. */
    void show(List<AttributedString> lines);

    /** What another program does with the terminal. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Lets another program have the terminal, for example an editor, and takes it back when that is done.
     *
     * @return false, and nothing is done, if this terminal cannot be lent
     */
    boolean lend(Work work) throws IOException, InterruptedException;

    @Override
    void close();
}
