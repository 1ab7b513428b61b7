package com.example.tools.quote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import com.example.tools.programs.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What writers may quote: how it is printed, and that the list of it cannot go out of date. */
class QuotesCheckTest {

    private static final String PATH = "01-sum/src/main/java/com/example/sum/Lesson.java";
    private static final String BOTH = """
            | [`01/Lesson#tour`](../%1$s) | The tour. |
            | [`01/Lesson#inner`](../%1$s) | The tour. |
            """.formatted(PATH);

    @TempDir
    private Path folder;
    private Course course;

    @BeforeEach
    void course() throws Exception {
        course = Fixture.in(folder);
        Files.createDirectories(folder.resolve("docs"));
    }

    private List<String> check(String page) throws Exception {
        Files.writeString(folder.resolve(Quotes.PAGE), page);
        return QuotesPage.check(course);
    }

    @Test
    void a_list_that_names_each_region_once_is_right() throws Exception {
        assertEquals(List.of(), check(BOTH));
    }

    @Test
    void a_region_that_was_renamed_removed_or_added_is_found() throws Exception {
        Path source = folder.resolve(PATH);
        Files.writeString(source, Files.readString(source).replace("::inner[]", "::other[]"));
        List<String> problems = check(BOTH);
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("lists 01/Lesson#inner, which writers may have quoted"), problems.get(0));
        assertEquals("docs/quotes.md does not list 01/Lesson#other.", problems.get(1));
    }

    @Test
    void a_row_that_says_something_else_leads_elsewhere_or_is_there_twice_is_found() throws Exception {
        List<String> problems = check(BOTH.replaceFirst("(?s)(.*)The tour", "$1A sum")
                .replaceFirst("sum/Lesson.java\\)", "sum/Other.java)")
                + "| [`01/Lesson#tour`](../" + PATH + ") | once more |\n");
        assertEquals(3, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("the link of 01/Lesson#tour"), problems.get(0));
        assertEquals("docs/quotes.md does not say of 01/Lesson#inner what its Javadoc says first: The tour.",
                problems.get(1));
        assertTrue(problems.get(2).contains("lists 01/Lesson#tour twice"), problems.get(2));
    }

    @Test
    void a_row_is_the_first_sentence_of_the_javadoc_and_is_rewritten() throws Exception {
        Path source = folder.resolve(PATH);
        Files.writeString(source, Files.readString(source).replace("/** The tour. */", """
                /**
                     * Adds {@code a|b}, by {@link #sum}
                     * and section 9.2. Then it ends.
                     *
                     * @param args nothing
                     */"""));
        check(BOTH);
        assertEquals(2, QuotesPage.rewrite(course));
        assertEquals(BOTH.replace("The tour.", "Adds `a\\|b`, by `sum` and section 9.2."),
                Files.readString(folder.resolve(Quotes.PAGE)));
        assertEquals(List.of(), QuotesPage.check(course));
        assertEquals(0, QuotesPage.rewrite(course));
    }

    @Test
    void a_piece_without_a_javadoc_is_found() throws Exception {
        Path source = folder.resolve(PATH);
        Files.writeString(source, Files.readString(source).replace("/** The tour. */", ""));
        List<String> problems = check(BOTH);
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("01/Lesson#tour does not begin with a Javadoc"), problems.get(0));
    }

    @Test
    void a_piece_is_printed_as_markdown_and_as_html() throws Exception {
        Path source = folder.resolve(PATH);
        Files.writeString(source, Files.readString(source).replace("(2 + 3)", "(2 < 3)"));
        Quotes.Quote quote = Quotes.all(course).get("01/Lesson#inner");
        String from = "From “How a server came to speak first”, " + PATH + " (MIT-0: quote freely)";
        assertEquals("```java\nSystem.out.println(\"2 + 3 = \" + (2 < 3));\n```\n\n*" + from + "*\n",
                Quotes.markdown(course, quote));
        assertEquals("<figure>\n<pre style=\"overflow-x: auto\"><code class=\"language-java\">"
                + "System.out.println(\"2 + 3 = \" + (2 &lt; 3));"
                + "</code></pre>\n<figcaption>" + from + "</figcaption>\n</figure>\n", Quotes.html(course, quote, ""));
    }

    @Test
    void a_course_with_a_home_links_to_the_version_that_was_quoted() throws Exception {
        Path pom = folder.resolve("pom.xml");
        Files.writeString(pom, "<project><artifactId>course</artifactId><version>3</version>"
                + "<scm><url>https://example.org/course</url></scm></project>");
        Quotes.Quote quote = Quotes.all(course).get("01/Lesson#inner");
        List<String> lines = Files.readAllLines(quote.file());
        String to = "https://example.org/course/blob/v3/" + PATH + "#L" + (lines.indexOf("        // tag::inner[]") + 2)
                + "-L" + lines.indexOf("        // end::inner[]");
        assertTrue(Quotes.markdown(course, quote).contains("[" + PATH + "](" + to + ")"),
                Quotes.markdown(course, quote) + to);
        String link = "<a href=\"" + to + "\">" + PATH + "</a>";
        assertTrue(Quotes.html(course, quote, Quotes.home(course)).contains(link), link);
        assertTrue(Quotes.html(course, quote, "http://other.example/fork/").contains(link.replace(
                "https://example.org/course", "http://other.example/fork")), "as the option --permalink says it");
        assertEquals(2, Commands.commandLine("quote", new QuoteProgram(course)).execute("01/Lesson#inner",
                "--permalink", "javascript:alert(1)"));
    }

    @Test
    void a_piece_that_is_shown_first_must_be_there() throws Exception {
        assertEquals(List.of(), check("See [`01/Lesson#tour`](../" + PATH + ").\n" + BOTH));
        assertEquals(List.of("docs/quotes.md: 01/Lesson#gone, which is shown first, does not lead to a region."),
                check("See [`01/Lesson#gone`](../" + PATH + ").\n" + BOTH));
    }

    @Test
    void a_name_that_is_not_there_is_told_with_those_that_are_like_it() throws Exception {
        assertEquals("There is no lesson#INN; is it 01/Lesson#inner?",
                assertThrows(IllegalArgumentException.class, () -> Quotes.of(course, "lesson#INN")).getMessage());
        assertEquals("There is no nothing.",
                assertThrows(IllegalArgumentException.class, () -> Quotes.of(course, "nothing")).getMessage());
        assertEquals("There is no 01/Lesson#iner; is it 01/Lesson#inner?",
                assertThrows(IllegalArgumentException.class, () -> Quotes.of(course, "01/Lesson#iner")).getMessage());
        assertEquals(2, Commands.commandLine("quote", new QuoteProgram(course)).execute("01/Lesson#inner", "html"),
                "a word that it does not know");
    }

    @Test
    void an_earlier_name_is_answered_to_as_long_as_it_leads_somewhere() throws Exception {
        assertEquals(List.of(), check(BOTH + "| `01/Sum#inner` | `01/Lesson#inner` |\n"));
        assertEquals("01/Lesson#inner", Quotes.of(course, "01/Sum#inner").name());
        List<String> problems = check(BOTH + "| `01/Lesson#tour` | `01/Lesson#gone` |\n");
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("the sources still have it"), problems.get(0));
        assertTrue(problems.get(1).contains("is now 01/Lesson#gone, and the sources have no such region"),
                problems.get(1));
    }

    @Test
    void a_name_that_was_listed_in_a_version_is_never_dropped() throws Exception {
        Files.writeString(folder.resolve("CHANGELOG.md"), "# 1\n");
        check(BOTH);
        git("init", "-q");
        commit();
        Path source = folder.resolve(PATH);
        Files.writeString(source, Files.readString(source).replace("::inner[]", "::other[]"));
        String renamed = BOTH.replace("#inner", "#other");
        check(renamed);
        commit();
        assertEquals(List.of("docs/quotes.md listed 01/Lesson#inner once, which writers may have quoted: its last "
                + "table must say what it is called now."), check(renamed));
        assertEquals(List.of(), check(renamed + "| `01/Lesson#inner` | `01/Lesson#other` |\n"));
    }

    private void commit() throws Exception {
        git("add", ".");
        git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "as it is");
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Maven.run(folder, command, Duration.ofMinutes(1)).orElseThrow("git");
    }
}
