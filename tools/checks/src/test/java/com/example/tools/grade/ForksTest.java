package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.process.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What grading keeps outside the course, it keeps for courses that are there. */
class ForksTest {

    @Test
    void what_was_made_ready_for_a_course_goes_when_the_course_has_gone(@TempDir Path folder) throws Exception {
        Course first = SmallCourse.in(folder.resolve("first")).course;
        Course second = SmallCourse.in(folder.resolve("second")).course;
        new Forks(first);
        new Forks(second);
        assertTrue(Files.exists(Forks.outside(first)), "both courses are there");
        Trees.delete(first.root());
        new Forks(second);
        assertFalse(Files.exists(Forks.outside(first)), "the first course is gone");
        assertTrue(Files.exists(Forks.outside(second)), "the second one is there");
    }
}
