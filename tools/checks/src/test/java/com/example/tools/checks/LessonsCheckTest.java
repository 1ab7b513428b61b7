package com.example.tools.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of tour, stubs and solutions, on a lesson with known faults. */
class LessonsCheckTest {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void stubs_that_pass_or_fail_and_solutions_that_wait_are_found(@TempDir Path folder) throws Exception {
        Lesson lesson = Fixture.in(folder).lessons().get(0);
        Maven.run(folder, "mvn test", LIMIT);
        assertEquals(List.of(), Reports.checkStubs(lesson));
        assertEquals(5, Reports.checkSolutions(lesson).size(), "every test waits");

        Path stub = lesson.folder().resolve("src/exercise/java/com/example/sum/exercise/Adder.java");
        Fixture.edit(stub, "throw", "if (numbers.length == 0) { return 0; } if (numbers[0] < 0) { return 0; } throw");
        Maven.run(folder, "mvn test", LIMIT);
        List<String> problems = Reports.checkStubs(lesson);
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("on the stubs this test fails: "), problems::toString);
        assertTrue(problems.get(1).contains("1 tests pass although nothing is written yet"), problems::toString);
    }

    @Test
    void a_tour_that_breaks_its_promises_is_found(@TempDir Path folder) throws Exception {
        Course course = Fixture.in(folder);
        assertEquals(List.of(), Tour.check(course, folder));
        Fixture.edit(course.lessons().get(0).folder().resolve("src/main/java/com/example/sum/Lesson.java"),
                "System.out.println(\"== 2. Time\");",
                "System.out.println(\"== 3. Caf\\u00e9\"); System.err.println(\"Oh.\");"
                        + "try { new ProcessBuilder(\"sleep\", \"20\").start(); } catch (Exception e) { }");
        List<String> problems = Tour.check(course, folder);
        for (String piece : List.of("prints on standard error:\nOh.", "not numbered one after the other: == 3. Caf",
                "Not plain ASCII")) {
            assertTrue(problems.stream().anyMatch(problem -> problem.contains(piece)), problems::toString);
        }
        if (System.getProperty("os.name").equals("Linux")) {
            assertTrue(problems.stream().anyMatch(problem -> problem.matches("The tour left .* sleep 20 ?")),
                    problems::toString);
        }
    }
}
