package com.example.tools.quote;

import com.example.tools.course.Course;
import com.example.tools.process.Maven;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that lists what may be quoted, with one line on each piece: the first sentence of its Javadoc. */
public final class QuotesPage {

    private static final String PAGE = Quotes.PAGE;
    private static final Pattern ROW = Pattern.compile("\\| \\[`([^`]+)`\\]\\(([^)]+)\\) \\| (.*) \\|");
    private static final Pattern PIECE = Pattern.compile("\\[`(\\d\\d/\\w+(?:#[\\w-]+)?)`\\]\\(([^)]+)\\)");
    private static final String FIRST = "CHANGELOG.md";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private QuotesPage() {
    }

    /** Writes what each piece shows into its row. Returns how many rows were not right. */
    public static int rewrite(Course course) throws IOException {
        Map<String, Quotes.Quote> inSources = Quotes.all(course);
        Path page = course.root().resolve(PAGE);
        List<String> lines = Files.readAllLines(page);
        int rewritten = 0;
        for (int i = 0; i < lines.size(); i++) {
            Matcher row = ROW.matcher(lines.get(i));
            if (row.matches() && inSources.containsKey(row.group(1))) {
                String right = "| [`" + row.group(1) + "`](" + row.group(2) + ") | "
                        + inSources.get(row.group(1)).line() + " |";
                rewritten += right.equals(lines.get(i)) ? 0 : 1;
                lines.set(i, right);
            }
        }
        if (rewritten > 0) {
            Files.writeString(page, String.join("\n", lines) + "\n");
        }
        return rewritten;
    }

    /** One sentence for each name that the page or the sources alone have, and for each row without a line on it. */
    public static List<String> check(Course course) throws IOException {
        Map<String, Quotes.Quote> inSources = Quotes.all(course);
        Map<String, String> onPage = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        Path page = course.root().resolve(PAGE);
        for (String line : Files.readAllLines(page)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Quotes.Quote quote = inSources.get(row.group(1));
                if (onPage.put(row.group(1), row.group(3).strip()) != null) {
                    problems.add(PAGE + " lists " + row.group(1) + " twice.");
                } else if (quote == null) {
                    problems.add(PAGE + " lists " + row.group(1) + ", which writers may have quoted, and the sources "
                            + "have no such region.");
                } else if (!page.resolveSibling(row.group(2)).normalize().equals(quote.file())) {
                    problems.add(PAGE + ": the link of " + row.group(1) + " does not lead to its source.");
                } else if (quote.line().isEmpty()) {
                    problems.add(row.group(1) + " does not begin with a Javadoc, whose first sentence " + PAGE
                            + " could show.");
                } else if (!row.group(3).equals(quote.line())) {
                    problems.add(PAGE + " does not say of " + row.group(1) + " what its Javadoc says first: "
                            + quote.line());
                }
            }
        }
        problems.addAll(showpieces(page, inSources));
        inSources.keySet().stream().filter(name -> !onPage.containsKey(name))
                .forEach(name -> problems.add(PAGE + " does not list " + name + "."));
        Map<String, String> earlier = Quotes.earlier(course);
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
    private static List<String> showpieces(Path page, Map<String, Quotes.Quote> inSources) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String line : Files.readAllLines(page)) {
            Matcher piece = PIECE.matcher(ROW.matcher(line).matches() ? "" : line);
            while (piece.find()) {
                Quotes.Quote quote = inSources.get(piece.group(1));
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
