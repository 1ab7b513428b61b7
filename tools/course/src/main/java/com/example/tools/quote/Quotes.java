package com.example.tools.quote;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.course.Near;
import com.example.tools.course.Version;
import com.example.tools.process.Maven;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    static final String PAGE = "docs/quotes.md";

    private static final Pattern TAG = Pattern.compile("\\btag::([\\w-]+)\\[\\]");
    private static final Pattern ROW = Pattern.compile("\\| \\[`([^`]+)`\\]\\(([^)]+)\\) \\| (.*) \\|");
    private static final Pattern PIECE = Pattern.compile("\\[`(\\d\\d/\\w+(?:#[\\w-]+)?)`\\]\\(([^)]+)\\)");
    private static final Pattern EARLIER = Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\|");
    private static final Pattern HOME = Pattern.compile("<scm>\\s*<url>([^<]+)</url>");
    private static final String FIRST = "CHANGELOG.md";
    private static final Duration LIMIT = Duration.ofMinutes(1);
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
        return "```java\n" + String.join("\n", quote.lines()) + "\n```\n\n*" + source(course, quote,
                (text, to) -> "[" + text + "](" + to + ")") + "*\n";
    }

    static String html(Course course, Quote quote) throws IOException {
        return "<figure>\n<pre style=\"overflow-x: auto\"><code class=\"language-java\">" + escaped(String.join("\n",
                quote.lines()))
                + "</code></pre>\n<figcaption>" + source(course, quote, (text, to) -> "<a href=\"" + escaped(to)
                + "\">" + escaped(text) + "</a>") + "</figcaption>\n</figure>\n";
    }

    /** What is said below a piece; its file is a link, if the course has a home, to the version's tag: it stays. */
    private static String source(Course course, Quote quote, BinaryOperator<String> link) throws IOException {
        String file = course.name(quote.file());
        Matcher home = HOME.matcher(Files.readString(course.root().resolve("pom.xml")));
        if (home.find()) {
            String version = Version.numberOf(course.root());
            List<String> lines = Files.readAllLines(quote.file());
            // A region may have several pieces.
            int from = 0;
            int to = lines.size();
            for (int i = lines.size() - 1; i >= 0 && !quote.region().isEmpty(); i--) {
                from = lines.get(i).contains("tag::" + quote.region() + "[]") ? i + 1 : from;
                to = to == lines.size() && lines.get(i).contains("end::" + quote.region() + "[]") ? i : to;
            }
            file = link.apply(file, home.group(1).strip() + "/blob/v" + version + "/" + file + "#L" + (from + 1)
                    + "-L" + to);
        }
        return "From “How a server came to speak first”, " + file + " (" + LICENCE + ")";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** One sentence for each name that the page or the sources alone have, and for each row without a line on it. */
    public static List<String> check(Course course) throws IOException {
        Map<String, Quote> inSources = all(course);
        Map<String, String> onPage = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        Path page = course.root().resolve(PAGE);
        for (String line : Files.readAllLines(page)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Quote quote = inSources.get(row.group(1));
                if (onPage.put(row.group(1), row.group(3).strip()) != null) {
                    problems.add(PAGE + " lists " + row.group(1) + " twice.");
                } else if (quote == null) {
                    problems.add(PAGE + " lists " + row.group(1) + ", which writers may have quoted, and the sources "
                            + "have no such region.");
                } else if (!page.resolveSibling(row.group(2)).normalize().equals(quote.file())) {
                    problems.add(PAGE + ": the link of " + row.group(1) + " does not lead to its source.");
                } else if (row.group(3).isBlank()) {
                    problems.add(PAGE + " does not say what " + row.group(1) + " shows.");
                }
            }
        }
        problems.addAll(showpieces(page, inSources));
        inSources.keySet().stream().filter(name -> !onPage.containsKey(name))
                .forEach(name -> problems.add(PAGE + " does not list " + name + "."));
        Map<String, String> earlier = earlier(course);
        earlier.forEach((old, now) -> {
            if (inSources.containsKey(old)) {
                problems.add(PAGE + " says that " + old + " has another name now, and the sources still have it.");
            }
            if (!inSources.containsKey(now)) {
                problems.add(PAGE + " says that " + old + " is now " + now + ", and the sources have no such region.");
            }
        });
        published(course).stream().filter(name -> !inSources.containsKey(name) && !earlier.containsKey(name))
                .forEach(name -> problems.add(PAGE + " listed " + name + " once, which writers may have quoted: "
                        + "its last table must say what it is called now."));
        return problems;
    }

    /** What is wrong with the pieces that the page shows first, by topic: all that it names outside the rows. */
    private static List<String> showpieces(Path page, Map<String, Quote> inSources) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String line : Files.readAllLines(page)) {
            Matcher piece = PIECE.matcher(ROW.matcher(line).matches() ? "" : line);
            while (piece.find()) {
                Quote quote = inSources.get(piece.group(1));
                if (quote == null || !page.resolveSibling(piece.group(2)).normalize().equals(quote.file())) {
                    problems.add(PAGE + ": " + piece.group(1) + ", which is shown first, does not lead to a region.");
                }
            }
        }
        return problems;
    }

    /** Every name that the page has listed and dropped since the course has versions, as far as git's history goes. */
    private static Set<String> published(Course course) throws IOException {
        Set<String> names = new TreeSet<>();
        try {
            String first = git(course, "log", "--diff-filter=A", "--format=%H", "--", FIRST).lines()
                    .reduce((newer, older) -> older).orElse("");
            if (!first.isEmpty()) {
                git(course, "log", "-p", "--format=", first + "..HEAD", "--", PAGE).lines()
                        .filter(line -> line.startsWith("-"))
                        .map(line -> ROW.matcher(line.substring(1))).filter(Matcher::matches)
                        .forEach(row -> names.add(row.group(1)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while git was asked for the page's history.");
        }
        return names;
    }

    /** What git says; nothing where there is no git, or no repository. */
    private static String git(Course course, String... words) throws IOException, InterruptedException {
        if (!Files.exists(course.root().resolve(".git"))) {
            return "";
        }
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Maven.Run run = Maven.run(course.root(), command, LIMIT);
        return run.exit() == 0 ? run.output() : "";
    }
}
