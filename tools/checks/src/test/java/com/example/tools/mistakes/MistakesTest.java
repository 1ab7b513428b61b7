package com.example.tools.mistakes;

import static org.junit.jupiter.api.Assertions.fail;

import com.example.tools.course.Course;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every known mistake is caught by its exercise's tests and explained; every second right answer passes them. */
class MistakesTest {

    @TestFactory
    Stream<DynamicTest> patches() throws Exception {
        Course course = Course.here();
        List<Mistakes.Report> reports = new ArrayList<>();
        new Mistakes(course).judge(null, reports::add);
        List<DynamicTest> tests = new ArrayList<>();
        for (Mistakes.Report report : reports) {
            tests.add(DynamicTest.dynamicTest(course.name(report.patch()), () -> {
                if (!report.problems().isEmpty()) {
                    fail(MistakeReport.text(course, report));
                }
            }));
        }
        return tests.stream();
    }
}
