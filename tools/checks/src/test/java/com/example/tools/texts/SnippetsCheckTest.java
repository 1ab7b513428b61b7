package com.example.tools.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.course.Markdown;
import com.example.tools.course.TreeCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of quoted code and output, on a README with known faults. */
class SnippetsCheckTest {

    private static TreeCopy copy;
    private static Snippets snippets;
    private static Path lesson;

    @BeforeAll
    static void course(@TempDir Path folder) throws Exception {
        Course course = Fixture.in(folder);
        copy = TreeCopy.of(course, "copy");
        snippets = new Snippets(course, new Outputs(course, copy.folder()));
        lesson = course.lessons().get(0).folder();
    }

    @AfterAll
    static void close() throws IOException {
        copy.close();
    }

    @Test
    void a_faulty_block_is_found_and_rewritten_and_the_others_are_left_alone() throws Exception {
        Path readme = lesson.resolve("README.md");
        String before = Files.readString(readme);
        List<String> problems = snippets.check(readme);
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("01-sum/README.md:"), problems::toString);
        assertTrue(problems.get(0).contains("↷ adds nothing"), problems::toString);

        assertEquals(1, snippets.rewrite(readme, new ArrayList<>()));
        assertEquals(List.of(), snippets.check(readme));
        String after = Files.readString(readme);
        assertTrue(after.startsWith(before.substring(0, before.indexOf("  [INFO]"))), after);
        assertTrue(after.contains("  [INFO]    ├─ ↷ adds negative numbers"), after);
        assertEquals(0, snippets.rewrite(readme, new ArrayList<>()), "a second rewrite has nothing to do");
        assertEquals(after, Files.readString(readme));
    }

    @Test
    void changed_code_and_changed_output_are_found() throws Exception {
        assertOneProblem("""
                <!-- snippet: src/main/java/com/example/sum/Lesson.java#inner -->
                ```java
                System.out.println("2 + 3 = 6");
                ```
                """, "is not what its source is now");
        assertOneProblem("""
                <!-- output: mvn -q | Adding -->
                ```
                == 1. Adding
                2 + 3 = 6
                ```
                """, "2 + 3 = 5");
    }

    @Test
    void figures_may_differ_in_numbers_and_in_nothing_else() throws Exception {
        Path file = Files.writeString(lesson.resolve("figures.md"), """
                <!-- figures: mvn -q | Adding -->
                ```
                == 1. Adding
                12 + 13 = 25
                ```
                """);
        assertEquals(List.of(), snippets.check(file));
        assertOneProblem(Files.readString(file).replace("+", "-"), "is not what its source is now");
    }

    @Test
    void the_day_does_not_matter() {
        assertEquals(Outputs.masked("Date: Mon, 23 Nov 2026 06:59:06 GMT, took 3 ms on 2026-11-23"),
                Outputs.masked("Date: Sun, 06 Dec 2026 23:09:18 GMT, took 12.5 s on 2026-12-06"));
    }

    @Test
    void a_source_that_is_not_there_is_a_problem() throws Exception {
        assertOneProblem("<!-- snippet: src/Nothing.java -->\n```\n```\n", "there is no file src/Nothing.java");
        assertOneProblem("<!-- snippet: pom.xml#nothing -->\n```\n```\n", "there is no tag::nothing[]");
        assertOneProblem("<!-- output: mvn -q | Nothing -->\n```\n```\n", "no section has the heading \"Nothing\"");
        assertOneProblem("<!-- mistake: 1.1-nothing -->\n```\n```\n", "there is no src/mistake/1.1-nothing.patch");
        assertOneProblem("<!-- snippet: pom.xml -->\nNo fence.\n", "is not followed by a fenced block");
    }

    @Test
    void an_empty_line_inside_a_block_is_part_of_it(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("PAGE.md"),
                "<!-- snippet: A.java -->\n```java\na\n\nb\n\nc\n```\n");
        Markdown markdown = Markdown.read(page);
        assertEquals(List.of("a", "", "b", "", "c"), markdown.content(markdown.blocks().get(0)));
    }

    @Test
    void what_a_program_prints_ends_where_maven_speaks_again() {
        assertEquals(List.of("a table", "  a row"),
                Outputs.section("[INFO] first\na table\n  a row\n[ERROR] it failed\n", "a table"));
    }

    @Test
    void a_marker_inside_a_fence_is_an_example() throws Exception {
        Path file = Files.writeString(lesson.resolve("example.md"), "```\n<!-- snippet: nothing -->\n```\n");
        assertEquals(List.of(), snippets.check(file));
    }

    private static void assertOneProblem(String markdown, String piece) throws Exception {
        List<String> problems = snippets.check(Files.writeString(lesson.resolve("faulty.md"), markdown));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains(piece), problems::toString);
    }
}
