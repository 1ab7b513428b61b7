package com.example.tools.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The learner's loop as a person has it: in a terminal, in a fresh copy of the course. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LearnTest {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int SAVES = 20;
    private static final Pattern AFTER = Pattern.compile("\\(([0-9.]+) s after you saved\\)");

    @TempDir
    static Path temp;
    private static Path copy;
    private static Tmux terminal;
    private static Path stub;
    private static String solution;
    private static String mistake;

    @BeforeAll
    static void open() throws Exception {
        Tmux.require();
        copy = FreshCopy.in(temp.toRealPath().resolve("course"));
        Lesson first = new Course(copy).lessons().get(0);
        stub = Stubs.file(first, first.exercises().get(0));
        solution = Files.readString(first.folder().resolve(Lesson.SOLUTIONS).resolve(first.exercises().get(0).file()));
        mistake = solution.replace("readNBytes(length)", "readNBytes(0)");
        terminal = new Tmux(copy);
    }

    @AfterAll
    static void close() throws Exception {
        if (terminal != null) {
            terminal.close();
        }
        LeftBehind.none(copy, SOON);
    }

    @Test
    @Order(1)
    void a_first_start_prepares_and_shows_the_first_task() throws Exception {
        terminal.line("./course learn; echo It ended with $?.");
        String screen = terminal.await(START, "1.1 MessageFraming", "Not started. 11 tests wait for your code.",
                "0 of 39 solved");
        assertTrue(screen.contains("put borders into a stream that has none"), screen);
        assertTrue(screen.contains("e edit   h hint   n next   l list"), screen);
    }

    @Test
    @Order(2)
    void a_mistake_is_told_as_a_story_and_the_solution_as_solved() throws Exception {
        save(mistake);
        String story = terminal.await(SOON, "✘", "What happened", "Expected", "The rule");
        assertTrue(AFTER.matcher(story).find(), story);
        save(solution);
        terminal.await(SOON, "✔ Solved: all 11 tests pass.", "1 of 39 solved");
    }

    @Test
    @Order(3)
    void keys_lead_on() throws Exception {
        terminal.press("n");
        terminal.await(SOON, "1.2 LineThenBytes", "Not started");
        terminal.press("h");
        terminal.await(SOON, "Hint 1 of 3: A nudge", "reads ahead");
        terminal.press("h");
        terminal.await(SOON, "Hint 1 of 3", "Hint 2 of 3");
        terminal.press("l");
        terminal.await(SOON, "✔ 1.1 MessageFraming", "↷ 1.2 LineThenBytes <- you are here");
        terminal.press("1", ".", "1");
        terminal.await(SOON, "Go to exercise 1.1_");
        terminal.press("Enter");
        terminal.await(SOON, "Solved: all 11 tests pass.");
        terminal.press("s");
        terminal.await(SOON, "One answer: 01-tcp-socket/src/solution/java");
    }

    @Test
    @Order(4)
    void a_reset_asks_first_and_keeps_a_copy() throws Exception {
        terminal.press("r");
        terminal.await(SOON, "Put the first version of 1.1 MessageFraming back?");
        terminal.press("n");
        terminal.await(SOON, screen -> !screen.contains("(y/n)"), "no question");
        assertEquals(solution, Files.readString(stub));
        terminal.press("r");
        terminal.await(SOON, "(y/n)");
        terminal.press("y");
        terminal.await(SOON, "Not started", "0 of 39 solved");
        assertTrue(Files.readString(stub).contains("not started"));
        try (Stream<Path> copies = Files.list(copy.resolve(".learn/copies"))) {
            assertEquals(solution, Files.readString(copies.findFirst().orElseThrow()));
        }
        terminal.press("s");
        terminal.await(SOON, "You have not solved 1.1 MessageFraming yet. See the solution? (y/n)");
        terminal.press("y");
        terminal.await(SOON, "One answer");
    }

    @Test
    @Order(5)
    void whatever_is_saved_gets_a_sentence() throws Exception {
        save(solution.replace("Optional.of(message)", "Optional.of(massage)"));
        terminal.await(SOON, "This does not compile.", "MessageFraming.java, line", "massage", "^");
        save(solution.replace("byte[] prefix", "System.exit(0); byte[] prefix"));
        terminal.await(SOON, "Does your code call System.exit?");
        Files.delete(stub);
        terminal.await(SOON, "There is no file", "Was it moved or deleted?");
        // As many editors save: a new file, moved over the old one.
        Path aside = stub.resolveSibling("MessageFraming.java~");
        Files.writeString(aside, solution.replace("\n", "\r\n"));
        Files.move(aside, stub, StandardCopyOption.REPLACE_EXISTING);
        terminal.await(SOON, "Solved: all 11 tests pass.");
        save(mistake);
        save(solution.replace("byte[] prefix", "while (limit >= 0) { } byte[] prefix"));
        // Saved while the endless loop runs: the learner does not wait for its end.
        terminal.await(SOON, "Judging... ");
        save(solution);
        terminal.await(SOON, "Solved: all 11 tests pass.");
        Files.delete(copy.resolve("01-tcp-socket/src/solution/java/com/example/tcp/exercise/MessageFraming.java"));
        terminal.press("s");
        terminal.await(SOON, "This copy of the course has no solution of 1.1 MessageFraming.");
    }

    @Test
    @Order(6)
    void a_verdict_comes_soon_after_a_save() throws Exception {
        List<Double> seen = new ArrayList<>();
        List<Double> said = new ArrayList<>();
        for (int i = 0; i < SAVES; i++) {
            boolean right = i % 2 == 1;
            // As a person reads the screen: what is measured is the answer to one save, not how many fit in a minute.
            LockSupport.parkNanos(2_000_000_000L);
            long start = System.nanoTime();
            save(right ? solution : mistake);
            String screen = terminal.await(SOON, text -> text.contains(right ? "✔ Solved" : "What happened")
                    && AFTER.matcher(text).find(), right ? "✔ Solved" : "a story");
            seen.add((System.nanoTime() - start) / 1e9);
            Matcher after = AFTER.matcher(screen);
            said.add(after.find() ? Double.parseDouble(after.group(1)) : Double.NaN);
        }
        Collections.sort(seen);
        Collections.sort(said);
        System.out.printf(Locale.ROOT, "From save to verdict on the screen, %d saves: median %.2f s, %.2f to %.2f s"
                + " (its own words: %.1f s)%n", SAVES, median(seen), seen.get(0), seen.get(SAVES - 1), median(said));
        assertTrue(median(seen) < 10, seen.toString());
    }

    private static double median(List<Double> sorted) {
        return (sorted.get(sorted.size() / 2 - 1) + sorted.get(sorted.size() / 2)) / 2;
    }

    @Test
    @Order(7)
    void a_second_loop_leaves_the_first_alone() throws Exception {
        try (Tmux other = new Tmux(copy)) {
            other.line("./course learn; echo It ended with $?.");
            other.await(SOON, "Another ./course learn is running in this copy", "It ended with 1.");
        }
    }

    @Test
    @Order(8)
    void q_ends_it_and_the_next_start_goes_on_from_there() throws Exception {
        terminal.press("n");
        terminal.await(SOON, "1.2 LineThenBytes", "Not started");
        terminal.press("q");
        terminal.await(SOON, "1 of 39 solved. You are at 1.2 LineThenBytes", "It ended with 0.");
        LeftBehind.none(copy, SOON);
        long start = System.nanoTime();
        terminal.line("clear; NO_COLOR=1 ./course learn; echo It ended with $?.");
        terminal.await(SOON, "1.2 LineThenBytes", "1 of 39 solved", "q quit");
        System.out.printf(Locale.ROOT, "From ./course learn to the first screen, a later start: %.2f s%n",
                (System.nanoTime() - start) / 1e9);
        terminal.await(SOON, "Not started. ", " tests wait for your code.");
        String colours = terminal.colours();
        assertFalse(Pattern.compile("\u001B\\[(1|2|3\\d|9\\d)?[;m]").matcher(colours.replace("\u001B[39m", "")
                .replace("\u001B[0m", "").replace("\u001B[m", "")).find(), colours);
        terminal.press("C-c");
        terminal.await(SOON, "It ended with");
        LeftBehind.none(copy, SOON);
    }

    @Test
    @Order(9)
    void a_terminal_that_cannot_do_more_gets_lines() throws Exception {
        terminal.line("clear; TERM=dumb ./course learn; echo It ended with $?.");
        terminal.await(SOON, "A key, then Enter:", "Not started");
        terminal.line("hint");
        terminal.await(SOON, "Hint 3 of 3");
        terminal.line("1.1");
        terminal.await(SOON, "1.1 MessageFraming   (01-tcp-socket)", "Solved: all 11 tests pass.");
        terminal.line("1.2");
        terminal.await(SOON, "1.2 LineThenBytes   (01-tcp-socket)");
        terminal.line("q");
        terminal.await(SOON, "It ended with 0.");
    }

    @Test
    @Order(10)
    void without_a_terminal_it_prints_the_list_and_ends() throws Exception {
        Maven.Run run = Maven.run(copy, List.of("./course", "learn"), START);
        assertEquals(0, run.exit(), run.errors());
        assertTrue(run.output().contains(" 1.1 MessageFraming") && run.output().contains("1 of 39 solved."),
                run.output());
        assertFalse(run.output().contains("\u001B"), run.output());
    }

    @Test
    @Order(11)
    void it_speaks_korean_in_columns_of_two() throws Exception {
        terminal.line("clear; LC_ALL=ko_KR.UTF-8 ./course learn; echo It ended with $?.");
        String screen = terminal.await(SOON, "39개 가운데 1개 해결", "h 힌트   n 다음   l 목록", "시작하지 않음.");
        terminal.press("h");
        screen = terminal.await(SOON, "힌트 3개 가운데", ":");
        // tmux shows a syllable in two columns: a line that had been cut by characters would go on in the next one.
        for (String line : screen.lines().toList()) {
            assertTrue(new AttributedString(line).columnLength() <= 90, line);
        }
        terminal.press("q");
        terminal.await(SOON, "39개 가운데 1개 해결. 지금 위치는 1.2 LineThenBytes", "It ended with 0.");
        terminal.line("clear; ./course learn --lang ko | tail -n 1; ./course learn --lang xx; echo It ended with $?.");
        terminal.await(SOON, "39개 가운데 1개 해결. 터미널에서", "--lang is en or ko, not xx.", "It ended with 2.");
    }

    @Test
    @Order(12)
    void a_terminal_that_is_gone_ends_it() throws Exception {
        terminal.line("clear; ./course learn");
        terminal.await(SOON, "Not started. ", " tests wait for your code.");
        terminal.close();
        terminal = null;
        LeftBehind.none(copy, SOON);
    }

    private static void save(String text) throws IOException {
        Files.writeString(stub, text);
    }
}
