package com.example.tools.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.texts.Copies;
import com.example.tools.texts.Links;
import com.example.tools.texts.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of links, copies and rules, on a course with known faults. */
class RepositoryCheckTest {

    @TempDir
    private Path folder;
    private Course course;
    private Path lesson;

    @BeforeEach
    void course() throws Exception {
        course = Fixture.in(folder);
        lesson = course.lessons().get(0).folder();
    }

    @Test
    void a_link_that_leads_nowhere_is_found() throws Exception {
        assertEquals(List.of(), new Links(course).check(lesson.resolve("README.md")));
        Path file = Files.writeString(lesson.resolve("faulty.md"), """
                # A `close()` & more: it's 2.0
                [a](#a-close--more-its-20) [b](README.md#time) [c](src/) [d](https://example.com/nothing) `[e](nothing)`
                [f](nothing.md)
                [g](README.md#nothing)
                [h](../../outside.md)
                <a href="nothing.html">i</a>
                ```
                [j](nothing)
                ```
                [k]: nothing.txt
                """);
        List<String> problems = new Links(course).check(file);
        assertEquals(5, problems.size(), problems::toString);
        assertTrue(problems.get(1).startsWith("01-sum/faulty.md:4: the link to README.md#nothing"), problems::toString);
    }

    @Test
    void a_test_that_a_text_names_is_in_its_class() throws Exception {
        Path file = lesson.resolve("tests.md");
        String link = "](src/test/java/com/example/sum/exercise/AdderTest.java)\n";
        Files.writeString(file, "[`adds_one_number`" + link + "[`never_written`" + link);
        assertEquals(List.of("01-sum/tests.md:2: there is no test never_written in "
                + "01-sum/src/test/java/com/example/sum/exercise/AdderTest.java."), new Links(course).check(file));
    }

    @Test
    void copies_that_differ_are_found() throws Exception {
        Path story = lesson.resolve("src/test/java/com/example/sum/exercise/Story.java");
        Path room = lesson.resolve("src/main/java/com/example/sum/ChatServer.java");
        Files.writeString(story, "package com.example.sum.exercise;\n\nfinal class Story { }\n");
        Files.writeString(room, "public class ChatServer {\n    public void close(int a) { }\n    void other() { }\n}");
        for (String other : List.of("02-more", "03-most")) {
            Path folder = course.root().resolve(other);
            for (Path file : List.of(lesson.resolve("pom.xml"), story, room)) {
                Path to = folder.resolve(lesson.relativize(file).toString().replace("sum", other.substring(3)));
                Files.createDirectories(to.getParent());
                Files.writeString(to, Files.readString(file).replace("example.sum", "example." + other.substring(3)));
            }
        }
        assertEquals(List.of(), Copies.check(course));

        Fixture.edit(course.root().resolve("02-more/src/test/java/com/example/more/exercise/Story.java"), "{ }", "{}");
        Path third = course.root().resolve("03-most/src/main/java/com/example/most/ChatServer.java");
        Fixture.edit(third, "int a", "long a");
        List<String> problems = Copies.check(course);
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("02-more/src/test/java/com/example/more/exercise/Story.java differs"));
        assertTrue(problems.get(1).contains("only here [void close(long a)]"), problems::toString);

        for (String other : List.of("02-more", "03-most")) {
            Path copy = course.root().resolve(other + "/src/test/java/com/example/" + other.substring(3)
                    + "/exercise/Story.java");
            Files.move(copy, copy.resolveSibling("Tale.java"));
        }
        assertTrue(Copies.check(course).get(0).contains("Story.java has no copy any more"), () -> "one is left");
    }

    @Test
    void a_page_that_takes_the_readers_language_otherwise_is_found() throws Exception {
        String block = "// ---- The reader's language: as it is ---\nif (KOREAN) {\n  say(1);\n}\n";
        Path page = lesson.resolve("src/main/resources/com/example/sum/page.html");
        Path other = course.root().resolve("tools/course/src/main/resources/com/example/tools/sidebyside/page.html");
        for (Path file : List.of(page, other)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "<script>\n" + block + "own();\n</script>\n");
        }
        assertEquals(List.of(), Copies.check(course));
        Fixture.edit(other, "say(1)", "say(2)");
        List<String> problems = Copies.check(course);
        assertTrue(problems.size() == 1 && problems.get(0).endsWith("takes the reader's language in other lines than "
                + "01-sum/src/main/resources/com/example/sum/page.html."), problems::toString);
        Files.writeString(other, "<script></script>\n");
        assertTrue(Copies.check(course).get(0).contains("does not take the reader's language"));
    }

    @Test
    void a_layout_that_breaks_a_rule_is_found() throws Exception {
        Path main = lesson.resolve("src/main/java/com/example/sum");
        Files.writeString(main.resolve("Tabs.java"), "final class Tabs {\n\tint tab;   \n    // " + "x".repeat(120)
                + "\n}\n");
        Files.writeString(main.resolve("Order.java"), "import java.util.Map;\nimport java.util.List;\n");
        Files.writeString(main.resolve("Late.java"), "import java.util.List;\n\nimport static java.util.Map.entry;\n");
        Files.writeString(main.resolve("Gap.java"), "import java.util.List;\n\nimport java.util.Map;\n");
        Files.writeString(main.resolve("Right.java"), """
                package com.example.sum;

                import static java.util.Map.entry;

                import java.util.List;
                import java.util.Map;

                final class Right { }
                """);
        List<String> problems = Rules.check(course).stream().filter(one -> one.contains("src/main/")).toList();
        for (String piece : List.of("Tabs.java has a tab instead of spaces: lines [2]",
                "Tabs.java has white space at the end: lines [2]", "Tabs.java has more than 120 columns: lines [3]",
                "Order.java has imports that are not sorted: \"import java.util.List;\" comes before",
                "Late.java has imports that are not sorted: \"import static", "Gap.java has a blank line among")) {
            assertEquals(1, problems.stream().filter(problem -> problem.contains(piece)).count(),
                    () -> piece + " in " + String.join("\n", problems));
        }
        assertEquals(6, problems.size(), problems::toString);
    }

    @Test
    void broken_rules_are_found() throws Exception {
        Path test = lesson.resolve("src/test/java/com/example/sum/exercise/AdderTest.java");
        Fixture.edit(test, "same(0, Adder.add());", "Thread." + "sleep(100);");
        Files.delete(lesson.resolve("src/solution/java/com/example/sum/exercise/Adder.java"));
        Files.writeString(lesson.resolve("src/solution/java/com/example/sum/exercise/Other.java"), "\n".repeat(301));
        Files.writeString(lesson.resolve("notes.txt"), "see /" + "home/me/notes or https://example.com/home/me\n"
                + "<".repeat(7) + " HEAD\n");
        Fixture.edit(course.root().resolve("pom.xml"), "<module>01-sum</module>", "");
        List<String> problems = Rules.check(course);
        for (String piece : List.of("AdderTest.java:32 sleeps and hopes", "1.1 Adder has no src/solution/java",
                "Other.java has 301 lines", "Other.java belongs to no exercise", "notes.txt:1 names a folder",
                "notes.txt:2 is what an unfinished merge leaves",
                "are not the lessons [01-sum]", "has no part \"Run it\"", "has 0 folded hints", "has no picture")) {
            assertEquals(1, problems.stream().filter(problem -> problem.contains(piece)).count(),
                    () -> piece + " in " + String.join("\n", problems));
        }
    }
}
