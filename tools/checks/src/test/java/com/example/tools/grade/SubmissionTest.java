package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.process.Maven;
import com.example.tools.process.Prepare;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The Maven way, {@code mvn test -Pgrade -fae -Dsubmission=DIR}: of DIR the exercises are taken, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmissionTest {

    private static final String BELOW = "01-sum/src/exercise/java/com/example/sum/";

    private SmallCourse room;

    @BeforeAll
    void course(@TempDir Path folder) throws IOException {
        room = SmallCourse.in(folder);
        room.addLesson();
        Path root = room.course.root();
        Fixture.edit(root.resolve("pom.xml"), "<module>01-sum</module>",
                "<module>01-sum</module><module>02-more</module>");
        for (String file : List.of("tools/grade/pom.xml", "tools/grade/GradeTable.java")) {
            SmallCourse.put(root, file, Files.readString(Course.here().root().resolve(file)));
        }
    }

    /** Hands in both lessons: an adder for each, and the doubler of the first; null stands for none. */
    private Path handIn(String student, String adder, String doubler, String second) throws IOException {
        Path folder = room.handIn(student, adder, doubler);
        SmallCourse.put(folder, SmallCourse.second(SmallCourse.ADDER), SmallCourse.second(second));
        SmallCourse.put(folder, SmallCourse.second(SmallCourse.DOUBLER),
                SmallCourse.second(SmallCourse.RIGHT_DOUBLER));
        return folder;
    }

    private String csv() throws IOException {
        return Files.readString(room.course.root().resolve("target/grade.csv"));
    }

    private Maven.Run grade(Path submission, String... more) throws Exception {
        List<String> words = new ArrayList<>(Prepare.program(room.course.root()));
        words.addAll(List.of("-B", "-ntp", "test", "-Pgrade", "-fae", "-Dsubmission=" + submission));
        words.addAll(List.of(more));
        return Maven.run(room.course.root(), words, Duration.ofMinutes(5));
    }

    /** Besides its exercises, a submission brings a test that passes, lesson code that does not compile, and a pom. */
    private static void bringMore(Path submission) throws IOException {
        SmallCourse.put(submission, BELOW + "exercise/AdderTest.java",
                "package com.example.sum.exercise; class AdderTest { @org.junit.jupiter.api.Test void t() { } }");
        SmallCourse.put(submission, BELOW + "Lesson.java",
                "package com.example.sum; public class Lesson { does not compile }");
        SmallCourse.put(submission, "01-sum/pom.xml", "<project/>");
    }

    @Test
    void a_test_and_lesson_code_among_the_exercises_are_not_taken() throws Exception {
        Path right = handIn("right", SmallCourse.RIGHT_ADDER, SmallCourse.RIGHT_DOUBLER, SmallCourse.RIGHT_ADDER);
        bringMore(right);
        Maven.Run passed = grade(right);
        assertEquals(0, passed.exit(), passed::output);
        assertTrue(passed.output().matches("(?s).*Files not taken, [^\n]*AdderTest.java.*"), passed::output);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_linked_exercise_is_not_taken_and_is_listed() throws Exception {
        Path folder = handIn("linked", SmallCourse.RIGHT_ADDER, null, SmallCourse.RIGHT_ADDER);
        Path elsewhere = Files.writeString(folder.resolve("Doubler.java"), SmallCourse.RIGHT_DOUBLER);
        Files.createSymbolicLink(folder.resolve(SmallCourse.DOUBLER), elsewhere);
        Maven.Run run = grade(folder);
        assertNotEquals(0, run.exit(), run::output);
        assertTrue(run.output().contains("Not finished in 01-sum: Doubler (not started)."), run::output);
        assertTrue(run.output().matches("(?s).*Files not taken, because they are links: [^\n]*Doubler.java.*"),
                run::output);
    }

    /** The same rule as in {@code grade}: what is not UTF-8 is replaced, and a byte order mark does not compile. */
    @Test
    void a_comment_in_another_encoding_is_no_fault_and_a_byte_order_mark_is_one() throws Exception {
        Path latin = handIn("latin", null, SmallCourse.RIGHT_DOUBLER, "\uFEFF" + SmallCourse.RIGHT_ADDER);
        byte[] adder = ("// gr\u00fc\u00df dich\n" + SmallCourse.RIGHT_ADDER).getBytes(StandardCharsets.ISO_8859_1);
        Files.write(latin.resolve(SmallCourse.ADDER), adder);
        Maven.Run run = grade(latin);
        assertNotEquals(0, run.exit(), run::output);
        assertTrue(csv().contains("latin,01-sum,1.1,Adder,passed,5,5,1,1,"), csv());
        assertTrue(csv().contains("latin,02-more,2.1,Adder,failed,0,0,0,1,the exercises do not compile"), csv());
        Path own = room.course.root().resolve(SmallCourse.ADDER);
        String stub = Files.readString(own);
        Files.write(own, adder);
        try {
            Maven.Run test = Maven.run(room.course.root().resolve("01-sum"), "mvn test -Dtest=AdderTest",
                    Duration.ofMinutes(3));
            assertEquals(0, test.exit(), test::output);
            assertTrue(test.output().contains("Tests run: 5, Failures: 0, Errors: 0, Skipped: 0"), test::output);
        } finally {
            Files.writeString(own, stub);
        }
    }

    @Test
    void a_table_of_all_lessons_comes_last_though_one_does_not_compile_and_one_is_missing() throws Exception {
        Path broken = handIn("=ada, \"b\"", SmallCourse.adder("return 7;"), SmallCourse.RIGHT_DOUBLER, "class {");
        bringMore(broken);
        Maven.Run run = grade(broken);
        assertNotEquals(0, run.exit(), run::output);
        assertTrue(run.output().contains("The rule  A sum is all numbers together."), run::output);
        String table = run.output().substring(run.output().lastIndexOf("01-sum   "));
        assertTrue(table.replaceAll(" +", " ").startsWith("""
                01-sum 1 of 2 points
                 1.1 Adder failed 0 of 5 tests
                 1.2 Doubler passed 2 of 2 tests
                02-more 0 of 2 points
                 2.1 Adder failed the exercises do not compile
                 2.2 Doubler failed the exercises do not compile
                =ada, "b" 1 of 4 points
                The same as a file:"""), run::output);
        assertEquals("""
                submission,lesson,exercise,name,status,passed,tests,points,of,note
                "'=ada, ""b\""",01-sum,1.1,Adder,failed,0,5,0,1,
                "'=ada, ""b\""",01-sum,1.2,Doubler,passed,2,2,1,1,
                "'=ada, ""b\""",02-more,2.1,Adder,failed,0,0,0,1,the exercises do not compile
                "'=ada, ""b\""",02-more,2.2,Doubler,failed,0,0,0,1,the exercises do not compile
                """, csv());
        Path missing = room.handIn("missing", SmallCourse.adder("System.exit(0); return 0;"),
                SmallCourse.RIGHT_DOUBLER);
        Maven.Run less = grade(missing);
        assertNotEquals(0, less.exit(), less::output);
        assertTrue(csv().endsWith("missing,02-more,2.2,Doubler,failed,0,0,0,1,the lesson was not judged\n"), csv());
        assertTrue(csv().contains("missing,01-sum,1.1,Adder,failed,0,0,0,1,its tests did not end\n"
                + "missing,01-sum,1.2,Doubler,passed,2,2,1,1,\n"), csv());
    }

    private void a_missing_exercise_is_not_finished_and_the_others_are_judged() throws Exception {
        Maven.Run run = grade(handIn("half", SmallCourse.RIGHT_ADDER, null, SmallCourse.RIGHT_ADDER));
        assertNotEquals(0, run.exit(), run::output);
        assertTrue(run.output().contains("Not finished in 01-sum: Doubler (not started)."), run::output);
        assertTrue(run.output().matches("(?s).*Files missing in the submission, [^\n]*Doubler.java.*"), run::output);
    }

    @Test
    void one_lesson_alone_has_its_table_and_nothing_of_an_earlier_run_is_in_it() throws Exception {
        a_missing_exercise_is_not_finished_and_the_others_are_judged();
        assertEquals(5, csv().lines().count(), csv());
        Maven.Run run = grade(handIn("alone", SmallCourse.RIGHT_ADDER, "class {", SmallCourse.adder("return 7;")),
                "-pl", "02-more");
        assertNotEquals(0, run.exit(), run::output);
        assertTrue(run.output().matches("(?s).*02-more +1 of 2 points\n.*"), run::output);
        assertEquals("""
                submission,lesson,exercise,name,status,passed,tests,points,of,note
                alone,02-more,2.1,Adder,failed,0,5,0,1,
                alone,02-more,2.2,Doubler,passed,2,2,1,1,
                """, csv());
        Maven.Run own = Maven.run(room.course.root().resolve("01-sum"), "mvn test -Pgrade,solution -Dtest=AdderTest",
                Duration.ofMinutes(3));
        assertEquals(0, own.exit(), own::output);
        assertEquals("course,01-sum,1.1,Adder,passed,5,5,1,1,", csv().lines().skip(1).reduce("", String::concat));
        Maven.Run stubs = Maven.run(room.course.root().resolve("01-sum"), "mvn test -Pgrade", Duration.ofMinutes(3));
        assertNotEquals(0, stubs.exit(), stubs::output);
        assertTrue(stubs.output().contains("Not finished in 01-sum: Adder (not started), Doubler (not started)."),
                stubs::output);
    }
}
