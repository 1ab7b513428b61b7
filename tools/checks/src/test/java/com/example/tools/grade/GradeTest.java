package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.grade.sheet.Sheet;
import com.example.tools.grade.sheet.SheetPage;
import com.example.tools.programs.Commands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A small class is graded: at once, again, in parts, and after an interruption. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GradeTest {

    private static final String WRONG_ADDER = SmallCourse.adder("return numbers.length == 1 ? numbers[0] : -1;");

    private SmallCourse room;
    private Path folder;
    private Sheet whole;

    @BeforeAll
    void handIn(@TempDir Path temporary) throws Exception {
        folder = temporary;
        room = SmallCourse.in(temporary);
        room.addLesson();
        String adderStub = room.stub(SmallCourse.ADDER);
        String doublerStub = room.stub(SmallCourse.DOUBLER);
        handIn("ada", SmallCourse.RIGHT_ADDER, SmallCourse.RIGHT_DOUBLER);
        handIn("bob", WRONG_ADDER, doublerStub.replace("\n", "\r\n") + "\n\n");
        handIn("cy", adderStub.replace("int... numbers", "int... all"), SmallCourse.doubler(
                "if (number == 0) { throw new org.opentest4j.TestAbortedException(\"later\"); } return 6;"));
        handIn("dot/assignment-dot", SmallCourse.RIGHT_ADDER + "// dot", doublerStub);
        handIn("=cmd()", SmallCourse.RIGHT_ADDER, doublerStub);
        Files.createDirectories(room.submissions.resolve(".git"));
        Files.createDirectories(room.submissions.resolve("empty"));
        Files.writeString(room.submissions.resolve("eve.zip"), "");
    }

    private void handIn(String student, String adder, String doubler) throws IOException {
        Path at = room.handIn(student, adder, doubler);
        SmallCourse.put(at, SmallCourse.second(SmallCourse.ADDER), SmallCourse.second(adder));
        SmallCourse.put(at, SmallCourse.second(SmallCourse.DOUBLER), SmallCourse.second(doubler));
    }

    private Sheet judge(int toJudge, String out, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("--out", folder.resolve(out).toString()));
        words.addAll(Arrays.asList(options));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Sheet sheet = room.judge(said, words.toArray(String[]::new));
        String text = said.toString(StandardCharsets.UTF_8);
        Matcher count = Pattern.compile("(\\d+) exercises to judge").matcher(text);
        assertTrue(count.find(), text);
        assertEquals(toJudge, Integer.parseInt(count.group(1)), text);
        assertTrue(text.contains("because it is an archive: eve.zip."), text);
        return sheet;
    }

    @Test
    @Order(1)
    void each_exercise_is_passed_failed_or_not_started() throws Exception {
        // ada 4, bob 2 (his stubs are not run), cy 4; dot and =cmd() have what ada has, dot with a comment.
        whole = judge(10, "whole");
        assertEquals("passed 5/5 1", line("ada", "1.1"));
        assertEquals("passed 2/2 1", line("ada", "2.2"));
        assertEquals("failed 2/5 0", line("bob", "1.1"));
        assertEquals("not started 0/2 0", line("bob", "1.2"));
        assertEquals("not started 0/5 0", line("cy", "1.1"));
        assertEquals("failed 1/2 0", line("cy", "1.2"));
        assertEquals("passed 5/5 1", line("dot", "2.1"));
        assertEquals("passed 5/5 1", line("=cmd()", "1.1"));
        assertEquals("failed 0/5 0", line("empty", "1.1"));
        assertEquals(List.of("=cmd()", "ada", "bob", "cy", "dot", "empty"),
                whole.students().stream().map(Sheet.Student::student).toList());
        assertEquals(new BigDecimal(4), whole.most());
        assertTrue(result("bob", "1.1").message().contains("adds"), result("bob", "1.1")::message);
        assertTrue(result("cy", "1.2").message().contains("Not finished"), result("cy", "1.2")::message);
        assertEquals("This folder holds no lesson of the course.", result("empty", "1.2").message());
    }

    private Sheet.Result result(String student, String exercise) {
        return SmallCourse.result(whole, student, exercise);
    }

    private String line(String student, String exercise) {
        Sheet.Result result = result(student, exercise);
        return result.status() + " " + result.passed() + "/" + result.tests() + " " + result.points();
    }

    @Test
    @Order(2)
    void running_it_again_judges_only_what_has_changed() throws Exception {
        assertEquals(whole, judge(0, "whole"));
        Path file = room.submissions.resolve("bob").resolve(SmallCourse.ADDER);
        Files.writeString(file, WRONG_ADDER + "// another try\n");
        assertEquals(points(whole), points(judge(0, "whole")));
        Files.writeString(file, WRONG_ADDER + "final class Another { }\n");
        assertEquals(points(whole), points(judge(1, "whole")));
        Files.writeString(file, WRONG_ADDER);
        assertEquals(whole, judge(0, "whole"));
    }

    private static List<BigDecimal> points(Sheet sheet) {
        return sheet.students().stream().map(Sheet.Student::points).toList();
    }

    @Test
    @Order(3)
    void a_changed_test_judges_all_of_its_lesson_again() throws Exception {
        Path test = room.course.root().resolve(SmallCourse.DOUBLER.replace("exercise/java", "test/java")
                .replace("Doubler.java", "DoublerTest.java"));
        String before = Files.readString(test);
        Files.writeString(test, before.replace("twice(0)", "twice(0 * 1)"));
        assertEquals(whole, judge(5, "whole"));
        Files.writeString(test, before);
    }

    @Test
    @Order(4)
    void parts_by_student_and_by_lesson_are_merged_to_the_same() throws Exception {
        List<String> yml = Files.readAllLines(com.example.tools.course.Course.here().root()
                .resolve("docs/grade-matrix.yml"));
        assertTrue(yml.stream().anyMatch(line -> line.contains(
                "grade submissions --part ${{ matrix.part }}/4 --out part-${{ matrix.part }}")), yml::toString);
        assertTrue(yml.stream().anyMatch(line -> line.contains("merge grades part-1 part-2 part-3 part-4")),
                yml::toString);
        List<String> students = new ArrayList<>(List.of(folder.resolve("merged").toString()));
        List<String> lessons = new ArrayList<>(List.of(folder.resolve("merged-lessons").toString()));
        for (int part = 1; part <= 4; part++) {
            run(students, "part-" + part, "--part", part + "/4");
        }
        run(lessons, "lesson-1", "--lesson", "01");
        run(lessons, "lesson-2", "--lesson", "02");
        whole.write(folder.resolve("whole"));
        for (List<String> words : List.of(students, lessons)) {
            assertEquals(0, run("merge", new MergeProgram(room.course), words));
            for (String file : List.of("grades.json", "grades.csv", "grades.html")) {
                assertEquals(Files.readString(folder.resolve("whole").resolve(file)),
                        Files.readString(Path.of(words.get(0)).resolve(file)));
            }
        }
        Sheet first = Sheet.read(Path.of(lessons.get(1)).resolve("grades.json"));
        assertThrows(Options.WrongException.class, () -> Sheet.merge(List.of(first, Sheet.read(
                Path.of(students.get(2)).resolve("grades.json")))), "a part is missing");
    }

    private void run(List<String> parts, String name, String... options) throws Exception {
        Path out = folder.resolve(name);
        List<String> words = new ArrayList<>(List.of(room.submissions.toString(), "--out", out.toString()));
        words.addAll(Arrays.asList(options));
        assertEquals(0, run("grade", new GradeProgram(room.course), words));
        parts.add(out.toString());
    }

    @Test
    @Order(5)
    void a_run_that_is_interrupted_carries_on_where_it_was() throws Exception {
        Path out = folder.resolve("interrupted");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcourse=" + room.course.root(), "-cp", System.getProperty("java.class.path"),
                SmallCourse.class.getName(), "grade", room.submissions.toString(), "--out", out.toString(), "--jobs",
                        "1")
                .redirectErrorStream(true).redirectOutput(folder.resolve("interrupted.txt").toFile()).start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (judged(out) < 2) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline,
                    () -> "it was not interrupted: " + process.isAlive());
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly().waitFor();
        Files.writeString(out.resolve("judged.jsonl"), Files.readString(out.resolve("judged.jsonl"))
                + "{\"key\":\"cut sho");
        int left = 10 - judged(out);
        assertTrue(left > 0 && left <= 8, left + " are left");
        assertEquals(whole, judge(left, "interrupted"));
    }

    /** How many of the students' exercises have a verdict. */
    private static int judged(Path out) throws IOException {
        Path ledger = out.resolve("judged.jsonl");
        return Files.exists(ledger) ? (int) Files.readString(ledger).lines()
                .filter(line -> line.endsWith("}") && !line.contains("\"stub ")).count() : 0;
    }

    @Test
    @Order(6)
    void points_follow_the_weights() throws Exception {
        Path weights = Files.writeString(folder.resolve("weights.txt"),
                "default = 1 # each\nlesson 2 = 0.5\n1.1=10\npartial = yes\n");
        Sheet sheet = judge(0, "whole", "--weights", weights.toString());
        assertEquals(new BigDecimal("12.0"), sheet.most());
        assertEquals(new BigDecimal("4.00"), SmallCourse.result(sheet, "bob", "1.1").points());
    }

    @Test
    @Order(7)
    void names_and_messages_are_text_in_every_sheet() throws Exception {
        whole.write(folder.resolve("whole"));
        String csv = Files.readString(folder.resolve("whole/grades.csv"));
        assertTrue(csv.startsWith("\uFEFFstudent,exercise,name,status,passed,tests,points,of,message,look\r\n"), csv);
        assertTrue(csv.contains("\r\n\"'=cmd()\",1.1,Adder,passed,5,5,1,1,,\r\n"), csv);
        assertEquals(whole, Sheet.read(folder.resolve("whole/grades.json")));
        assertFalse(SheetPage.of(new Sheet(1, List.of(), List.of(new Sheet.Student("<b>&\"'", BigDecimal.ONE,
                List.of()))))
                .contains("<b>"));
    }

    @Test
    @Order(8)
    void a_sheet_below_the_submissions_is_no_student() throws Exception {
        Path below = Files.createDirectories(room.submissions.resolve("grades/2026"));
        for (int run = 0; run < 2; run++) {
            judgeBelow(below);
        }
        judgeBelow(room.submissions.resolve("other"));
    }

    private void judgeBelow(Path out) throws Exception {
        run(new ArrayList<>(), out.toString(), "--lesson", "02");
        assertEquals(whole.students().stream().map(Sheet.Student::student).toList(),
                Sheet.read(out.resolve("grades.json")).students().stream().map(Sheet.Student::student).toList());
    }

    private static int run(String name, Callable<Integer> program, List<String> words) {
        return Commands.commandLine(name, program).execute(words.toArray(String[]::new));
    }
}
