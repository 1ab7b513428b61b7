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
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes away each {@code synchronized}, each {@code volatile} and each lock of the solutions, one at a time, and judges
 * what is left many times over: an answer without it is wrong, and its exercise's tests must say so each time, not only
 * when the threads happen to meet.
 */
final class WithoutLocks {

    private static final Duration ROUND = Duration.ofSeconds(20);
    private static final int TIMES = 20;
    private static final Pattern METHOD = Pattern.compile("\\bsynchronized (?!\\()");
    private static final Pattern BLOCK = Pattern.compile("\\bsynchronized \\([^)]*\\) (?=\\{)");
    private static final Pattern VOLATILE = Pattern.compile("\\bvolatile ");
    private static final Pattern LOCK = Pattern.compile("\\b(\\w+)\\.lock\\(\\);");
    private static final Pattern COMMENT =
            Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);

    private final Course course;
    private final int times;

    WithoutLocks(Course course, int times) {
        this.course = course;
        this.times = times;
    }

    /**
     * A solution without one of its locks.
     *
     * @param line   where it was
     * @param what   was taken away, as it was written
     * @param source the solution without it
     */
    record Variant(int line, String what, String source) { }

    /**
     * How often a variant was caught.
     *
     * @param times  how often it was judged
     * @param caught how often a test failed, or did not end
     */
    record Report(Exercise exercise, Variant variant, int times, int caught) { }

    /** The program: {@code mistakes --without-locks [wanted [times]]}. */
    static int main(Course course, List<String> args) throws Exception {
        int times = args.size() > 1 ? Integer.parseInt(args.get(1)) : TIMES;
        int[] missed = new int[1];
        new WithoutLocks(course, times).all(args.isEmpty() ? null : args.get(0), report -> {
            System.out.printf("%-26s line %3d without `%s`: caught %d of %d%n", report.exercise().title(),
                    report.variant().line(), report.variant().what(), report.caught(), report.times());
            missed[0] += report.times() - report.caught();
        });
        return missed[0] == 0 ? 0 : 1;
    }

    /** Judges all variants of the exercises that are meant, null for all, and tells about each. */
    void all(String wanted, Consumer<Report> reports) throws Exception {
        for (Lesson lesson : course.withExercises()) {
            for (Exercise exercise : lesson.exercises()) {
                if (wanted == null || exercise.isMeantBy(wanted)) {
                    judge(lesson, exercise, reports);
                }
            }
        }
    }

    private void judge(Lesson lesson, Exercise exercise, Consumer<Report> reports) throws Exception {
        String solution = Files.readString(lesson.folder().resolve(Lesson.SOLUTIONS).resolve(exercise.file()));
        List<Variant> variants = variants(solution);
        if (variants.isEmpty()) {
            return;
        }
        CompiledLesson compiled = CompiledLesson.open(course, lesson);
        Judge judge = new Judge(ROUND, course.junitParameters());
        for (int i = 0; i < variants.size(); i++) {
            Path classes = compiled.with("without-" + exercise.number() + "-" + i, exercise.file(),
                    variants.get(i).source()).get(0);
            reports.accept(new Report(exercise, variants.get(i), times,
                    caught(judge, compiled, lesson, exercise, classes)));
        }
    }

    /** A variant that hangs ends its JVM: what is left of its rounds goes into another one. */
    private int caught(Judge judge, CompiledLesson compiled, Lesson lesson, Exercise exercise, Path classes)
            throws IOException, InterruptedException {
        int caught = 0;
        for (int judged = 0; judged < times; ) {
            List<Verdict> verdicts = TestRounds.run(judge, compiled.classpath(), lesson.folder(), exercise.testClass(),
                    Collections.nCopies(times - judged, classes));
            caught += (int) verdicts.stream().filter(verdict -> !verdict.allPassed()).count();
            judged += verdicts.size();
        }
        return caught;
    }

    /** Every solution that lacks one of the locks of this one. */
    static List<Variant> variants(String solution) {
        String code = COMMENT.matcher(solution).replaceAll(comment ->
                Matcher.quoteReplacement(comment.group().replaceAll("[^\\n]", " ")));
        List<Variant> variants = new ArrayList<>();
        for (Pattern kind : List.of(METHOD, BLOCK, VOLATILE)) {
            Matcher found = kind.matcher(code);
            while (found.find()) {
                variants.add(new Variant(line(code, found.start()),
                        solution.substring(found.start(), found.end()).strip(),
                        solution.substring(0, found.start()) + solution.substring(found.end())));
            }
        }
        Matcher lock = LOCK.matcher(code);
        while (lock.find()) {
            String name = lock.group(1);
            int end = code.indexOf(name + ".unlock();", lock.end());
            if (end > 0) {
                variants.add(new Variant(line(code, lock.start()), lock.group(),
                        solution.substring(0, lock.start()) + solution.substring(lock.end(), end)
                                + solution.substring(end + (name + ".unlock();").length())));
            }
        }
        return variants;
    }

    private static int line(String code, int index) {
        return (int) code.substring(0, index).lines().count() + (code.charAt(Math.max(0, index - 1)) == '\n' ? 1 : 0);
    }
}
