package com.example.tools.learn;

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
            headline = "The tests were stopped: they had not ended after " + limit + " s.";
            details = "Something never returns: an endless loop, or a wait for something that does not come.";
        } else if (verdict.ending() == Verdict.Ending.DIED) {
            headline = "The tests could not end: the program ended under them.";
            details = verdict.output().contains("OutOfMemoryError") ? "There was no memory left."
                    : "Does your code call System.exit? Only who started a program may end it.";
        } else if (total == 0) {
            headline = "Not one test was run.";
        } else if (!failed.isEmpty()) {
            headline = failed.size() == 1 ? "1 of " + total + " tests fails." : failed.size() + " of " + total
                    + " tests fail.";
        } else if (waiting == total) {
            headline = "Not started. " + (total == 1 ? "1 test waits" : total + " tests wait") + " for your code.";
            mark = Mark.WAITING;
        } else if (waiting > 0) {
            headline = passed + " of " + total + " tests pass, " + waiting + " wait for code that is not written yet.";
            mark = Mark.STARTED;
        } else {
            headline = total == 1 ? "Solved: its test passes." : "Solved: all " + total + " tests pass.";
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
