package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not where it should be is named with what was found, and what only looks wrong is taken. */
class NearMissTest {

    private SmallCourse room;
    private Lesson lesson;
    private Exercise adder;

    @BeforeEach
    void course(@TempDir Path folder) throws IOException {
        room = SmallCourse.in(folder);
        lesson = room.course.lessons().get(0);
        adder = lesson.exercises().stream().filter(one -> one.name().equals("Adder")).findFirst().orElseThrow();
    }

    private Answer answer(String student) throws IOException {
        return Submission.in(room.submissions, room.course, room.submissions.resolveSibling("grades")).stream()
                .filter(one -> one.student().equals(student)).findFirst().orElseThrow().answer(lesson, adder);
    }

    private void assertRefused(String sentence, String student) throws IOException {
        Answer answer = answer(student);
        assertTrue(!answer.isTaken() && answer.toString().contains(sentence), answer::toString);
    }

    @Test
    void an_archive_in_a_students_folder_is_named() throws Exception {
        SmallCourse.put(room.submissions, "zoe/hand-in.zip", "");
        assertRefused("There is an archive, hand-in.zip: unpack it.", "zoe");
    }

    @Test
    void a_folder_that_is_called_like_an_archive_is_a_student() throws Exception {
        room.handIn("s30.zip", SmallCourse.RIGHT_ADDER, null);
        assertTrue(answer("s30.zip").isTaken());
        assertEquals(List.of(), Submission.archives(room.submissions));
    }

    @Test
    void a_lesson_with_another_name_is_named() throws Exception {
        SmallCourse.put(room.submissions, "ada/01-Addition/README.md", "");
        assertRefused("There is a folder 01-Addition: the lesson's is called 01-sum.", "ada");
    }

    @Test
    void a_flat_folder_is_named_by_its_files() throws Exception {
        SmallCourse.put(room.submissions, "bob/Adder.java", SmallCourse.RIGHT_ADDER);
        assertRefused("There is Adder.java: it was not taken, because it is in another place.", "bob");
    }

    @Test
    void a_comment_in_another_encoding_is_no_fault() throws Exception {
        Path file = room.handIn("cy", SmallCourse.RIGHT_ADDER, null).resolve(SmallCourse.ADDER);
        Files.write(file, ("// gr\u00fc\u00df dich\n" + SmallCourse.RIGHT_ADDER)
                .getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(answer("cy").isTaken() && answer("cy").source().endsWith(SmallCourse.RIGHT_ADDER));
    }
}
