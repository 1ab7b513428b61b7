package com.example.tools.learn;

import static com.example.tools.course.Language.say;

import com.example.tools.judge.Verdict;
import java.util.Comparator;
import java.util.List;

/**
 * What came of judging an exercise.
 *
 * @param mark    how far it is
 * @param headline one sentence
 * @param passed  how many tests passed, of those that were run
 * @param total   how many were run
 * @param failed  the tests that failed, in the order in which the test's file has them
 * @param details what to read before the first failed test's message: the compiler's error, or why there is no verdict
 * @param output  what the code printed, as far as it was kept
 */
public record Feedback(Mark mark, String headline, int passed, int total, List<Verdict.Result> failed, String details,
               String output) {

    /** There is no verdict of tests, for a reason that a sentence tells. */
    static Feedback without(String headline, String details) {
        return new Feedback(Mark.WRONG, headline, 0, 0, List.of(), details, "");
    }

    /**
     * Reads a verdict.
     *
     * @param test  the source of the test class, for the order of its tests
     * @param limit the time limit in seconds
     */
    static Feedback of(Verdict verdict, String test, long limit) {
        List<Verdict.Result> failed = verdict.with(Verdict.Status.FAILED).stream()
                .sorted(Comparator.comparingInt(result -> position(result, test))).toList();
        int passed = verdict.with(Verdict.Status.PASSED).size();
        int total = verdict.results().size();
        int waiting = verdict.with(Verdict.Status.SKIPPED).size();
        String details = "";
        String headline;
        Mark mark = Mark.WRONG;
        if (verdict.ending() == Verdict.Ending.TIMED_OUT) {
            headline = say("The tests were stopped: they had not ended after %d s.", limit);
            details = say("Something never returns: an endless loop, or a wait for something that does not come.");
        } else if (verdict.ending() == Verdict.Ending.DIED) {
            headline = say("The tests could not end: the program ended under them.");
            details = verdict.output().contains("OutOfMemoryError") ? say("There was no memory left.")
                    : say("Does your code call System.exit? Only the one that started a program may end it.");
        } else if (total == 0) {
            headline = say("Not one test was run.");
        } else if (!failed.isEmpty()) {
            headline = failed.size() == 1 ? say("1 of %d tests fails.", total)
                    : say("%d of %d tests fail.", failed.size(), total);
        } else if (waiting == total) {
            headline = total == 1 ? say("Not started. 1 test waits for your code.")
                    : say("Not started. %d tests wait for your code.", total);
            mark = Mark.WAITING;
        } else if (waiting > 0) {
            headline = say("%d of %d tests pass, %d wait for code that is not written yet.", passed, total, waiting);
            mark = Mark.STARTED;
        } else {
            headline = total == 1 ? say("Solved: its test passes.") : say("Solved: all %d tests pass.", total);
            mark = Mark.SOLVED;
        }
        return new Feedback(mark, headline, passed, total, failed, details, verdict.output());
    }

    /** Where a test is in its file: JUnit's order is another one, and a reader starts at the top. */
    private static int position(Verdict.Result result, String test) {
        String method = result.name().split(" > ")[0].replaceFirst("\\(.*$", "").strip().replace(' ', '_');
        int at = test.indexOf(" " + method + "(");
        return at < 0 ? Integer.MAX_VALUE : at;
    }
}
