package com.example.tools.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The lessons as Maven sees them, in a fresh copy: the tour first, then the solutions. Of the tests only those that
 * wait for a learner are run; {@code mvn test} runs the lessons' own. That the stubs wait is tried in a learners' copy,
 * by {@code OfflineTest}, which needs a Unix.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LessonsTest {

    private static final String EXERCISES =
            " -Dtest=" + Reports.WAITING + " -Dsurefire.failIfNoSpecifiedTests=false";

    private static Checkout checkout;

    @BeforeAll
    static void copy() throws Exception {
        checkout = Checkout.get();
        assertFalse(checkout.lessons().isEmpty(), "There is no lesson: no folder NN-topic with a pom.xml.");
    }

    @Test
    @Order(1)
    void the_tour_plays_every_lesson_and_leaves_nothing_behind() throws Exception {
        // Downloads and compiling are not part of the tour's time.
        checkout.maven("mvn -q test-compile");
        assertNone(Tour.check(checkout.course(), checkout.folder()));
    }

    /** Elsewhere {@code OfflineTest} tries it, in a learners' copy. */
    @TestFactory
    @Order(2)
    @EnabledOnOs(OS.WINDOWS)
    Stream<DynamicTest> on_a_fresh_clone_every_exercise_waits() throws Exception {
        return judged(checkout.maven("mvn -fae test" + EXERCISES), Reports::checkStubs);
    }

    @TestFactory
    @Order(3)
    Stream<DynamicTest> on_the_solutions_everything_passes() throws Exception {
        return judged(checkout.maven("mvn -fae test -Psolution -Dwarnings.fail=true" + EXERCISES),
                Reports::checkSolutions);
    }

    private interface Check {
        List<String> problems(Lesson lesson) throws IOException;
    }

    /** One test per lesson, and one for the whole run, should it have failed where no lesson did. */
    private static Stream<DynamicTest> judged(Maven.Run run, Check check) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Lesson lesson : checkout.lessons()) {
            List<String> problems = check.problems(lesson);
            tests.add(DynamicTest.dynamicTest(lesson.name(), () -> assertNone(problems)));
        }
        tests.add(DynamicTest.dynamicTest("Maven", () -> assertEquals(0, run.exit(), () -> Checkout.tail(run))));
        return tests.stream();
    }

    static void assertNone(List<String> problems) {
        if (!problems.isEmpty()) {
            fail(problems.size() + " problems:\n" + String.join("\n", problems));
        }
    }
}
