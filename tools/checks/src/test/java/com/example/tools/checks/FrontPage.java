package com.example.tools.checks;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Proves the figures in the front page's table of lessons: how long a lesson's text takes to read, how many exercises
 * it has, and about how many lines of code their answers have.
 */
public final class FrontPage {

    /** How fast people read a text about programs, roughly; code and figures in the text count as words. */
    private static final int WORDS_PER_MINUTE = 200;
    private static final Pattern NO_CODE =
            Pattern.compile("\\s*|\\s*(//|/?\\*|import |package ).*|\\s*[{}()\\];]*\\s*");

    private FrontPage() {
    }

    /** One sentence for each lesson whose row does not end with what its files come to. */
    public static List<String> check(Course course) throws IOException {
        List<String> rows = Files.readAllLines(course.root().resolve("README.md"));
        List<String> problems = new ArrayList<>();
        for (Lesson lesson : course.lessons()) {
            String link = "](" + lesson.name() + "/README.md)";
            String figures = "| " + minutes(lesson) + " min | " + lesson.exercises().size() + ", about "
                    + lines(lesson) + " lines |";
            List<String> own = rows.stream().filter(row -> row.startsWith("|") && row.contains(link)).toList();
            if (own.size() != 1 || !own.get(0).endsWith(figures)) {
                problems.add("README.md: the row of " + lesson.name() + " in the table of lessons should end with "
                        + figures);
            }
        }
        return problems;
    }

    /** In fives: nobody reads by the clock. */
    private static long minutes(Lesson lesson) throws IOException {
        String text = Files.readString(lesson.folder().resolve("README.md"));
        long words = Stream.of(text.split("\\s+")).filter(word -> word.matches(".*\\w.*")).count();
        return Math.max(1, Math.round(words / (double) WORDS_PER_MINUTE / 5)) * 5;
    }

    /** Lines of code that the solutions have and the stubs have not, in tens. */
    private static long lines(Lesson lesson) throws IOException {
        long lines = code(lesson.files(Lesson.SOLUTIONS, ".java")) - code(lesson.files(Lesson.STUBS, ".java"));
        return Math.max(1, Math.round(lines / 10.0)) * 10;
    }

    private static long code(List<Path> files) throws IOException {
        long lines = 0;
        for (Path file : files) {
            lines += Files.readAllLines(file).stream().filter(line -> !NO_CODE.matcher(line).matches()).count();
        }
        return lines;
    }
}
