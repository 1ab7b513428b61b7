package com.example.tools.mistakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sentences of a stub's Javadoc, the patches that break them, and locks that can be taken away. */
class PromisesCheckTest {

    private static final String MISTAKES = "01-sum/src/mistake/";
    private static final String STUB = """
            /**
             * Exercise 1.1: a sum.
             *
             * <p>The sum of {@code {1, 2}} is three. An empty list has the sum 0!
             * <pre>add() is 0. Not a promise.</pre>
             *
             * @param numbers any, at most 2<sup>31</sup>
             * @throws ArithmeticException on overflow
             */
            public final class Adder { }
            """;

    @TempDir
    private Path folder;
    private Course course;

    @BeforeEach
    void course() throws Exception {
        course = Fixture.in(folder);
        Files.writeString(folder.resolve("01-sum/src/exercise/java/com/example/sum/exercise/Adder.java"), STUB);
        for (Path patch : course.lessons().get(0).patches()) {
            if (!patch.endsWith("1.1-caught.patch") && !patch.endsWith("1.1-right.patch")) {
                Files.delete(patch);
            }
        }
    }

    private List<String> problems(String breaks, String none) throws Exception {
        Path patch = folder.resolve(MISTAKES + "1.1-caught.patch");
        Fixture.edit(patch, "\nMessage:", "\n" + breaks + "Message:");
        Files.writeString(folder.resolve(MISTAKES + "no-promise.txt"), none);
        return new Promises(course).all("1.1").get(0).problems();
    }

    @Test
    void sentences_are_what_a_reader_sees() {
        assertEquals(List.of("The sum of {1, 2} is three.", "An empty list has the sum 0!",
                "numbers any, at most 231", "ArithmeticException on overflow"), Promises.sentences(STUB));
    }

    @Test
    void a_sentence_is_broken_or_marked() throws Exception {
        assertEquals(List.of(), problems("Breaks: The sum of {@code {1, 2}} is\nBreaks: the sum 0! numbers any\n",
                "1.1 | ArithmeticException on overflow | No sum of the tests is that large.\n"));
    }

    @Test
    void what_is_left_is_told_and_what_the_Javadoc_does_not_have_too() throws Exception {
        List<String> problems = problems("Breaks: the sum of what is not there\n", "1.1 | numbers any\n");
        assertEquals(6, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("quotes words that the Javadoc does not have"), problems.get(0));
        assertTrue(problems.get(1).contains("a line without a reason"), problems.get(1));
        assertTrue(problems.get(2).endsWith("no known mistake breaks \"The sum of {1, 2} is three.\""),
                problems.get(2));
    }

    @Test
    void a_patch_that_breaks_nothing_is_told_and_a_right_answer_need_not() throws Exception {
        List<String> problems = problems("", "");
        assertEquals(5, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith(MISTAKES + "1.1-caught.patch does not say"), problems.get(0));
    }

    @Test
    void each_lock_is_taken_away_once() {
        String solution = """
                // synchronized (this) { in a comment
                class Log {
                    private volatile int size;
                    synchronized int size() { return size; }
                    void add() {
                        synchronized (this) {
                            size++;
                        }
                        lock.lock();
                        try { size++; } finally { lock.unlock(); }
                        say("synchronized (this) { in a text");
                    }
                }
                """;
        List<WithoutLocks.Variant> variants = WithoutLocks.variants(solution);
        assertEquals(List.of("4 synchronized", "6 synchronized (this)", "3 volatile", "9 lock.lock();"),
                variants.stream().map(one -> one.line() + " " + one.what()).toList());
        assertTrue(variants.get(1).source().contains("        {\n            size++;"), variants.get(1).source());
        assertTrue(variants.get(3).source().contains("try { size++; } finally {  }"), variants.get(3).source());
    }
}
