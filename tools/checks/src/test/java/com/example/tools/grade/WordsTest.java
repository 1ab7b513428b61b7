package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Exercise;
import com.example.tools.grade.sheet.Weights;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and files that an instructor writes: what is wrong is said, with where. */
class WordsTest {

    private static final List<Exercise> EXERCISES = List.of(new Exercise("1.1", "Adder", "a.exercise"),
            new Exercise("6.8", "Deflate", "b.exercise"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | Missing required parameter: 'DIR'",
        "a b | Unmatched argument at index 1: 'b'",
        "a --part 3/2 | --part wants a part of all, such as 2/8, not \"3/2\".",
        "a --part 0/2 | --part wants a part",
        "a --lesson six | Invalid value for option '--lesson' (NN): 'six' is not an int",
        "a --limit 0 | --limit wants a number from 1 to 600",
        "a --jobs | Missing required parameter for option '--jobs' (N)",
        "a --frobnicate 1 | Unknown options: '--frobnicate'",
    })
    void wrong_words_are_refused_with_a_sentence(String words, String said) {
        RuntimeException wrong = assertThrows(RuntimeException.class,
                () -> options(words == null || words.isBlank() ? List.of() : List.of(words.split(" "))));
        assertTrue(wrong.getMessage().contains(said), wrong::getMessage);
    }

    private static Options options(List<String> words) {
        return SmallCourse.options(null, words);
    }

    @Test
    void a_file_of_weights_that_cannot_be_understood_is_refused_line_by_line(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("weights.txt"), """
                # points
                6.8 = 3.5
                6.9 = 1
                lesson 02 = 1
                default = much
                1.1 3
                partial = maybe
                6.8 = 2
                1.1 = -1
                """);
        String said = assertThrows(Options.WrongException.class, () -> Weights.read(file, EXERCISES)).getMessage();
        assertEquals("""
                weights.txt, line 3: there is no exercise or lesson "6.9".
                weights.txt, line 4: there is no exercise or lesson "lesson 02".
                weights.txt, line 5: "much" is no number from 0 to 1000 with two decimals at most.
                weights.txt, line 6: "1.1 3" is no setting: it has no "=".
                weights.txt, line 7: partial is yes or no, not "maybe".
                weights.txt, line 8: 6.8 is set twice.
                weights.txt, line 9: "-1" is no number from 0 to 1000 with two decimals at most.""", said);
    }

    @Test
    void each_part_has_other_students_and_all_parts_have_all() {
        List<Integer> students = List.of(1, 2, 3, 4, 5, 6, 7);
        assertEquals(List.of(1, 4, 7), options(List.of("a", "--part", "1/3")).ours(students));
        assertEquals(List.of(2, 5), options(List.of("a", "--part", "2/3")).ours(students));
        assertEquals(List.of(3, 6), options(List.of("a", "--part", "3/3")).ours(students));
    }

    @Test
    void a_bar_on_a_terminal_shows_how_far_it_is() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClassProgress progress = new ClassProgress(new PrintStream(out, true, StandardCharsets.UTF_8), true);
        progress.start(1, 2, 0);
        progress.judged(EXERCISES.get(0), 5, false);
        progress.end();
        progress.start(1, 2, 0);
        progress.failed();
        progress.end();
        progress.start(1, 2, 0);
        progress.failed();
        progress.judged(EXERCISES.get(0), 5, true);
        progress.end();
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("\r[###############               ] 1 of 2, 0:00 left"), said);
        assertTrue(said.contains("\r[#######                       ] 0 of 2, 1 to try again, 0:00 left "), said);
        assertTrue(said.endsWith("\r[###############               ] 1 of 2, 0:00 left" + " ".repeat(29)
                + System.lineSeparator()), said);
    }
}
