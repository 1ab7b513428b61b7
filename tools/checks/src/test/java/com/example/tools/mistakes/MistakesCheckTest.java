package com.example.tools.mistakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.judge.Judge;
import com.example.tools.judge.Verdict;
import com.example.tools.process.Slowness;
import com.example.tools.programs.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The check of known mistakes, on patches with known faults, and the judge on code that does its worst. */
class MistakesCheckTest {

    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Map<String, Mistakes.Report> REPORTS = new LinkedHashMap<>();

    @BeforeAll
    static void judge(@TempDir Path folder) throws Exception {
        new Mistakes(Fixture.in(folder), LIMIT).judge(null,
                report -> REPORTS.put(report.patch().getFileName().toString(), report));
    }

    @ParameterizedTest
    @CsvSource({
        "1.1-not-caught, The mistake is not caught: no test fails.",
        "1.1-does-not-apply, The patch does not apply",
        "1.1-does-not-compile, cannot find symbol",
        "1.1-no-rule, 'fails without naming the rule'",
        "1.1-made-up-name, shows a name that the JVM has made up",
        "1.1-accident, fails by accident",
        "1.1-exit, The JVM ended before the tests did",
        "1.1-endless, The tests did not end within",
        "1.1-other-message, No failed test's message contains",
        "1.1-no-message, The first lines must have `Message: ...`.",
        "1.1-wrong-but-called-right, A right answer fails",
        "1.9-unknown, No test in 01-sum has the display name",
    })
    void a_fault_is_reported(String patch, String piece) {
        List<String> problems = REPORTS.get(patch + ".patch").problems();
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(piece)), problems::toString);
    }

    @ParameterizedTest
    @CsvSource({"1.1-caught", "1.1-right"})
    void what_is_well_is_not_reported(String patch) {
        assertEquals(List.of(), REPORTS.get(patch + ".patch").problems());
    }

    @Test
    void a_verdict_tells_each_test_and_what_it_said() {
        Verdict verdict = REPORTS.get("1.1-caught.patch").verdict();
        assertEquals(5, verdict.results().size());
        assertEquals(4, verdict.with(Verdict.Status.FAILED).size());
        assertTrue(verdict.results().stream().anyMatch(test -> test.name().startsWith("adds one number (int) > ")),
                verdict::toString);
        assertFalse(verdict.allPassed());
        assertTrue(REPORTS.get("1.1-right.patch").verdict().allPassed());
    }

    @Test
    void output_without_end_is_cut_and_the_run_is_stopped() {
        Verdict verdict = REPORTS.get("1.1-endless.patch").verdict();
        assertEquals(Verdict.Ending.TIMED_OUT, verdict.ending());
        assertEquals(Judge.OUTPUT_LIMIT, verdict.output().length());
        // A busy machine stretches the limit, and never beyond this.
        Duration most = LIMIT.multipliedBy((long) Slowness.MOST).plusSeconds(5);
        assertTrue(verdict.took().compareTo(most) < 0, verdict.took()::toString);
    }

    @Test
    void every_word_counts_and_one_too_many_is_refused(@TempDir Path folder) throws Exception {
        CommandLine mistakes = Commands.commandLine("mistakes", new MistakesProgram(Fixture.in(folder)));
        assertEquals(0, mistakes.execute("1.1-caught", "1.1-right"));
        assertEquals(1, mistakes.execute("1.1-caught", "1.1-no-rule"));
        assertEquals(2, mistakes.execute("--promises", "1", "1"));
        assertEquals(2, mistakes.execute("--without-locks", "1", "20", "1"));
    }
}
