package com.example.tools.grade;

import com.example.tools.course.Exercise;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Tells how far a grading is and how long it will take: a bar on a terminal, a line now and then elsewhere. */
final class ClassProgress {

    private static final int WIDTH = 30;
    /** Of the words behind the bar: shorter ones leave nothing of what was there before. */
    private static final int WORDS = 46;
    private static final int SLOWEST = 5;
    private static final long BAR_EVERY = 200_000_000L;
    private static final long LINE_EVERY = 10_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, long[]> times = new TreeMap<>();
    private long start;
    private long shown;
    private int all;
    private int done;
    /** What has failed and waits for its second try. */
    private int waiting;
    private int overdue;
    private int looped;

    ClassProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    synchronized void say(String line) {
        out.println(line);
    }

    /**
     * @param exercises how many are to be judged
     * @param alike     how many more get the verdict of one of these
     */
    synchronized void start(int submissions, int exercises, int alike) {
        start = System.nanoTime();
        shown = start;
        all = exercises;
        done = 0;
        waiting = 0;
        overdue = 0;
        looped = 0;
        times.clear();
        out.println(submissions + " submissions, " + exercises + " exercises to judge."
                + (alike == 0 ? "" : " " + alike + " more are the same as one of these but for comments and spaces."));
    }

    /** It is to be judged once more. */
    synchronized void failed() {
        waiting++;
        showNowAndThen();
    }

    /** @param again whether it had failed before */
    synchronized void judged(Exercise exercise, long millis, boolean again) {
        done++;
        waiting -= again ? 1 : 0;
        long[] time = times.computeIfAbsent(exercise.title(), any -> new long[2]);
        time[0]++;
        time[1] += millis;
        showNowAndThen();
    }

    private void showNowAndThen() {
        long now = System.nanoTime();
        if (start != 0 && now - shown > (terminal ? BAR_EVERY : LINE_EVERY)) {
            shown = now;
            show(now);
        }
    }

    private void show(long now) {
        // Two for each exercise: one that passes at once needs no second.
        int tries = 2 * done + waiting;
        long left = (now - start) / Math.max(1, tries) * (2L * all - tries);
        String text = done + " of " + all + (waiting == 0 ? "" : ", " + waiting + " to try again") + ", "
                + duration(left) + " left";
        if (terminal) {
            int full = WIDTH * tries / Math.max(1, 2 * all);
            out.print("\r[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] "
                    + text + " ".repeat(Math.max(0, WORDS - text.length())));
            out.flush();
        } else {
            out.println(text);
        }
    }

    /** A verdict rests on time: its tests did not end, not even when they were tried a second time. */
    synchronized void overdue() {
        overdue++;
    }

    /** A verdict rests on processor time: the tests had used up theirs. */
    synchronized void looped() {
        looped++;
    }

    synchronized void end() {
        if (terminal && all > 0) {
            show(System.nanoTime());
            out.println();
        }
        start = 0;
    }

    /** Says how long it took: in all, and the exercises that took longest. */
    synchronized void tell(Duration took, int jvms) {
        out.printf("%d exercises judged in %s, in %d JVMs.%n", done, duration(took.toNanos()), jvms);
        if (overdue > 0) {
            out.printf("%d verdicts rest on time: their tests waited for something that did not come, when tried"
                    + " a second time, too.%n", overdue);
        }
        if (looped > 0) {
            out.printf("%d verdicts rest on processor time: their tests computed without end, which is so on any"
                    + " machine.%n", looped);
        }
        times.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue()[1] / b.getValue()[0], a.getValue()[1] / a.getValue()[0]))
                .limit(SLOWEST)
                .forEach(one -> out.printf("  %-28s %6.2f s on average of %d%n", one.getKey(),
                        one.getValue()[1] / 1000.0 / one.getValue()[0], one.getValue()[0]));
    }

    private static String duration(long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        return String.format("%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }
}
