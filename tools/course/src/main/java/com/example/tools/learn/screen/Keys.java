package com.example.tools.learn.screen;

import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/** Which bytes a terminal sends for which key: its own description says so, and what most terminals send beside it. */
final class Keys {

    /** A key that has neither a character nor a meaning here. */
    static final String IGNORED = "";
    /** A key whose character is its name: the bytes are the key. */
    static final String CHARACTER = "character";

    private static final char DELETE = 127;

    private Keys() {
    }

    static KeyMap<String> of(Terminal terminal) {
        KeyMap<String> keys = new KeyMap<>();
        keys.setUnicode(CHARACTER);
        // Alone it is the key Escape; with more behind it, at once, it begins another one.
        keys.setAmbiguousTimeout(50);
        for (String first : List.of("\033[", "\033O")) {
            keys.bind(IGNORED, KeyMap.range(first + "A-" + first + "Z"));
            keys.bind(IGNORED, KeyMap.range(first + "a-" + first + "z"));
        }
        for (int number = 1; number <= 34; number++) {
            keys.bind(IGNORED, "\033[" + number + "~");
        }
        keys.bind(IGNORED, KeyMap.range("\0-\037"));
        keys.bind(CHARACTER, KeyMap.range(" -~"));
        keys.bind(Console.ESCAPE, KeyMap.esc());
        keys.bind(Console.ENTER, "\r", "\n");
        keys.bind(Console.BACKSPACE, "\b", String.valueOf(DELETE));
        keys.bind(Console.END, KeyMap.ctrl('C'), KeyMap.ctrl('D'));
        both(keys, Console.UP, "A", KeyMap.key(terminal, Capability.key_up));
        both(keys, Console.DOWN, "B", KeyMap.key(terminal, Capability.key_down));
        keys.bind(Console.PAGE_UP, "\033[5~", KeyMap.key(terminal, Capability.key_ppage));
        keys.bind(Console.PAGE_DOWN, "\033[6~", KeyMap.key(terminal, Capability.key_npage));
        return keys;
    }

    /** An arrow is sent in one of two forms, whichever the terminal is told to use. */
    private static void both(KeyMap<String> keys, String name, String letter, String own) {
        keys.bind(name, "\033[" + letter, "\033O" + letter, own);
    }
}
