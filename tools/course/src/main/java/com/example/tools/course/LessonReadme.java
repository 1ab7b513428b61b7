package com.example.tools.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;

/**
 * Proves that a lesson's README has its parts, in their order, so that a reader of one lesson knows where to look in
 * the next, and that each exercise has its three hints in EXERCISES.md.
 */
public final class LessonReadme {

    /** The second-level headings, after the opening sentence and the picture. */
    private static final List<String> PARTS = List.of("Predict", "In one file", "Run it", "The bytes", "Read it",
            "What it costs", "Break it", "Exercises", "You can now", "Go further", "Next");
    private static final String EXERCISES = "EXERCISES.md";
    private static final int HINTS = 3;
    private static final Pattern SUMMARY = Pattern.compile("(?s)<summary>(.*?)</summary>");

    private LessonReadme() {
    }

    public static void check(Course course, Lesson lesson, List<String> problems) throws IOException {
        Path file = lesson.folder().resolve("README.md");
        if (!Files.exists(file)) {
            problems.add(lesson.name() + " has no README.md.");
            return;
        }
        Markdown markdown = Markdown.read(file);
        List<String> parts = markdown.nodes().stream()
                .filter(node -> node instanceof Heading heading && heading.getLevel() == 2)
                .map(Markdown::text).toList();
        int at = 0;
        for (String part : PARTS) {
            int next = at;
            while (next < parts.size() && !isPart(parts.get(next), part)) {
                next++;
            }
            if (next == parts.size()) {
                problems.add(course.name(file) + " has no part \"" + part + "\""
                        + (at == 0 ? "." : " after \"" + parts.get(at - 1) + "\"."));
            } else {
                at = next + 1;
            }
        }
        if (markdown.nodes().stream()
                .noneMatch(node -> node instanceof FencedCodeBlock fence && "mermaid".equals(fence.getInfo()))) {
            problems.add(course.name(file) + " has no picture: a ```mermaid block.");
        }
        for (Exercise exercise : lesson.exercises()) {
            int hints = hints(lesson, exercise).size();
            if (hints != HINTS) {
                problems.add(lesson.name() + "/" + EXERCISES + " has " + hints
                        + " folded hints (<details>) under a heading for " + exercise.title() + ", not " + HINTS + ".");
            }
        }
    }

    /** A part may be numbered, and its heading may say more. */
    private static boolean isPart(String heading, String part) {
        return heading.replaceFirst("^\\d+\\.\\s*", "").toLowerCase(Locale.ROOT)
                .startsWith(part.toLowerCase(Locale.ROOT));
    }

    /**
     * A folded hint.
     *
     * @param title what is seen while it is folded
     * @param text  what is seen then, as Markdown
     */
    public record Hint(String title, String text) { }

    /**
     * The hints for an exercise in its lesson's EXERCISES.md, or in that page in the learner's language, from the
     * gentlest on; none if there is no such page.
     */
    public static List<Hint> hints(Lesson lesson, Exercise exercise) throws IOException {
        Path translated = lesson.folder().resolve("EXERCISES." + Language.tag() + ".md");
        Path file = Files.exists(translated) ? translated : lesson.folder().resolve(EXERCISES);
        return Files.exists(file) ? hints(Markdown.read(file), exercise, lesson.exercises()) : List.of();
    }

    /** The folded blocks between the exercise's heading, or a line in bold, and the next exercise's or part's. */
    private static List<Hint> hints(Markdown markdown, Exercise exercise, List<Exercise> all) {
        boolean[] code = markdown.code();
        boolean inside = false;
        StringBuilder open = null;
        List<Hint> hints = new ArrayList<>();
        for (int i = 0; i < code.length; i++) {
            String line = markdown.lines().get(i);
            boolean heading = !code[i] && (line.startsWith("#") || line.startsWith("**"));
            if (heading && names(line, exercise)) {
                inside = true;
            } else if (heading && (line.startsWith("## ") || all.stream().anyMatch(other -> names(line, other)))) {
                inside = false;
            }
            if (inside && !code[i] && line.contains("<details")) {
                open = new StringBuilder();
            }
            if (open != null) {
                open.append(line).append('\n');
                if (!code[i] && line.contains("</details>")) {
                    hints.add(hint(open.toString()));
                    open = null;
                }
            }
        }
        return hints;
    }

    private static Hint hint(String block) {
        Matcher summary = SUMMARY.matcher(block);
        String title = summary.find() ? summary.group(1).strip() : "Hint";
        String text = summary.reset().replaceFirst("").replaceAll("</?(details|em|strong|code)[^>]*>", "");
        return new Hint(title, text.strip());
    }

    private static boolean names(String line, Exercise exercise) {
        return line.matches(".*\\b" + exercise.number().replace(".", "\\.") + "\\b(?!\\.\\d).*");
    }
}
