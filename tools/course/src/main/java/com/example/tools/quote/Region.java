package com.example.tools.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A quoted piece of a source file: the lines between {@code tag::name[]} and {@code end::name[]}. */
public final class Region {

    private static final Pattern TAG = Pattern.compile("\\b(tag|end)::([\\w-]+)\\[\\]");
    /** It ends where a space follows: a point inside of a number, or of code, ends nothing. */
    private static final Pattern SENTENCE = Pattern.compile("^(.*?[.?!])(?:\\s|$)");
    private static final Pattern INLINE = Pattern.compile("\\{@(?:code|link) ([^}]+)\\}");

    private Region() {
    }

    /**
     * The lines of a region, or of the whole file if the name is empty; without the lines of tags, and shifted left as
     * far as they all allow. A name that is opened several times gives its pieces one after the other.
     *
     * @throws IllegalArgumentException if there is no such region, or it is not closed
     */
    public static List<String> of(List<String> file, String name) {
        List<String> lines = new ArrayList<>();
        boolean inside = name.isEmpty();
        boolean found = inside;
        for (String line : file) {
            Matcher tag = TAG.matcher(line);
            if (tag.find()) {
                if (tag.group(2).equals(name)) {
                    inside = tag.group(1).equals("tag");
                    found = true;
                }
            } else if (inside) {
                lines.add(line.stripTrailing());
            }
        }
        if (!found) {
            throw new IllegalArgumentException("there is no tag::" + name + "[]");
        }
        if (inside && !name.isEmpty()) {
            throw new IllegalArgumentException("tag::" + name + "[] is not closed by end::" + name + "[]");
        }
        return trimmed(dedented(lines));
    }

    private static List<String> dedented(List<String> lines) {
        int indent = lines.stream().filter(line -> !line.isEmpty())
                .mapToInt(line -> line.length() - line.stripLeading().length()).min().orElse(0);
        return lines.stream().map(line -> line.isEmpty() ? line : line.substring(indent)).toList();
    }

    /** The first sentence of the Javadoc that these lines begin with, as Markdown for a table. */
    static String firstSentence(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            String words = line.strip().replaceFirst("^(/\\*\\*|\\*(?!/))", "").replaceFirst("\\*/.*", "").strip();
            if (words.startsWith("@") || words.isEmpty() && text.length() > 0) {
                break;
            }
            text.append(words.isEmpty() ? "" : " " + words);
            if (line.contains("*/")) {
                break;
            }
        }
        Matcher sentence = SENTENCE.matcher(text.toString().strip());
        return INLINE.matcher(sentence.find() ? sentence.group(1) : text.toString().strip()).replaceAll("`$1`")
                .replace("`#", "`").replace("|", "\\|");
    }

    /** Without the empty lines at the start and at the end. */
    public static List<String> trimmed(List<String> lines) {
        int from = 0;
        int to = lines.size();
        while (from < to && lines.get(from).isBlank()) {
            from++;
        }
        while (to > from && lines.get(to - 1).isBlank()) {
            to--;
        }
        return lines.subList(from, to);
    }
}
