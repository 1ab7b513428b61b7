package com.example.streaming.exercise;

import java.util.regex.Pattern;

/** A stream's text as a story shows it. */
final class Shown {

    /** A character or a short line, over and over again: the story says how often. */
    private static final Pattern MANY = Pattern.compile("(.|[^\n]{1,8}\n)\\1{20,}");

    private Shown() {
    }

    static String text(String text) {
        String shown = MANY.matcher(text).replaceAll(many -> many.group(1) + many.group(1) + ".. ("
                + many.group().length() / many.group(1).length() + " times)")
                .replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0").replace("\uFEFF", "\\uFEFF");
        return '"' + (shown.length() > 200 ? shown.substring(0, 200) + "..." : shown) + '"';
    }
}
