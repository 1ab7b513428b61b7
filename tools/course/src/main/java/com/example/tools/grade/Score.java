package com.example.tools.grade;

import com.example.tools.grade.isolated.IsolatedRun;
import com.example.tools.grade.isolated.IsolatedRunner;
import com.example.tools.judge.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How one exercise of one submission came out.
 *
 * @param status  passed, failed or not started
 * @param passed  how many of its tests passed
 * @param tests   how many there are
 * @param message what the first failure said, or why there was nothing to judge; empty if passed
 */
public record Score(Status status, int passed, int tests, String message) {

    /** The longest message that is kept, in characters. */
    public static final int MESSAGE_LIMIT = 2_000;

    /** A list of numbers or a part of one, a key in Base64 (no long word), a byte in hexadecimal, a number. */
    private static final Pattern VARIES = Pattern.compile("(?:\\[|\\.{3} )-?\\d+(?:, -?\\d+)*(?:\\]|,? *\\.{3})"
            + "|(?=[A-Za-z+/]*\\d)[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z+/]{16,}={1,2}|\\b[0-9a-f]{2}\\b|\\d+");
    /** Under the two lines that should be equal. */
    private static final Pattern MARK = Pattern.compile(" *\\^+ the first difference.*");
    private static final String TIMED_OUT = "A test did not end within ";

    public enum Status {
        PASSED, FAILED, NOT_STARTED;

        /** As it is written in the sheets. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        static Status of(String text) {
            for (Status status : values()) {
                if (status.text().equals(text)) {
                    return status;
                }
            }
            throw new IllegalArgumentException("\"" + text + "\" is none of passed, failed, not started.");
        }
    }

    public Score {
        message = clean(message);
    }

    static Score notStarted(int tests) {
        return new Score(Status.NOT_STARTED, 0, tests, "");
    }

    static Score failed(int passed, int tests, String message) {
        return new Score(Status.FAILED, passed, Math.max(tests, passed), message);
    }

    /**
     * Judges what a run came to.
     *
     * @param tests how many tests there are, should the run have ended before all of them
     * @param limit how long the run was allowed to take
     * @param thread a thread of the submission that did not end, and where it was; empty if there is none
     */
    static Score of(Verdict verdict, int tests, Duration limit, String thread) {
        int passed = verdict.with(Verdict.Status.PASSED).size();
        int all = Math.max(tests, verdict.results().size());
        if (verdict.ending() == Verdict.Ending.FINISHED) {
            if (passed == all && !thread.isEmpty()) {
                return failed(passed, all, "All tests pass, but a thread was left running, " + thread
                        + ": whoever starts a thread or a server also ends it.");
            }
            if (passed == all && all > 0) {
                return new Score(Status.PASSED, passed, all, "");
            }
            if (verdict.allSkipped()) {
                return notStarted(all);
            }
        }
        return failed(passed, all, why(verdict, passed, all, limit));
    }

    private static String why(Verdict verdict, int passed, int all, Duration limit) {
        String ending = switch (verdict.ending()) {
            case TIMED_OUT, LOOPED -> timedOut(limit)
                    + "an endless loop, or a wait that nothing ends. It was stopped;"
                    + " how busy the machine was has no part in that.";
            case DIED -> "The JVM ended before the tests did: " + cause(verdict.output());
            case FINISHED -> "";
        };
        if (!ending.isEmpty()) {
            return ending;
        }
        List<Verdict.Result> failures = verdict.with(Verdict.Status.FAILED);
        if (failures.isEmpty()) {
            List<Verdict.Result> skipped = verdict.with(Verdict.Status.SKIPPED);
            return skipped.isEmpty() ? "Only " + passed + " of " + all + " tests were run."
                    : "Not finished: " + skipped.get(0).name() + ": " + skipped.get(0).message();
        }
        Verdict.Result first = failures.get(0);
        String said = first.message().isBlank() ? first.exception() : first.message();
        if (!first.assertion()) {
            said = first.exception().replaceFirst("^.*\\.", "") + (first.message().isBlank() ? "" : ": ")
                    + first.message() + (first.place().isEmpty() ? "" : "\n  at " + first.place());
        }
        return first.name() + ": " + said.strip();
    }

    /**
     * The same, without what differs from one try to the next in its message: a port, a time that was measured, a key
     * that was drawn. The same answer shall read the same on any day.
     */
    Score withoutWhatVaries(Score before) {
        List<String> lines = new ArrayList<>();
        List<String> others = before.message.lines().filter(line -> !MARK.matcher(line).matches()).toList();
        int at = 0;
        boolean varies = false;
        for (String line : message.lines().toList()) {
            if (MARK.matcher(line).matches()) {
                // Where two lines differ first varies as they do.
                if (!varies) {
                    lines.add(line);
                }
                continue;
            }
            String told = at < others.size() ? withoutWhatVaries(line, others.get(at++)) : null;
            if (told == null) {
                return this;
            }
            varies = !told.equals(line);
            lines.add(told);
        }
        return at < others.size() ? this : new Score(status, passed, tests, String.join("\n", lines));
    }

    /** Null if more differs than what varies. */
    private static String withoutWhatVaries(String line, String before) {
        if (!VARIES.matcher(line).replaceAll("0").equals(VARIES.matcher(before).replaceAll("0"))) {
            return null;
        }
        Iterator<String> other = VARIES.matcher(before).results().map(MatchResult::group).toList().iterator();
        return VARIES.matcher(line).replaceAll(one -> one.group().equals(other.next()) ? one.group()
                : one.group().matches(".*[\\[.].*") ? "[…]" : "…");
    }

    private static String timedOut(Duration limit) {
        return TIMED_OUT + limit.toSeconds() + " s: ";
    }

    /** Whether it counts when the tests may take so long; that they did not end in less time tells nothing. */
    boolean countsWithin(Duration limit) {
        return !message.startsWith(TIMED_OUT) || message.startsWith(timedOut(limit));
    }

    private static String cause(String output) {
        if (output.contains("OutOfMemoryError")) {
            return "it ran out of memory.";
        }
        if (output.contains(IsolatedRunner.TOO_MANY_THREADS)) {
            return IsolatedRunner.TOO_MANY_THREADS + ".";
        }
        if (output.contains(IsolatedRun.BROKEN_CHANNEL)) {
            return IsolatedRun.BROKEN_CHANNEL + ".";
        }
        return "System.exit, halt, or a crash.";
    }

    /** No control character but line feed and tab gets into a sheet, and no message without end. */
    private static String clean(String message) {
        String text = message.replace("\r\n", "\n").replaceAll("\u001B\\[[0-9;]*m", "")
                .replaceAll("[\\p{Cc}\\p{Cs}&&[^\n\t]]", "\uFFFD").strip();
        return text.length() <= MESSAGE_LIMIT ? text : text.substring(0, MESSAGE_LIMIT - 6) + " [...]";
    }
}
