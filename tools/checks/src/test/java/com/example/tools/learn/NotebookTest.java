package com.example.tools.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept from one day to the next: where the learner is, and the first versions. */
class NotebookTest {

    @TempDir
    Path folder;

    @Test
    void it_knows_tomorrow_what_it_knew_today() throws Exception {
        Exercise exercise = new Exercise("1.1", "Adder", "com.example.sum.exercise");
        try (Notebook today = new Notebook(folder)) {
            assertTrue(today.isOurs());
            today.current(exercise);
            today.mark(exercise, "abc", Mark.SOLVED);
            today.hints(exercise, 2);
        }
        try (Notebook tomorrow = new Notebook(folder)) {
            assertEquals("1.1", tomorrow.current());
            assertEquals(Mark.SOLVED, tomorrow.mark(exercise, "abc"));
            assertEquals(Mark.UNKNOWN, tomorrow.mark(exercise, "another text"));
            assertEquals(2, tomorrow.hints(exercise));
        }
    }

    @Test
    void a_spoilt_file_is_no_reason_to_stop() throws Exception {
        Files.writeString(folder.resolve("progress.properties"), "current=\\u12\n1.1=NONSENSE abc\n");
        try (Notebook notebook = new Notebook(folder)) {
            assertEquals("", notebook.current());
        }
    }

    @Test
    void the_first_version_comes_back_and_the_learners_is_kept() throws Exception {
        Course course = Fixture.in(folder);
        Lesson lesson = course.lessons().get(0);
        Exercise exercise = lesson.exercises().get(0);
        Stubs stubs = new Stubs(course, folder.resolve(".learn"));
        byte[] stub = Files.readAllBytes(Stubs.file(lesson, exercise));

        stubs.see(lesson, exercise);
        assertTrue(stubs.isUntouched(lesson, exercise));
        Files.writeString(Stubs.file(lesson, exercise), "mine");
        stubs.see(lesson, exercise);
        assertFalse(stubs.isUntouched(lesson, exercise));

        Optional<String> kept = stubs.reset(lesson, exercise, stubs.of(lesson, exercise).orElseThrow());
        assertArrayEquals(stub, Files.readAllBytes(Stubs.file(lesson, exercise)));
        assertEquals("mine", Files.readString(folder.resolve(kept.orElseThrow())));
    }

    @Test
    void git_knows_the_first_version_too() throws Exception {
        Course course = Fixture.in(folder);
        Lesson lesson = course.lessons().get(0);
        Exercise exercise = lesson.exercises().get(0);
        byte[] stub = Files.readAllBytes(Stubs.file(lesson, exercise));
        git("init", "-q");
        git("add", ".");
        git("commit", "-qm", "stubs");
        Files.writeString(Stubs.file(lesson, exercise), "mine");
        git("commit", "-qam", "mine");

        Stubs stubs = new Stubs(course, folder.resolve(".learn"));
        stubs.see(lesson, exercise);
        assertArrayEquals(stub, stubs.of(lesson, exercise).orElseThrow());
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t"));
        command.addAll(List.of(words));
        Maven.run(folder, command, Duration.ofMinutes(1)).orElseThrow("git");
    }
}
