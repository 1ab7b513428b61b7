package com.example.tools.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lesson is compiled once, however many ask at the same time. */
class CompiledLessonTest {

    @Test
    void two_that_ask_at_once_get_the_same_and_what_an_ended_process_left_goes(@TempDir Path folder) throws Exception {
        Course course = Fixture.in(folder);
        Lesson lesson = course.lessons().get(0);
        Path single = course.scratch("lessons", lesson.name()).resolve("single");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process ended = new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
        ended.getInputStream().readAllBytes();
        assertEquals(0, ended.waitFor());
        Path left = Files.createDirectories(single.resolve(ended.pid() + "/1.1-a/classes"));
        Path mine = Files.createDirectories(single.resolve(ProcessHandle.current().pid() + "/1.1-b/classes"));
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<CompiledLesson>> opened = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                opened.add(pool.submit(() -> CompiledLesson.open(course, lesson)));
            }
            for (Future<CompiledLesson> one : opened) {
                // The first compiled; nothing was deleted under the others' feet.
                assertTrue(Files.exists(one.get().classes().resolve("com/example/sum/exercise/Adder.class")));
            }
        } finally {
            pool.shutdownNow();
        }
        assertFalse(Files.exists(left), "its process has ended");
        assertTrue(Files.exists(mine), "its process runs");
    }
}
