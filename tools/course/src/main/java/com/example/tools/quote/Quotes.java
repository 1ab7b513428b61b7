package com.example.tools.quote;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.course.Near;
import com.example.tools.course.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pieces of the worked lessons that writers may quote, by names that stay: {@code 05/AcceptKey#of} is the region
 * {@code of} in {@code AcceptKey.java} of lesson 05. A page lists all of them with one line on what each shows, and a
 * check proves that the page and the sources name the same ones.
 */
public final class Quotes {

    /** The page, below the root. */
    public static final String PAGE = "docs/quotes.md";

    private static final Pattern TAG = Pattern.compile("\\btag::([\\w-]+)\\[\\]");
    private static final Pattern EARLIER = Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\|");
    private static final Pattern HOME = Pattern.compile("<scm>\\s*<url>([^<]+)</url>");
    /** The lesson in one file: it is quoted whole, too. */
    private static final String WHOLE = "InOneFile";
    private static final String LICENCE = "MIT-0: quote freely";

    private Quotes() {
    }

    /**
     * A region and where it is.
     *
     * @param name as writers use it, {@code NN/Class#region}; {@code NN/InOneFile} is a whole file
     * @param lesson whose code it is
     * @param file its source
     * @param region its tag; empty for the whole file
     */
    public record Quote(String name, Lesson lesson, Path file, String region) {

        /** The region; of a whole file all but its package line, so that Java runs it wherever it is pasted. */
        List<String> lines() throws IOException {
            List<String> lines = Region.of(Files.readAllLines(file), region);
            return region.isEmpty()
                    ? Region.trimmed(lines.stream().filter(line -> !line.startsWith("package ")).toList()) : lines;
        }

        /**
         * What it shows: the first sentence of the Javadoc that it begins with, or of the method that it is a part of;
         * of a lesson in one file, or of its heart, that of the class. Empty if there is no such Javadoc.
         */
        String line() throws IOException {
            List<String> lines = Files.readAllLines(file);
            boolean whole = file.endsWith(WHOLE + ".java");
            int first = 0;
            if (!whole) {
                while (!lines.get(first).contains("tag::" + region + "[]")) {
                    first++;
                }
                first = next(lines, first);
                if (lines.get(first).startsWith(" ".repeat(8))) {
                    while (first > 0 && !isJavadoc(lines.get(first))) {
                        first--;
                    }
                }
            }
            while (whole && first < lines.size() - 1 && !isJavadoc(lines.get(first))) {
                first++;
            }
            return isJavadoc(lines.get(first)) ? Region.firstSentence(lines.subList(first, lines.size())) : "";
        }

        private static int next(List<String> lines, int at) {
            int next = at;
            while (lines.get(next).isBlank() || TAG.matcher(lines.get(next)).find()) {
                next++;
            }
            return next;
        }

        private static boolean isJavadoc(String line) {
            return line.strip().startsWith("/**");
        }
    }

    /**
     * The piece of this name, or of one that it had earlier.
     *
     * @throws IllegalArgumentException if there is no region of this name
     */
    public static Quote of(Course course, String given) throws IOException {
        Map<String, Quote> all = all(course);
        String name = all.containsKey(given) ? given : earlier(course).getOrDefault(given, given);
        if (!all.containsKey(name)) {
            throw new IllegalArgumentException("There is no " + name + Near.proposal(name, all.keySet()));
        }
        return all.get(name);
    }

    /** Every region of the worked lessons, in the order of lessons, files and lines. */
    public static Map<String, Quote> all(Course course) throws IOException {
        Map<String, Quote> quotes = new LinkedHashMap<>();
        for (Lesson lesson : course.lessons()) {
            for (Path file : lesson.files(Lesson.MAIN, ".java")) {
                String type = file.getFileName().toString().replaceFirst("\\.java$", "");
                if (type.equals(WHOLE)) {
                    String name = lesson.name().substring(0, 2) + "/" + type;
                    quotes.put(name, new Quote(name, lesson, file, ""));
                }
                for (String line : Files.readAllLines(file)) {
                    Matcher tag = TAG.matcher(line);
                    if (tag.find()) {
                        String name = lesson.name().substring(0, 2) + "/" + type + "#" + tag.group(1);
                        quotes.putIfAbsent(name, new Quote(name, lesson, file, tag.group(1)));
                    }
                }
            }
        }
        return quotes;
    }

    /** The names that pieces had earlier, and those that they have now: the page's last table. */
    static Map<String, String> earlier(Course course) throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        Path page = course.root().resolve(PAGE);
        for (String line : Files.exists(page) ? Files.readAllLines(page) : List.<String>of()) {
            Matcher row = EARLIER.matcher(line);
            if (row.matches()) {
                names.put(row.group(1), row.group(2));
            }
        }
        return names;
    }

    public static String markdown(Course course, Quote quote) throws IOException {
        return markdown(course, quote, home(course));
    }

    static String markdown(Course course, Quote quote, String home) throws IOException {
        return "```java\n" + String.join("\n", quote.lines()) + "\n```\n\n*" + source(course, quote, home,
                (text, to) -> "[" + text + "](" + to + ")") + "*\n";
    }

    static String html(Course course, Quote quote, String home) throws IOException {
        return "<figure>\n<pre style=\"overflow-x: auto\"><code class=\"language-java\">" + escaped(String.join("\n",
                quote.lines()))
                + "</code></pre>\n<figcaption>" + source(course, quote, home, (text, to) -> "<a href=\"" + escaped(to)
                + "\">" + escaped(text) + "</a>") + "</figcaption>\n</figure>\n";
    }

    /** Where the course is published, as the root pom says it; empty if it does not. */
    static String home(Course course) throws IOException {
        Matcher home = HOME.matcher(Files.readString(course.root().resolve("pom.xml")));
        return home.find() ? home.group(1).strip() : "";
    }

    /** What is said below a piece; its file is a link, if the course has a home, to the version's tag: it stays. */
    private static String source(Course course, Quote quote, String home, BinaryOperator<String> link)
            throws IOException {
        String file = course.name(quote.file());
        if (!home.isEmpty()) {
            String version = Version.numberOf(course.root());
            List<String> lines = Files.readAllLines(quote.file());
            // A region may have several pieces.
            int from = 0;
            int to = lines.size();
            for (int i = lines.size() - 1; i >= 0 && !quote.region().isEmpty(); i--) {
                from = lines.get(i).contains("tag::" + quote.region() + "[]") ? i + 1 : from;
                to = to == lines.size() && lines.get(i).contains("end::" + quote.region() + "[]") ? i : to;
            }
            file = link.apply(file, home.replaceFirst("/+$", "") + "/blob/v" + version + "/" + file + "#L" + (from + 1)
                    + "-L" + to);
        }
        return "From “How a server came to speak first”, " + file + " (" + LICENCE + ")";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
