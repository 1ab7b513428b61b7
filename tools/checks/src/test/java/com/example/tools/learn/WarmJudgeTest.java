package com.example.tools.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the loop says about one exercise after the other, whatever is in its file. */
class WarmJudgeTest {

    private static final String SOLUTION = """
            package com.example.sum.exercise;
            public final class Adder {
                public static int add(int... numbers) {
                    int sum = 0;
                    for (int number : numbers) { sum = sum + number; }
                    return sum;
                }
            }
            """;

    @TempDir
    static Path folder;
    private static Lesson lesson;
    private static Exercise exercise;
    private static Path file;
    private static WarmJudge judge;
    private static String stub;

    @BeforeAll
    static void course() throws Exception {
        Course course = Fixture.in(folder);
        lesson = course.lessons().get(0);
        exercise = lesson.exercises().get(0);
        file = Stubs.file(lesson, exercise);
        stub = Files.readString(file);
        // The start of a JVM counts, which takes its time on a busy machine.
        judge = new WarmJudge(course, Duration.ofSeconds(15));
    }

    @AfterAll
    static void end() throws Exception {
        judge.close();
        assertTrue(ProcessHandle.current().children().noneMatch(child ->
                child.info().commandLine().orElse("").contains("com.example.tools.judge.TestRunner")),
                        "A JVM stays behind.");
    }

    private static Feedback judge(String text) throws Exception {
        Files.writeString(file, text);
        return judge.judge(lesson, exercise, () -> true);
    }

    @Test
    void a_stub_waits() throws Exception {
        Feedback outcome = judge(stub);
        assertEquals(Mark.WAITING, outcome.mark(), outcome.toString());
        assertEquals("Not started. 5 tests wait for your code.", outcome.headline());
    }

    @Test
    void a_right_answer_is_solved_whatever_its_line_ends() throws Exception {
        assertEquals(Mark.SOLVED, judge(SOLUTION).mark());
        assertEquals("Solved: all 5 tests pass.", judge(SOLUTION.replace("\n", "\r\n")).headline());
    }

    @Test
    void a_comment_in_another_encoding_fails_nothing() throws Exception {
        Files.write(file, SOLUTION.replace("int sum = 0;", "int sum = 0; // caf\u00e9")
                .getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(Mark.SOLVED, judge.judge(lesson, exercise, () -> true).mark());
    }

    @Test
    void of_several_failed_tests_the_first_in_the_file_is_told() throws Exception {
        Feedback outcome = judge(SOLUTION.replace("return sum", "return sum + 1"));
        assertEquals(Mark.WRONG, outcome.mark());
        assertEquals("5 of 5 tests fail.", outcome.headline());
        assertTrue(outcome.failed().get(0).name().startsWith("adds two numbers"), outcome.failed().toString());
        assertTrue(outcome.failed().get(0).message().contains("The rule"), outcome.failed().toString());
    }

    @Test
    void what_does_not_compile_is_shown_with_its_line() throws Exception {
        Feedback outcome = judge(SOLUTION.replace("int sum = 0;", "int sum = \"0\";"));
        assertEquals("This does not compile.", outcome.headline());
        assertTrue(outcome.details().contains("Adder.java, line 4"), outcome.details());
        assertTrue(outcome.details().contains("    int sum = \"0\";\n              ^"), outcome.details());
        assertTrue(outcome.details().contains("incompatible types"), outcome.details());
    }

    @Test
    void a_method_with_another_type_is_not_the_learners_riddle() throws Exception {
        Feedback outcome = judge(SOLUTION.replace("int add(int... numbers)", "int add(String... numbers)")
                .replace("(int number : numbers)", "(int number : new int[0])"));
        assertTrue(outcome.headline().startsWith("The test does not compile against this"), outcome.headline());
    }

    /** The end of what is printed is how the tests' end is told: an answer that closes its output has told nothing. */
    @Test
    void an_answer_that_closes_its_output_gets_its_verdict() throws Exception {
        Feedback outcome = judge(SOLUTION.replace("int sum = 0;",
                "System.out.close(); System.err.close(); int sum = 0;"));
        assertEquals(Mark.SOLVED, outcome.mark(), outcome.toString());
    }

    @Test
    void a_program_that_ends_is_told() throws Exception {
        Feedback outcome = judge(SOLUTION.replace("int sum = 0;", "System.exit(0); int sum = 0;"));
        assertEquals(Mark.WRONG, outcome.mark());
        assertTrue(outcome.details().contains("System.exit"), outcome.toString());
    }

    @Test
    void an_endless_loop_ends() throws Exception {
        Feedback outcome = judge(SOLUTION.replace("return sum", "while (sum < 9) { sum = 0; } return sum"));
        assertEquals(Mark.WRONG, outcome.mark());
        assertEquals("The tests were stopped: they had not ended after 15 s.", outcome.headline());
    }

    @Test
    void what_was_printed_is_kept() throws Exception {
        Feedback outcome = judge(SOLUTION.replace("int sum = 0;", "System.out.println(\"so far\"); int sum = 1;"));
        assertTrue(outcome.output().startsWith("so far"), outcome.output());
    }

    @Test
    void a_deleted_file_is_missed() throws Exception {
        Files.delete(file);
        assertEquals("There is no file 01-sum/src/exercise/java/com/example/sum/exercise/Adder.java.",
                judge.judge(lesson, exercise, () -> true).headline());
    }

    @Test
    void nothing_is_run_that_no_learner_wants() throws Exception {
        Files.writeString(file, SOLUTION);
        assertEquals(0, judge.judge(lesson, exercise, () -> false).passed());
    }
}
