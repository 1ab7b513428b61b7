package com.example.tools.questions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.mistakes.MistakePatch;
import com.example.tools.programs.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions are drawn from what a student has solved; the key is what the tests say. */
class QuestionsTest {

    private static final String ADDER = "01-sum/src/exercise/java/com/example/sum/exercise/Adder.java";

    @TempDir
    Path folder;

    private static int questions(Course course, Path out, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--out", out.toString()));
        return Commands.commandLine("questions", new QuestionsProgram(course)).execute(all.toArray(String[]::new));
    }

    /** The small course with one known mistake, and what two students have handed in: one has solved it. */
    private Course course() throws IOException {
        Course course = Fixture.in(folder.resolve("course"));
        Files.copy(Course.here().root().resolve("logging.properties"), course.root().resolve("logging.properties"));
        Lesson lesson = course.lessons().get(0);
        for (Path patch : lesson.patches()) {
            if (!List.of("1.1-caught.patch", "1.1-right.patch").contains(patch.getFileName().toString())) {
                Files.delete(patch);
            }
        }
        for (String student : List.of("ann", "bob")) {
            Path file = folder.resolve("class").resolve(student).resolve(ADDER);
            Files.createDirectories(file.getParent());
            Files.copy(student.equals("bob") ? course.root().resolve(ADDER) : lesson.folder().resolve(Lesson.SOLUTIONS)
                    .resolve("com/example/sum/exercise/Adder.java"), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return course;
    }

    @Test
    void a_student_who_has_solved_an_exercise_is_asked_and_the_key_names_test_and_rule() throws Exception {
        Course course = course();
        Path out = folder.resolve("out");
        assertEquals(0, questions(course, out, "01", "--of", folder.resolve("class").toString()));
        String asked = Files.readString(out.resolve("ann.md"));
        assertTrue(asked.contains("## 1. Exercise 1.1 Adder"), asked);
        assertTrue(asked.contains("-        int sum = 0;\n+        int sum = numbers.length > 0"), asked);
        assertFalse(asked.contains("starts at one") || asked.contains("1.1-caught"), asked);
        String key = Files.readString(out.resolve("ann-key.md"));
        assertTrue(key.contains("The sum starts at one.") && key.contains("✘ ") && key.contains("The rule"), key);
        assertTrue(key.contains("Also fails: "), key);
        assertFalse(Files.exists(out.resolve("bob.md")), "bob has not begun");
    }

    @Test
    void without_a_student_one_paper_is_drawn() throws Exception {
        Path out = folder.resolve("out");
        assertEquals(0, questions(course(), out, "1.1"));
        assertTrue(Files.readString(out.resolve("questions.md")).contains("```diff"));
        assertTrue(Files.exists(out.resolve("questions-key.md")));
    }

    @Test
    void what_does_not_fit_is_told() throws Exception {
        Course course = course();
        assertEquals(2, questions(course, folder.resolve("out"), "07"));
        assertEquals(2, questions(course, folder.resolve("out"), "01", "--count", "0"));
        assertEquals(1, questions(course, folder.resolve("out"), "01", "--of", folder.resolve("nowhere").toString()));
    }

    @Test
    void a_draw_is_repeatable_and_takes_different_exercises_first() throws Exception {
        Map<String, List<MistakePatch>> mistakes = new TreeMap<>();
        for (Lesson lesson : Course.here().lessons().subList(0, 2)) {
            for (Path file : lesson.patches()) {
                MistakePatch patch = MistakePatch.read(file);
                if (!patch.isRight()) {
                    mistakes.computeIfAbsent(patch.exercise().split(" ")[0], number -> new ArrayList<>()).add(patch);
                }
            }
        }
        MistakeDraw draw = new MistakeDraw(mistakes, 7);
        int all = mistakes.size();
        List<MistakePatch> drawn = draw.of("ann", mistakes.keySet(), all);
        assertEquals(drawn, new MistakeDraw(mistakes, 7).of("ann", mistakes.keySet(), all));
        assertNotEquals(drawn, new MistakeDraw(mistakes, 8).of("ann", mistakes.keySet(), all));
        assertNotEquals(drawn, draw.of("bob", mistakes.keySet(), all));
        Set<String> exercises = new HashSet<>();
        drawn.forEach(patch -> exercises.add(patch.exercise()));
        assertEquals(all, exercises.size());
        int most = mistakes.get("1.1").size();
        assertEquals(most, draw.of("ann", List.of("1.1"), most + 5).size(), "no mistake is asked twice");
    }
}
