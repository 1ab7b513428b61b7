package com.example.tools.translations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in other languages; and the rules for them, on a page in a language that the course does not have. */
class TranslationsTest {

    private static final String ENGLISH = """
            # One page

            It says [something](https://example.com/a) and [more](docs/words.md#the-words).

            ## Code

            <!-- snippet: A.java#x -->
            ```java
            int one = 1;
            ```

            | a | b |
            | --- | --- |
            | 1 | `x|y` |

            ## Last

            The end.
            """;
    private static final String GERMAN = """
            # Eine Seite

            Hier steht [noch etwas](docs/words.de.md#die-woerter) und [etwas](https://example.com/a).

            ## Code

            <!-- snippet: A.java#x -->
            ```java
            int one = 1;
            ```

            | a | b |
            | --- | --- |
            | 1 | `x|y` |

            ## Zuletzt

            Das Ende.
            """;

    @TempDir
    Path folder;
    private Course course;
    private Path english;
    private Path german;

    @BeforeEach
    void make() throws Exception {
        course = Fixture.in(folder);
        english = Files.writeString(folder.resolve("PAGE.md"), ENGLISH);
        german = Files.writeString(folder.resolve("PAGE.de.md"), GERMAN);
        Files.createDirectories(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/words.md"), "# Words\n\n## The words\n\n| handshake | the start |\n");
        Files.writeString(folder.resolve("docs/words.de.md"), "# Woerter\n\n## Die Woerter\n\n"
                + "| Handschlag (handshake) | der Anfang |\n\n<!-- never: Haendedruck -->\n");
        Files.writeString(folder.resolve("README.de.md"), "# Kurs\n\n<!-- stale: Dieser Abschnitt ist veraltet: -->\n");
        translation().stamp();
    }

    private Translation translation() throws Exception {
        return Translation.of(course).stream().filter(one -> one.page().equals(german)).findFirst().orElseThrow();
    }

    @Test
    void the_pages_of_the_course_are_up_to_date_or_say_that_they_are_not() throws Exception {
        Course here = Course.here();
        List<String> problems = new ArrayList<>();
        for (Translation one : Translation.of(here)) {
            problems.addAll(one.problems());
            problems.addAll(new Terms(here, one.language()).problems(one.page()));
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void a_page_that_was_just_translated_is_well() throws Exception {
        assertEquals("de", translation().language());
        assertEquals(List.of(), translation().problems());
        assertEquals(List.of(), translation().stale());
        assertFalse(translation().stamp(), "stamped twice, nothing changes");
    }

    @Test
    void an_english_mend_makes_its_section_stale_and_no_other() throws Exception {
        String stamped = Files.readString(german);
        Fixture.edit(english, "The end.", "This is the end.");
        assertEquals(List.of("Last"), translation().stale().stream().map(Section::heading).toList());
        assertEquals(4, translation().stale().get(0).words() - 1);
        List<String> problems = translation().problems();
        assertTrue(problems.size() == 1 && problems.get(0).contains("PAGE.de.md:")
                && problems.get(0).contains("(Zuletzt) is older than the English one"), problems::toString);
        assertTrue(translation().mark());
        assertEquals(List.of(), translation().problems());
        assertTrue(Files.readString(german).contains("> <!-- stale --> Dieser Abschnitt ist veraltet:"
                + " [PAGE.md](PAGE.md#last)\n\nDas Ende."), Files.readString(german));
        assertFalse(translation().mark(), "marked twice, nothing changes");
        Fixture.edit(english, "This is the end.", "The end.");
        assertTrue(translation().problems().get(0).contains("is up to date, and says that it is not"));
        assertTrue(translation().mark());
        assertEquals(stamped, Files.readString(german));
    }

    @Test
    void what_is_generated_makes_nothing_stale() throws Exception {
        Fixture.edit(english, "int one = 1;", "int one = 2;");
        assertEquals(List.of(), translation().stale());
        assertEquals(List.of(), translation().problems());
    }

    @Test
    void a_section_that_claims_to_be_up_to_date_has_the_same_shape() throws Exception {
        assertProblem("A.java#x", "A.java#y", "snippet: A.java#y");
        assertProblem("| 1 | `x|y` |", "| 1 | `x|y` |\n| 2 | z |", "\"a row of 3 bars\"");
        assertProblem("| 1 | `x|y` |", "| 1 | 2 | 3 |", "\"a row of 4 bars\"");
        assertProblem("https://example.com/a", "https://example.com/b", "a link to https://example.com/b");
        assertProblem("```java", "```text", "\"a block of text\"");
        assertProblem("## Zuletzt", "### Zuletzt", "\"a heading of level 3\"");
        assertProblem("words.de.md#die-woerter", "words.md#the-words",
                "links to docs/words.md, which has a translation");
    }

    private void assertProblem(String piece, String by, String said) throws Exception {
        String before = Files.readString(german);
        Fixture.edit(german, piece, by);
        List<String> problems = translation().problems();
        assertTrue(problems.size() == 1 && problems.get(0).contains(said), problems::toString);
        Files.writeString(german, before);
    }

    @Test
    void a_section_of_another_shape_is_not_stamped() throws Exception {
        Fixture.edit(english, "The end.", "The [end](https://example.com/end).");
        translation().stamp();
        assertEquals(List.of("Last"), translation().stale().stream().map(Section::heading).toList());
        assertTrue(Files.readString(german).contains("> <!-- stale -->"));
        Fixture.edit(german, "Das Ende.", "Das [Ende](https://example.com/end).");
        translation().stamp();
        assertEquals(List.of(), translation().stale());
        assertEquals(List.of(), translation().problems());
    }

    @Test
    void a_new_english_section_and_a_page_without_english_are_told() throws Exception {
        Files.writeString(english, ENGLISH + "\n## New\n\nOne more.\n");
        assertEquals(List.of("New"), translation().stale().stream().map(Section::heading).toList());
        assertTrue(translation().problems().get(0).contains("has 3 headings, and PAGE.md has 4"));
        Files.delete(english);
        assertTrue(translation().problems().get(0).contains("is a translation of PAGE.md, which is not there"));
    }

    @Test
    void a_language_lacks_what_is_not_translated() throws IOException, InterruptedException {
        List<String> missing = Translation.missing(course, "de").stream().map(course::name).toList();
        assertTrue(missing.contains("01-sum/README.md"), missing::toString);
        assertFalse(missing.contains("docs/words.md"), missing::toString);
    }

    @Test
    void a_term_has_one_translation() throws IOException {
        Terms terms = new Terms(course, "de");
        assertEquals(1, terms.size());
        Path page = folder.resolve("OTHER.de.md");
        Files.writeString(page, "Der Handschlag (handshake) beginnt. `Gruss (handshake)`\n");
        assertEquals(List.of(), terms.problems(page));
        Files.writeString(page, "Der Gruss (handshake) beginnt.\n\nEin Haendedruck.\n");
        assertEquals(2, terms.problems(page).size(), terms.problems(page)::toString);
    }
}
