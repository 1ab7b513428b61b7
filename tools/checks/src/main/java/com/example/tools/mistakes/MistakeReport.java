package com.example.tools.mistakes;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What makes the verdict on a known mistake a good one, and how it is shown to the author of a lesson. */
public final class MistakeReport {

    /** Every story that a test tells ends with the rule that was broken, on a line that starts like this. */
    private static final String RULE = "The rule";
    /** An array's or an object's identity, or a lambda. */
    private static final Pattern MADE_UP =
            Pattern.compile("\\[[A-Z]@\\p{XDigit}+|\\w@\\p{XDigit}{6,8}\\b|\\$\\$Lambda");

    private MistakeReport() {
    }

    /** The sentences that say what is wrong with a patch or with the tests that judged it; none if all is well. */
    static List<String> problems(MistakePatch patch, Exercise exercise, Verdict verdict) {
        List<String> problems = new ArrayList<>();
        if (!patch.name().startsWith(exercise.number() + "-")) {
            problems.add("The file's name must start with " + exercise.number() + "-");
        }
        if (verdict.ending() == Verdict.Ending.TIMED_OUT) {
            problems.add("The tests did not end within " + verdict.took().toSeconds()
                    + " s: a test waits without a bound.");
        }
        if (verdict.ending() == Verdict.Ending.DIED) {
            problems.add("The JVM ended before the tests did:\n" + verdict.output().strip());
        }
        List<Verdict.Result> failed = verdict.with(Verdict.Status.FAILED);
        if (patch.isRight()) {
            failed.forEach(test -> problems.add("A right answer fails \"" + test.name() + "\"."));
            verdict.with(Verdict.Status.SKIPPED)
                    .forEach(test -> problems.add("A right answer is skipped by \"" + test.name() + "\"."));
            return problems;
        }
        if (verdict.ending() == Verdict.Ending.FINISHED && failed.isEmpty()) {
            problems.add("The mistake is not caught: no test fails.");
        } else if (failed.stream().noneMatch(test -> test.message().contains(patch.message()))) {
            problems.add("No failed test's message contains \"" + patch.message() + "\".");
        }
        failed.forEach(test -> explain(test, exercise, problems));
        return problems;
    }

    private static void explain(Verdict.Result test, Exercise exercise, List<String> problems) {
        boolean rule = test.message().lines().anyMatch(line -> line.strip().startsWith(RULE));
        if (!test.assertion()) {
            problems.add("\"" + test.name() + "\" fails by accident, with " + test.exception()
                    + (test.place().isEmpty() ? "" : " at " + test.place()) + ", not with a judgement.");
        } else if (!rule && test.message().contains("timed out after")) {
            problems.add("\"" + test.name() + "\" fails with a bare time-out.");
        } else if (!rule) {
            problems.add("\"" + test.name() + "\" fails without naming the rule: no line starts with \"" + RULE
                    + "\".");
        } else {
            untold(test.message(), exercise).forEach(what -> problems.add("\"" + test.name() + "\" " + what));
        }
    }

    /** What a learner could not make out from a failure's message. */
    private static List<String> untold(String message, Exercise exercise) {
        List<String> untold = new ArrayList<>();
        String but = behind("But", message);
        if (behind("Expected", message).isEmpty() || but.isEmpty()) {
            untold.add("does not say both what was expected and what came instead.");
        }
        if (message.contains("expected: <")) {
            untold.add("tells two values, and not where they come from.");
        }
        if (MADE_UP.matcher(message).find()) {
            untold.add("shows a name that the JVM has made up, which tells a reader nothing.");
        }
        boolean placed = but.matches(".*, at \\w+\\.java:\\d+.*");
        if (but.contains("did not return within") && !placed) {
            untold.add("fails with a bare time-out: it does not say where the code was.");
        }
        if (but.startsWith("it threw NullPointerException") && !but.contains(exercise.name() + ".java:")) {
            untold.add("fails with a NullPointerException out of the test's own code.");
        }
        return untold;
    }

    /** What a message has behind one of its words, on the same line; empty if it has no such line. */
    private static String behind(String word, String message) {
        return message.lines().map(String::strip).filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()).strip()).findFirst().orElse("");
    }

    /** What a README shows of a mistake: the failed test that the patch's header speaks of, and its story. */
    public static List<String> shown(Mistakes.Report report) {
        Verdict.Result test = report.verdict().with(Verdict.Status.FAILED).stream()
                .filter(failed -> failed.message().contains(report.read().message()))
                .findFirst().orElseThrow();
        List<String> lines = new ArrayList<>(List.of("✘ " + test.name()));
        story(test.message()).forEach(line -> lines.add(("  " + line).stripTrailing()));
        return lines;
    }

    /** The lines of a failure's message, without the indent that all of them have. */
    private static Stream<String> story(String message) {
        return message.stripTrailing().stripIndent().strip().lines();
    }

    /** A mistake as an author reads it: what it is, how it was judged, and all that a learner would be told. */
    static String text(Course course, Mistakes.Report report) {
        StringBuilder text = new StringBuilder();
        MistakePatch patch = report.read();
        text.append("== ").append(course.name(report.patch())).append('\n');
        if (patch != null) {
            text.append(patch.exercise()).append(patch.isRight() ? ", a right answer: " : ": ")
                    .append(patch.sentence()).append('\n');
        }
        Verdict verdict = report.verdict();
        if (verdict != null) {
            text.append("%s: %d failed, %d skipped, %d in all, %.1f s%n".formatted(
                    verdict.ending().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    verdict.with(Verdict.Status.FAILED).size(), verdict.with(Verdict.Status.SKIPPED).size(),
                    verdict.results().size(), verdict.took().toMillis() / 1000.0));
            for (Verdict.Result test : verdict.with(Verdict.Status.FAILED)) {
                text.append("  ✘ ").append(test.name()).append('\n');
                String message = test.assertion() ? test.message() : test.exception() + ": " + test.message();
                story(message).forEach(line -> text.append("      ").append(line).append('\n'));
            }
        }
        for (String problem : report.problems()) {
            text.append("  PROBLEM: ").append(problem.replace("\n", "\n           ")).append('\n');
        }
        return text.toString();
    }
}
