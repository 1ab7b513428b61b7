package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** What goes over the wire, as a text to look at. */
final class WireText {

    private static final int SHOWN_OF_LINE = 88;
    private static final int SHOWN_LINES = 20;

    private WireText() {
    }

    /**
     * Each line with its end made visible, as {@code \r\n}, and a line of its own for each; other bytes that cannot
     * be printed as {@code \x81}. Long lines, and many of them, are cut.
     */
    static String visible(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        String[] lines = new String(bytes, ISO_8859_1).split("(?<=\n)");
        for (int i = 0; i < lines.length; i++) {
            if (lines.length > SHOWN_LINES && i == SHOWN_LINES - 2) {
                text.append("... ").append(lines.length - SHOWN_LINES).append(" more lines ...\n");
                i = lines.length - 2;
            }
            text.append(visible(lines[i])).append('\n');
        }
        return text.toString();
    }

    private static String visible(String line) {
        StringBuilder text = new StringBuilder();
        for (char c : line.toCharArray()) {
            text.append(c == '\r' ? "\\r" : c == '\n' ? "\\n" : c == '\t' ? "\\t"
                    : c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\x%02x", (int) c));
        }
        return text.length() <= SHOWN_OF_LINE ? text.toString()
                : text.substring(0, SHOWN_OF_LINE - 28) + " ... (" + line.length() + " bytes in all)";
    }
}
