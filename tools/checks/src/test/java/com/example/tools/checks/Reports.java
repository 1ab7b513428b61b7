package com.example.tools.checks;

import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What {@code mvn test} reported, read from Surefire's XML files, and whether it is what the course promises: on a
 * fresh clone every exercise waits, on the solutions everything passes.
 */
public final class Reports {

    /** The tests that wait for a learner, for {@code -Dtest}: of the exercises, and of a server of one's own. */
    public static final String WAITING = "**/exercise/*Test,OwnServerTest";

    private static final String NONE_RAN =
            "%s: not one test was run. Is it among the root pom's modules, and does it compile?";

    private Reports() {
    }

    /**
     * How the tests of one class ended.
     *
     * @param passed  how many passed
     * @param skipped the names of those that were skipped
     * @param failed  the names of those that failed, each with the first line of what it said
     */
    public record Tests(int passed, List<String> skipped, List<String> failed) { }

    /** Stubs: every test of every exercise is skipped; of the lesson's other tests, if they were run, none fails. */
    public static List<String> checkStubs(Lesson lesson) throws IOException {
        return check(lesson, (where, tests, waits) -> {
            List<String> problems = new ArrayList<>();
            tests.failed().forEach(test -> problems.add(where + ": on the stubs this test fails: " + test));
            if (waits && tests.passed() > 0) {
                problems.add(where + ": " + tests.passed() + " tests pass although nothing is written yet.");
            }
            if (!waits) {
                tests.skipped().forEach(test -> problems.add(where + ": this test of the lesson is skipped: " + test));
            }
            return problems;
        });
    }

    /** Solutions: every test of every exercise passes, none is skipped; nor of the other tests, if they were run. */
    public static List<String> checkSolutions(Lesson lesson) throws IOException {
        return check(lesson, (where, tests, waits) -> {
            List<String> problems = new ArrayList<>();
            tests.failed().forEach(test -> problems.add(where + ": on the solutions this test fails: " + test));
            tests.skipped().forEach(test -> problems.add(where + ": on the solutions this test is skipped: " + test));
            return problems;
        });
    }

    /** What is wrong with the tests of one class; {@code waits} if they wait for a learner. */
    private interface Check {
        List<String> problems(String where, Tests tests, boolean waits);
    }

    private static List<String> check(Lesson lesson, Check check) throws IOException {
        if (!testClasses(lesson).isEmpty() && lesson.files("target/surefire-reports", ".xml").isEmpty()) {
            return List.of(NONE_RAN.formatted(lesson.name()));
        }
        List<String> problems = new ArrayList<>();
        List<String> exercises = lesson.exercises().stream().map(Exercise::testClass).toList();
        for (String testClass : testClasses(lesson)) {
            Tests tests = of(lesson, testClass);
            String where = lesson.name() + ", " + testClass;
            // The learner's own server waits for the exercises, as they do.
            boolean waits = exercises.contains(testClass) || testClass.endsWith(".OwnServerTest");
            if (tests != null && tests.passed() + tests.skipped().size() + tests.failed().size() > 0) {
                problems.addAll(check.problems(where, tests, waits));
            } else if (waits) {
                problems.add(where + ": there is no report. An abort before the first test hides the whole class.");
            }
        }
        return problems;
    }

    private static List<String> testClasses(Lesson lesson) throws IOException {
        Path root = lesson.folder().resolve(Lesson.TEST);
        return lesson.files(Lesson.TEST, "Test.java").stream()
                .map(file -> root.relativize(file).toString().replaceAll("[/\\\\]", ".").replaceFirst("\\.java$", ""))
                .toList();
    }

    /** The report on one test class; null if there is none. */
    static Tests of(Lesson lesson, String testClass) throws IOException {
        Path file = lesson.folder().resolve("target/surefire-reports/TEST-" + testClass + ".xml");
        if (!Files.exists(file)) {
            return null;
        }
        List<String> skipped = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        int passed = 0;
        NodeList cases = cases(file);
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            String name = test.getAttribute("name");
            Element failure = first(test, "failure", "error");
            if (failure != null) {
                failed.add(name + ": " + failure.getTextContent().strip().lines().findFirst().orElse(""));
            } else if (first(test, "skipped") != null) {
                skipped.add(name);
            } else {
                passed++;
            }
        }
        return new Tests(passed, skipped, failed);
    }

    private static NodeList cases(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getElementsByTagName("testcase");
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(file + " is no report.", e);
        }
    }

    private static Element first(Element test, String... names) {
        for (String name : names) {
            NodeList found = test.getElementsByTagName(name);
            if (found.getLength() > 0) {
                return (Element) found.item(0);
            }
        }
        return null;
    }
}
