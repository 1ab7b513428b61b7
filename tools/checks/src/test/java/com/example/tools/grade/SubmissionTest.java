package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.process.Maven;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The Maven way, {@code mvn test -Pgrade -fae -Dsubmission=DIR}: of DIR the exercises are taken, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmissionTest {

    private static final String BELOW = "01-sum/src/exercise/java/com/example/sum/";

    private SmallCourse room;

    @BeforeAll
    void course(@TempDir Path folder) throws IOException {
        room = SmallCourse.in(folder);
    }

    private Maven.Run grade(Path submission) throws Exception {
        return Maven.run(room.course.root(), "mvn test -Pgrade -fae -Dsubmission=" + submission, Duration.ofMinutes(3));
    }

    @Test
    void a_test_and_lesson_code_among_the_exercises_are_not_taken() throws Exception {
        String test = "package com.example.sum.exercise; class AdderTest { @org.junit.jupiter.api.Test void t() { } }";
        String lesson = "package com.example.sum; public class Lesson { does not compile }";
        Path right = room.handIn("right", SmallCourse.RIGHT_ADDER, SmallCourse.RIGHT_DOUBLER);
        Path wrong = room.handIn("wrong", SmallCourse.adder("return 7;"), SmallCourse.RIGHT_DOUBLER);
        for (Path one : new Path[] {right, wrong}) {
            SmallCourse.put(one, BELOW + "exercise/AdderTest.java", test);
            SmallCourse.put(one, BELOW + "Lesson.java", lesson);
            SmallCourse.put(one, "01-sum/pom.xml", "<project/>");
        }
        Maven.Run passed = grade(right);
        assertEquals(0, passed.exit(), passed::output);
        assertTrue(passed.output().matches("(?s).*Files not taken, [^\n]*AdderTest.java.*"), passed::output);
        Maven.Run failed = grade(wrong);
        assertNotEquals(0, failed.exit(), failed::output);
        assertTrue(failed.output().contains("The rule  A sum is all numbers together."), failed::output);
    }

    @Test
    void a_missing_exercise_is_not_finished_and_the_others_are_judged() throws Exception {
        Maven.Run run = grade(room.handIn("half", SmallCourse.RIGHT_ADDER, null));
        assertNotEquals(0, run.exit(), run::output);
        assertTrue(run.output().contains("Not finished in 01-sum: Doubler"), run::output);
        assertTrue(run.output().matches("(?s).*Files missing in the submission, [^\n]*Doubler.java.*"), run::output);
    }
}
