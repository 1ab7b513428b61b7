package com.example.tools.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A lesson's README is one that can be finished: so many words, so many lines of code and output, and no more. */
class BudgetTest {

    private static final int WORDS = 1_300;
    /** Beside the one file and what it prints. */
    private static final int LINES = 200;

    private static final Pattern FOLDED = Pattern.compile("(?s)<details>.*?</details>");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    /** A fenced block, with the marker in front of it if there is one. */
    private static final Pattern BLOCK =
            Pattern.compile("(?sm)(?:^<!-- ([^\\n]*) -->\\n)?^```(\\w*)\\n(.*?)^```$");

    @Test
    void a_lesson_is_no_longer_than_an_hour_allows() throws Exception {
        List<String> problems = new ArrayList<>();
        for (Lesson lesson : Course.here().lessons()) {
            String text = Files.readString(lesson.folder().resolve("README.md"));
            long words = words(text);
            if (words > WORDS) {
                problems.add(lesson.name() + "/README.md has " + words + " words of prose, not " + WORDS + " at most");
            }
            long lines = lines(text);
            if (lines > LINES) {
                problems.add(lesson.name() + "/README.md has " + lines + " lines of code and output, not " + LINES
                        + " at most");
            }
        }
        assertEquals(List.of(), problems);
    }

    /** What is read from one end to the other: no code, no tables, nothing that is folded. */
    private static long words(String text) {
        String prose = text;
        for (Pattern notRead : List.of(BLOCK, FOLDED, COMMENT)) {
            prose = notRead.matcher(prose).replaceAll("");
        }
        return prose.lines().filter(line -> !line.startsWith("|"))
                .flatMap(line -> Stream.of(line.strip().split("\\s+"))).filter(word -> !word.isEmpty()).count();
    }

    private static long lines(String text) {
        return BLOCK.matcher(FOLDED.matcher(text).replaceAll("")).results().filter(BudgetTest::counts)
                .mapToLong(block -> block.group(3).lines().count()).sum();
    }

    /** A picture has no lines, and the one file has a budget of its own. */
    private static boolean counts(MatchResult block) {
        String marker = block.group(1) == null ? "" : block.group(1);
        return !block.group(2).equals("mermaid") && !marker.contains("InOneFile") && !marker.contains("-Dfile");
    }

    @Test
    void what_is_folded_a_table_a_picture_or_the_one_file_costs_nothing() {
        String text = """
                One two three <!-- not this --> four.

                | a | table |
                ```mermaid
                flowchart LR
                ```
                <!-- snippet: src/InOneFile.java#heart -->
                ```java
                class A { }
                ```
                <details><summary>Answers</summary>

                ```text
                nothing
                ```
                Five six.
                </details>

                ```sh
                mvn -q
                mvn test
                ```
                """;
        assertEquals(4, words(text));
        assertEquals(2, lines(text));
    }
}
