package com.example.tools.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The learners' copy says nothing of what it lacks. */
class LearnersTextTest {

    @Test
    void rows_commands_and_sentences_on_what_is_lacked_go_and_the_rest_stays(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("here.md"));
        List<String> text = List.of("Read [this](here.md) and [that](gone.md#part). Many are in"
                + " `src/mistake`. More follows.",
                "", "| `mvn test` | runs |", "| `mvn test -Psolution` | runs on the solutions |", "",
                "```sh", "./course bench", "```", "", "```sh", "./course learn", "```",
                "- **A mistake.** It hangs. See `src/mistake/1.1.patch`.", "- **Another.** See `1.1-other.patch`.");
        assertEquals(List.of("Read [this](here.md) and that. More follows.", "", "| `mvn test` | runs |", "",
                "```sh", "./course learn", "```", "- **A mistake.** It hangs.",
                "- **Another.**"),
                LearnersText.of(folder.resolve("README.md"), text, 3));
    }

    @Test
    void sentences_end_in_other_scripts_too(@TempDir Path folder) {
        assertEquals(List.of("힌트가 셋 있습니다. 읽어 보세요."), LearnersText.of(folder.resolve("README.ko.md"),
                List.of("힌트가 셋 있습니다. 답은 `src/solution`에 있습니다. 읽어 보세요."), 3));
    }

    @Test
    void a_section_of_which_nothing_is_left_goes_with_its_heading(@TempDir Path folder) {
        List<String> text = List.of("# Title", "", "## One", "", "See CONTRIBUTING.md.", "", "## Two", "", "Text.", "",
                "## Three", "", "It is in `src/mistake`.");
        assertEquals(List.of("# Title", "", "## Two", "", "Text.", ""),
                LearnersText.of(folder.resolve("README.md"), text, 3));
    }

    @Test
    void a_translated_section_of_which_a_stamp_is_left_goes_too(@TempDir Path folder) {
        List<String> text = List.of("## 하나", "<!-- english: 0123456789ab -->", "", "CONTRIBUTING.md를 보세요.", "", "## 둘",
                "<!-- english: 0123456789ab -->", "", "글.");
        assertEquals(text.subList(5, 9), LearnersText.of(folder.resolve("README.ko.md"), text, 3));
    }

    @Test
    void what_is_marked_goes_with_all_that_is_in_it(@TempDir Path folder) {
        List<String> text = List.of("One.", "", "<!-- whole course -->", "", "Measure it:", "", "```sh",
                "../course bench", "```", "", "It takes a while.", "", "<!-- /whole course -->", "", "Two.");
        assertEquals(List.of("One.", "", "Two."), LearnersText.of(folder.resolve("README.md"), text, 3));
    }

    @Test
    void the_key_that_shows_a_solution_goes(@TempDir Path folder) {
        List<String> text = List.of("```", "r reset   s solution   t task", "```", "| `r` | resets |",
                "| `s` | shows the solution |");
        assertEquals(List.of("```", "r reset   t task", "```", "| `r` | resets |"),
                LearnersText.of(folder.resolve("learn.md"), text, 3));
    }

    @Test
    void hints_are_kept_from_the_gentlest_on(@TempDir Path folder) {
        List<String> one = List.of("<details><summary>A nudge</summary>", "", "a", "", "</details>");
        List<String> two = List.of("<details><summary>The idea</summary>", "", "b", "", "</details>");
        List<String> text = new ArrayList<>(List.of("## 1.1 Adder"));
        text.addAll(one);
        text.addAll(two);
        text.add("## 1.2 Other");
        text.addAll(one);
        List<String> left = new ArrayList<>(List.of("## 1.1 Adder"));
        left.addAll(one);
        left.add("## 1.2 Other");
        left.addAll(one);
        assertEquals(left, LearnersText.of(folder.resolve("EXERCISES.md"), text, 1));
    }
}
