package com.example.tools.mistakes;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.judge.CompiledLesson;
import com.example.tools.judge.Judge;
import com.example.tools.judge.TestRounds;
import com.example.tools.judge.Verdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Judges exercises again and again while both cores are busy, and counts the verdicts that were wrong: a solution or a
 * right answer that does not pass, a stub that is not skipped, a mistake that is not caught as it should be.
 */
public final class Repeat {

    /** For one round; a stuck one is a wrong verdict. */
    private static final Duration ROUND = Duration.ofSeconds(60);
    private static final int BUSY_THREADS = 2;
    private static final int MISTAKES = 2;

    private final Course course;
    private final int times;
    private final List<Long> solutionMillis = new ArrayList<>();
    private int rounds;
    private int wrong;

    private Repeat(Course course, int times) {
        this.course = course;
        this.times = times;
    }

    /**
     * The program.
     *
     * @param args a lesson's or an exercise's number, or {@code all}; how many times; and how many of the known
     *     mistakes of each exercise, which is two unless said otherwise
     */
    public static int main(Course course, List<String> args) throws Exception {
        if (args.size() < 2) {
            System.err.println("Use: repeat 4.2 200, repeat 04 200, or repeat 04 200 all");
            return 2;
        }
        int mistakes = args.size() < 3 ? MISTAKES
                : args.get(2).equals("all") ? Integer.MAX_VALUE : Integer.parseInt(args.get(2));
        Repeat repeat = new Repeat(course, Integer.parseInt(args.get(1)));
        List<Thread> busy = new ArrayList<>();
        // Where others keep the machine busy already, they need no help.
        boolean idle = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() < BUSY_THREADS;
        for (int i = 0; i < BUSY_THREADS && idle; i++) {
            Thread thread = new Thread(Repeat::keepBusy, "busy-" + i);
            thread.setDaemon(true);
            thread.start();
            busy.add(thread);
        }
        for (Lesson lesson : course.lessons()) {
            for (Exercise exercise : lesson.exercises()) {
                if (args.get(0).equals("all") || exercise.isMeantBy(args.get(0))) {
                    repeat.exercise(lesson, exercise, mistakes);
                }
            }
        }
        busy.forEach(Thread::interrupt);
        System.out.printf("%d verdicts, %d of them wrong; the solutions' median is %d ms.%n", repeat.rounds,
                repeat.wrong, median(repeat.solutionMillis));
        return repeat.wrong == 0 ? 0 : 1;
    }

    private static void keepBusy() {
        long sum = 0;
        while (!Thread.interrupted()) {
            sum = sum * 31 + System.nanoTime();
        }
        if (sum == 0) {
            System.out.println();                    // so that nobody may leave the loop out
        }
    }

    private void exercise(Lesson lesson, Exercise exercise, int mistakes) throws Exception {
        CompiledLesson workshop = CompiledLesson.open(course, lesson);
        List<Long> millis = times(exercise, "the solution", workshop.classpath(), lesson,
                verdict -> verdict.allPassed() ? List.of() : List.of("does not pass"));
        solutionMillis.add(median(millis));
        String stub = Files.readString(lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file()));
        times(exercise, "the stub", workshop.with("repeat-stub", exercise.file(), stub), lesson,
                verdict -> verdict.allSkipped() ? List.of() : List.of("is not skipped"));
        int left = mistakes;
        for (Path file : lesson.patches()) {
            MistakePatch patch = MistakePatch.read(file);
            if (patch.exercise().equals(exercise.title()) && (patch.isRight() || left-- > 0)) {
                List<Path> classpath = workshop.with("repeat-" + patch.name(), exercise.file(), patch.apply(lesson));
                times(exercise, patch.name(), classpath, lesson,
                        verdict -> MistakeReport.problems(patch, exercise, verdict));
            }
        }
    }

    private List<Long> times(Exercise exercise, String what, List<Path> classpath, Lesson lesson,
                             Function<Verdict, List<String>> check) throws IOException, InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        while (verdicts.size() < times) {
            // A round that never ends would end them all: so not all of them in one JVM.
            int some = Math.min(50, times - verdicts.size());
            verdicts.addAll(TestRounds.run(new Judge(ROUND, course.junitParameters()), classpath, lesson.folder(),
                    exercise.testClass(), Collections.nCopies(some, classpath.get(0))));
        }
        Map<String, Integer> problems = new LinkedHashMap<>();
        List<Long> millis = new ArrayList<>();
        int bad = 0;
        for (Verdict verdict : verdicts) {
            millis.add(verdict.took().toMillis());
            List<String> wrongHere = check.apply(verdict);
            bad += wrongHere.isEmpty() ? 0 : 1;
            wrongHere.forEach(problem -> problems.merge(problem + failures(verdict), 1, Integer::sum));
        }
        rounds += verdicts.size();
        wrong += bad;
        System.out.printf("%-22s %-34s %4d times, median %5d ms, longest %6d ms, wrong %d%n", exercise.title(), what,
                verdicts.size(), median(millis), millis.stream().mapToLong(one -> one).max().orElse(0), bad);
        problems.forEach((problem, count) -> System.out.println("  PROBLEM, " + count + " times: "
                + problem.replace("\n", "\n    ")));
        return millis;
    }

    private static String failures(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        for (Verdict.Result test : verdict.results()) {
            if (test.status() != Verdict.Status.PASSED && text.length() < 2_000) {
                text.append("\n").append(test.status()).append(' ').append(test.name()).append(": ")
                        .append(test.exception()).append(test.message().stripTrailing());
            }
        }
        return text.toString();
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0L);
    }
}
