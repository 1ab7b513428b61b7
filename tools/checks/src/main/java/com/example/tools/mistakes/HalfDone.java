package com.example.tools.mistakes;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.judge.CompiledLesson;
import com.example.tools.judge.Judge;
import com.example.tools.judge.TestRounds;
import com.example.tools.judge.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Proves that half-done work is told apart from wrong work. Of an exercise with several methods, every combination is
 * made in which some are written, as in the solution, and the others are still as in the stub: whatever is written
 * first, no test may fail, and none may wait for what is not there.
 */
public final class HalfDone {

    private static final Duration ROUND = Mistakes.LIMIT;
    private static final String NOT_STARTED = "TestAbortedException";

    private final Course course;

    public HalfDone(Course course) {
        this.course = course;
    }

    /**
     * What became of one combination.
     *
     * @param exercise the exercise
     * @param written  the methods that are written
     * @param verdict  what its tests said
     * @param problems what is wrong with that; none is how it should be
     */
    public record Report(Exercise exercise, List<String> written, Verdict verdict, List<String> problems) { }

    /** The program: prints each combination, and what its tests said. */
    static int main(Course course, String wanted) throws Exception {
        int[] counts = new int[2];
        new HalfDone(course).judge(wanted, report -> {
            counts[0]++;
            counts[1] += report.problems().isEmpty() ? 0 : 1;
            System.out.println(text(report));
        });
        System.out.printf("%d combinations, %d of them with problems.%n", counts[0], counts[1]);
        return counts[1] == 0 ? 0 : 1;
    }

    public static String text(Report report) {
        StringBuilder text = new StringBuilder("%s with %s: %d passed, %d skipped, %d failed".formatted(
                report.exercise().title(), String.join(" and ", report.written()),
                report.verdict().with(Verdict.Status.PASSED).size(),
                report.verdict().with(Verdict.Status.SKIPPED).size(),
                report.verdict().with(Verdict.Status.FAILED).size()));
        report.problems().forEach(problem -> text.append("\n  PROBLEM: ").append(problem.replace("\n", "\n    ")));
        return text.toString();
    }

    /** Judges every combination of the exercises that are meant, null for all, and tells about each. */
    public void judge(String wanted, Consumer<Report> reports) throws Exception {
        for (Lesson lesson : course.withExercises()) {
            for (Exercise exercise : lesson.exercises()) {
                if (wanted == null || exercise.isMeantBy(wanted)) {
                    judge(lesson, exercise, reports);
                }
            }
        }
    }

    private void judge(Lesson lesson, Exercise exercise, Consumer<Report> reports) throws Exception {
        String stub = Files.readString(lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file()));
        String solution = Files.readString(lesson.folder().resolve(Lesson.SOLUTIONS).resolve(exercise.file()));
        Map<String, Methods.Body> stubs = Methods.of(stub);
        List<String> open = stubs.keySet().stream()
                .filter(name -> stubs.get(name).in(stub).contains(NOT_STARTED)).toList();
        CompiledLesson compiled = CompiledLesson.open(course, lesson);
        List<List<String>> combinations = new ArrayList<>();
        List<Path> judged = new ArrayList<>();
        for (int bits = 1; bits < (1 << open.size()) - 1; bits++) {
            List<String> written = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                if ((bits >> i & 1) == 1) {
                    written.add(open.get(i));
                }
            }
            combinations.add(written);
            judged.add(compiled.with("half-done-" + exercise.number() + "-" + bits, exercise.file(),
                    mixed(solution, stub, stubs, open, written)).get(0));
        }
        List<Verdict> verdicts = TestRounds.run(new Judge(ROUND, course.junitParameters()), compiled.classpath(),
                lesson.folder(), exercise.testClass(), judged);
        for (int i = 0; i < verdicts.size(); i++) {
            reports.accept(new Report(exercise, combinations.get(i), verdicts.get(i), problems(verdicts.get(i))));
        }
    }

    /** The solution, in which what is not written is as in the stub. */
    private static String mixed(String solution, String stub, Map<String, Methods.Body> stubs, List<String> open,
                                List<String> written) throws IOException {
        Map<String, Methods.Body> bodies = Methods.of(solution);
        StringBuilder mixed = new StringBuilder(solution);
        open.stream().filter(name -> !written.contains(name))
                .sorted(Comparator.comparingInt((String name) -> bodies.get(name).start()).reversed())
                .forEach(name -> mixed.replace(bodies.get(name).start(), bodies.get(name).end(),
                        stubs.get(name).in(stub).replace(NOT_STARTED, "org.opentest4j." + NOT_STARTED)));
        return mixed.toString();
    }

    private static List<String> problems(Verdict verdict) {
        List<String> problems = new ArrayList<>();
        if (verdict.ending() != Verdict.Ending.FINISHED) {
            problems.add("The tests did not come to an end.\n" + verdict.output());
        }
        verdict.with(Verdict.Status.FAILED).forEach(test -> problems.add("\"" + test.name() + "\" fails: "
                + test.exception() + test.message().stripTrailing()));
        if (verdict.ending() == Verdict.Ending.FINISHED && verdict.with(Verdict.Status.SKIPPED).isEmpty()) {
            problems.add("No test is skipped: something that is not written is not missed.");
        }
        return problems;
    }
}
