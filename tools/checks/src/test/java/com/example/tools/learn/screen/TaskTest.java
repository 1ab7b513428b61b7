package com.example.tools.learn.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.course.LessonReadme;
import com.example.tools.learn.Stubs;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class TaskTest {

    @Test
    void a_comment_becomes_plain_text() throws Exception {
        assertEquals("""
                Exercise 1.1: do {it} & more.

                Second, see List.of.
                  - one
                  - two

                int add(int a)
                  Adds <b>.
                  - a: a number
                  - returns the sum
                  - throws ArithmeticException if it is too large""", Task.of("""
                package a;
                /**
                 * Exercise 1.1: do {@code {it}} &amp; more.
                 *
                 * <p>Second, see {@link List#of}.
                 * <ul>
                 * <li>one
                 * <li>two
                 * </ul>
                 */
                class A {
                    /**
                     * Adds
                     * {@literal <b>}.
                     *
                     * @param a a number
                     * @return the sum
                     * @throws ArithmeticException if it is
                     *     too large
                     */
                    int add(int a) { return 0; }

                    int nothing() { return 0; }
                }
                """));
    }

    @Test
    void no_java_has_no_task_and_does_no_harm() throws Exception {
        assertEquals("", Task.of("this is } no { java"));
    }

    @Test
    void every_exercise_has_a_task_and_its_hints() throws Exception {
        for (Lesson lesson : Course.here().lessons()) {
            for (Exercise exercise : lesson.exercises()) {
                String task = Task.of(Files.readString(Stubs.file(lesson, exercise)));
                assertTrue(task.length() > 100, exercise + ": " + task);
                assertFalse(task.contains("{@") || task.contains("<p>") || task.contains("</"), task);
                for (LessonReadme.Hint hint : LessonReadme.hints(lesson, exercise)) {
                    assertFalse(hint.title().isBlank() || hint.text().isBlank(), exercise + ": " + hint);
                    assertFalse(hint.text().contains("<details") || hint.text().contains("summary"), hint.text());
                }
                assertEquals(3, LessonReadme.hints(lesson, exercise).size(), exercise.title());
            }
        }
    }
}
