package com.example.tools.learn.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;

/** Text in lines that are not wider than the terminal. */
final class Wrap {

    /** What a line starts with, below which its continuation begins: spaces, a number, a dash, a word of a story. */
    private static final Pattern START =
            Pattern.compile("\\s*(?:\\d+\\. |- |Expected  |But       |The rule  )?");
    /** A line that points at a place in the line above. */
    private static final Pattern POINTER = Pattern.compile("(\\s*)\\^.*");
    private static final String CUT = "... ";

    private Wrap() {
    }

    /**
     * Breaks lines at spaces. Of a line that is too wide and has a pointer below it, the part round the place is shown.
     *
     * @param width at least 20 columns
     */
    static List<String> lines(String text, int width) {
        List<String> wrapped = new ArrayList<>();
        List<String> lines = text.replace("\t", "    ").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = clean(lines.get(i));
            Matcher pointer = POINTER.matcher(i + 1 < lines.size() ? lines.get(i + 1) : "");
            if (pointer.matches() && columns(line) > width && pointer.group(1).length() <= line.length()) {
                around(line, lines.get(i + 1), pointer.group(1).length(), width, wrapped);
                i++;
            } else {
                wrap(line, width, wrapped);
            }
        }
        return wrapped;
    }

    private static void wrap(String line, int width, List<String> into) {
        Matcher start = START.matcher(line);
        int indent = start.lookingAt() ? start.end() : 0;
        indent = indent > width / 2 ? 2 : indent;
        String rest = line;
        while (columns(rest) > width) {
            int cut = fits(rest, width);
            int space = rest.lastIndexOf(' ', cut);
            // A word that is wider than the terminal is cut where the terminal ends.
            boolean word = space > indent && !rest.substring(0, space).isBlank();
            into.add(rest.substring(0, word ? space : cut).stripTrailing());
            rest = " ".repeat(indent) + rest.substring(word ? space + 1 : cut).stripLeading();
        }
        into.add(rest);
    }

    /** The part of a line round a column, and the pointer moved with it. */
    private static void around(String line, String pointer, int at, int width, List<String> into) {
        int indent = Math.min(at, line.length() - line.stripLeading().length());
        // A third of the width before the place; whole pairs of hexadecimal digits, when that is what it is.
        int from = Math.max(indent, at - width / 3);
        from = from > indent ? from - (from - at) % 3 : from;
        String shown = from > indent ? " ".repeat(indent) + CUT + line.substring(from) : line;
        int moved = from > indent ? indent + CUT.length() + at - from : at;
        int cut = fits(shown, width - CUT.length());
        into.add(cut < shown.length() ? shown.substring(0, cut).stripTrailing() + " " + CUT.strip() : shown);
        wrap(" ".repeat(moved) + pointer.strip(), width, into);
    }

    /** How many characters of a line fit into the width. */
    private static int fits(String line, int width) {
        int end = Math.min(line.length(), width);
        while (end > 1 && columns(line.substring(0, end)) > width) {
            end--;
        }
        return Character.isHighSurrogate(line.charAt(end - 1)) && end > 1 ? end - 1 : end;
    }

    static int columns(String text) {
        return new AttributedString(text).columnLength();
    }

    /** Control characters, which a learner's program may print, must not reach the terminal. */
    private static String clean(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
