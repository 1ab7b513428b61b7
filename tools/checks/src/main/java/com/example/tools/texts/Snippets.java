package com.example.tools.texts;

import com.example.tools.course.Course;
import com.example.tools.course.Markdown;
import com.example.tools.course.TreeCopy;
import com.example.tools.mistakes.MistakeReport;
import com.example.tools.mistakes.Mistakes;
import com.example.tools.process.Maven;
import com.example.tools.quote.Quotes;
import com.example.tools.quote.QuotesPage;
import com.example.tools.quote.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Proves that no quoted code and no quoted output in a Markdown file is invented: every fenced block that names its
 * source is equal to it. The program rewrites those that are not.
 *
 * <ul>
 * <li>{@code snippet: PATH#TAG}: a region of a file, {@link Region}; the path is relative to the Markdown file;
 * <li>{@code quote: NAME}: what the program {@code quote} prints for this name, {@link Quotes};
 * <li>{@code output: COMMAND | HEADING}: a section of what the command prints in the Markdown file's folder, compared
 *     without dates, clock times, ports and durations; {@code figures:} is compared without all numbers;
 * <li>{@code mistake: NAME}: what a learner reads who made the mistake {@code src/mistake/NAME.patch}.
 * </ul>
 */
public final class Snippets {

    private final Course course;
    private final Outputs outputs;
    private final Map<String, Mistakes.Report> mistakes = new HashMap<>();

    public Snippets(Course course, Outputs outputs) {
        this.course = course;
        this.outputs = outputs;
    }

    /** The program: rewrites the blocks of all Markdown files, or of those whose path contains the argument. */
    static int main(Course course, String wanted) throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        try (TreeCopy copy = TreeCopy.of(course, "copy-for-snippets")) {
            Snippets snippets = new Snippets(course, new Outputs(course, copy.folder()));
            for (Path file : Markdown.files(course)) {
                if (course.name(file).contains(wanted)) {
                    int rewritten = snippets.rewrite(file, problems)
                            + (course.name(file).equals(Quotes.PAGE) ? QuotesPage.rewrite(course) : 0);
                    System.out.printf("%s: %d blocks, %d rewritten%n", course.name(file),
                            Markdown.read(file).blocks().size(), rewritten);
                }
            }
        }
        problems.forEach(problem -> System.out.println("PROBLEM: " + problem));
        return problems.isEmpty() ? 0 : 1;
    }

    /** One sentence for each block that does not equal its source, or whose source cannot be found. */
    public List<String> check(Path file) throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        Markdown markdown = Markdown.read(file);
        for (Markdown.Block block : markdown.blocks()) {
            List<String> expected = expected(file, block, problems);
            if (expected != null && !same(block, expected, markdown.content(block))) {
                problems.add(where(file, block) + " is not what its source is now. It should be:\n"
                        + String.join("\n", expected));
            }
        }
        return problems;
    }

    /** Rewrites the blocks that differ from their sources, and returns how many did. */
    public int rewrite(Path file, List<String> problems) throws IOException, InterruptedException {
        Markdown markdown = Markdown.read(file);
        int rewritten = 0;
        List<Markdown.Block> blocks = new ArrayList<>(markdown.blocks());
        // From the last to the first, so that the line numbers of those still to come stay right.
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Markdown.Block block = blocks.get(i);
            List<String> expected = expected(file, block, problems);
            if (expected != null && !same(block, expected, markdown.content(block))) {
                markdown = markdown.with(block, expected);
                rewritten++;
            }
        }
        if (rewritten > 0) {
            Files.writeString(file, String.join("\n", markdown.lines()) + "\n");
        }
        return rewritten;
    }

    private static boolean same(Markdown.Block block, List<String> expected, List<String> actual) {
        UnaryOperator<String> mask = switch (block.kind()) {
            case "snippet", "quote" -> UnaryOperator.identity();
            case "figures" -> Outputs::withoutFigures;
            default -> Outputs::masked;
        };
        return expected.stream().map(mask).toList().equals(actual.stream().map(mask).toList());
    }

    /** The lines that should be in the block; null if there are none to be had, and a problem says why. */
    private List<String> expected(Path file, Markdown.Block block, List<String> problems)
            throws IOException, InterruptedException {
        if (block.first() < 0) {
            problems.add(where(file, block) + " is not followed by a fenced block.");
            return null;
        }
        try {
            return switch (block.kind()) {
                case "snippet" -> snippet(file.getParent(), block.source());
                case "quote" -> Quotes.markdown(course, Quotes.of(course, block.source())).lines().toList();
                case "mistake" -> mistake(file.getParent(), block.source());
                default -> output(file.getParent(), block.source());
            };
        } catch (IllegalArgumentException e) {
            problems.add(where(file, block) + ": " + e.getMessage() + ".");
            return null;
        }
    }

    private List<String> snippet(Path folder, String source) throws IOException {
        String[] parts = source.split("#", 2);
        Path file = folder.resolve(parts[0]);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + parts[0]);
        }
        return Region.of(Files.readAllLines(file), parts.length == 2 ? parts[1] : "");
    }

    private List<String> output(Path folder, String source) throws IOException, InterruptedException {
        String[] parts = source.split(" \\| ", 2);
        Maven.Run run = outputs.run(folder, parts[0]);
        if (run.exit() < 0) {
            throw new IllegalArgumentException("`" + parts[0] + "` did not end in time");
        }
        try {
            return Outputs.section(run.output(), parts.length == 2 ? parts[1].strip() : "");
        } catch (IllegalArgumentException e) {
            List<String> lines = Stream.concat(run.output().lines(), run.errors().lines()).toList();
            throw new IllegalArgumentException(e.getMessage() + " in what `" + parts[0] + "` prints (exit code "
                    + run.exit() + "):\n  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - 12),
                    lines.size())) + "\n", e);
        }
    }

    private List<String> mistake(Path folder, String name) throws IOException, InterruptedException {
        String key = folder + "/" + name;
        if (!mistakes.containsKey(key)) {
            new Mistakes(course).judge(name, report -> mistakes.put(
                    report.patch().getParent().getParent().getParent() + "/"
                            + report.patch().getFileName().toString().replaceFirst("\\.patch$", ""), report));
        }
        Mistakes.Report report = mistakes.get(key);
        if (report == null || report.verdict() == null || !report.problems().isEmpty()) {
            throw new IllegalArgumentException(report == null ? "there is no src/mistake/" + name + ".patch"
                    : String.join(" ", report.problems()));
        }
        return MistakeReport.shown(report);
    }

    private String where(Path file, Markdown.Block block) {
        return course.name(file) + ":" + (block.marker() + 1) + " (" + block.kind() + ": " + block.source() + ")";
    }
}
