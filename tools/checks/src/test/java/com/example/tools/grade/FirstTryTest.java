package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.grade.isolated.IsolatedRun;
import com.example.tools.judge.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails at the first try is judged again, so that try ends with its first failed test; the second has all. */
class FirstTryTest {

    @TempDir
    private Path folder;

    @Test
    void the_first_try_of_an_exercise_ends_with_its_first_failed_test_and_the_second_runs_all() throws Exception {
        String wrong = SmallCourse.adder("int sum = 0; for (int n : numbers) { sum -= n; } return sum;");
        Verdict first = verdict(wrong, false);
        Verdict second = verdict(wrong, true);
        assertEquals(List.of(1, 1, 3), counts(first), () -> first.results().toString());
        assertEquals(List.of(1, 4, 0), counts(second), () -> second.results().toString());
        assertEquals(first.with(Verdict.Status.FAILED).get(0), second.with(Verdict.Status.FAILED).get(0));
        Verdict right = verdict(SmallCourse.RIGHT_ADDER, false);
        assertEquals(List.of(5, 0, 0), counts(right), () -> right.results().toString());
    }

    @Test
    void each_test_has_the_limit_and_not_all_together() throws Exception {
        String slow = SmallCourse.RIGHT_ADDER.replace("int sum = 0;",
                "int sum = 0; java.util.concurrent.locks.LockSupport.parkNanos(1_500_000_000L);");
        Verdict verdict = verdict(slow, true, 3);
        assertEquals(Verdict.Ending.FINISHED, verdict.ending());
        assertEquals(List.of(5, 0, 0), counts(verdict), () -> verdict.results().toString());
    }

    @Test
    void an_exercise_has_eight_times_the_limit_of_a_test() throws Exception {
        SmallCourse room = SmallCourse.in(folder.resolve("many"));
        Path test = room.course.root().resolve(SmallCourse.ADDER.replace("exercise/java", "test/java")
                .replace("Adder.java", "AdderTest.java"));
        String source = Files.readString(test);
        String many = source.replace("ints = {1, 2}", "ints = {" + "1, ".repeat(1_000) + "2}");
        assertNotEquals(source, many);
        Files.writeString(test, many);
        Verdict verdict = verdict(room.course, SmallCourse.RIGHT_ADDER.replace("int sum = 0;",
                "int sum = 0; java.util.concurrent.locks.LockSupport.parkNanos(500_000_000L);"), true, 3);
        // On a machine that is ten times as slow that is less than half of them.
        assertEquals(Verdict.Ending.TIMED_OUT, verdict.ending());
        assertTrue(verdict.results().size() > 1, () -> verdict.results().toString());
    }

    @Test
    void a_number_that_differs_from_one_try_to_the_next_is_left_out() {
        Score before = Score.failed(1, 5, "2 readers: port 40001, line 12: waited 503 ms");
        assertEquals(Score.failed(2, 5, "2 readers: port …, line 12: waited … ms"), Score.failed(2, 5,
                "2 readers: port 38123, line 12: waited 1499 ms").withoutWhatVaries(before));
        Score other = Score.failed(1, 5, "2 writers: port 40001");
        assertEquals(other, other.withoutWhatVaries(before));
        assertEquals(before, before.withoutWhatVaries(before));
    }

    /** A key that was drawn, ids whose number is a matter of luck, bytes under a mask; and where they first differ. */
    @Test
    void so_are_keys_and_lists_and_the_mark_beneath_them() {
        Score before = Score.failed(0, 1, """
                Expected  Key: O6xRRHhZHa3PWZRV+Iue6g==, [7, 8], 81 fe "x"
                But       Key: dGhlIHNhbXBsZSBub25jZQ==, ... 5, 1, 0, ...
                               ^ the first difference""");
        assertEquals("Expected  Key: …, […], 81 … \"x\"\nBut       Key: dGhlIHNhbXBsZSBub25jZQ==, […]",
                Score.failed(0, 1, """
                Expected  Key: abcdefghijklmnopqrstuv==, [9], 81 3c "x"
                But       Key: dGhlIHNhbXBsZSBub25jZQ==, ... 5, 1, 1, 2,  ...
                                    ^ the first difference""").withoutWhatVaries(before).message());
        Score kept = Score.failed(0, 1, "Expected  12 bytes\nBut       13 bytes\n           ^ the first difference");
        assertEquals(kept, kept.withoutWhatVaries(kept));
        for (String told : List.of("it threw SocketTimeoutException", "it threw UncheckedIOException", "one\ntwo")) {
            Score other = Score.failed(0, 1, told);
            assertEquals(other, other.withoutWhatVaries(Score.failed(0, 1, "it threw NullPointerException")));
        }
    }

    private Verdict verdict(String adder, boolean isLast) throws Exception {
        return verdict(adder, isLast, 15);
    }

    private Verdict verdict(String adder, boolean isLast, int seconds) throws Exception {
        return verdict(SmallCourse.in(folder.resolve(isLast + "" + adder.hashCode())).course, adder, isLast, seconds);
    }

    private static Verdict verdict(Course course, String adder, boolean isLast, int seconds) throws Exception {
        GradedLesson lesson = GradedLesson.open(course, course.lessons().get(0));
        Exercise exercise = lesson.exercises().get(0);
        Forks forks = new Forks(course);
        List<Verdict> verdicts = new ArrayList<>();
        try (SubmissionCompiler javac = new SubmissionCompiler(forks.javac()); Forks.Folder at = forks.folder()) {
            Map<Exercise, SubmissionCompiler.Compiled> compiled = javac.compile(lesson.compileClasspath(),
                    lesson.names(), List.of(Answer.taken(exercise, exercise.file(), adder)));
            try (IsolatedRun run = new IsolatedRun(forks.isolated(at.path(), isLast), at.path(), List.of(
                    new IsolatedRun.Part(lesson.classpath(), compiled.get(exercise).classes(), List.of(exercise))),
                    isLast)) {
                run.judge(Duration.ofSeconds(seconds), (judged, verdict, thread) -> verdicts.add(verdict));
            }
        }
        return verdicts.get(0);
    }

    private static List<Integer> counts(Verdict verdict) {
        return List.of(verdict.with(Verdict.Status.PASSED).size(), verdict.with(Verdict.Status.FAILED).size(),
                verdict.with(Verdict.Status.SKIPPED).size());
    }
}
