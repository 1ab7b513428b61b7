package com.example.tools.cost;

import com.example.tools.course.Course;
import com.example.tools.draw.Pictures;
import com.example.tools.measure.Machine;
import com.example.tools.measure.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What each way costs. The same script is played in every room from lesson 02 on, through the same counting relay.
 *
 * <ul>
 * <li>without an argument: all rooms, which takes about ten minutes; {@code 06}: one lesson's, the rest stays;
 * <li>{@code missing}: only what the file has not got yet;
 * <li>{@code quick}: a short talk in each room, within half a minute; prints the table, and changes no file;
 * <li>{@code film}: a talk of eight seconds in four rooms, recorded for the moving time line;
 * <li>{@code draw}: the tables and pictures again from the file, without measuring.
 * </ul>
 */
public final class Cost {

    private static final List<Integer> READERS = List.of(10, 100);
    private static final int QUICK_READERS = 5;

    private Cost() {
    }

    /** The program. */
    static int main(Course course, List<String> args) throws IOException, InterruptedException {
        List<String> lessons = Way.ALL.stream().map(Way::folder).distinct().toList();
        for (String arg : args) {
            if (!lessons.contains(arg) && !List.of("quick", "draw", "missing", "film").contains(arg)) {
                throw new IllegalArgumentException("quick, draw, missing, film, or lessons' numbers are wanted, "
                        + String.join(", ", lessons) + ", not " + arg + ".");
            }
        }
        if (args.contains("quick")) {
            measure(course, cases(Way.quick(), List.of(QUICK_READERS)), Talk.quick(), kept -> { });
            return 0;
        }
        if (args.contains("film")) {
            Film.record(course).write(course);
        } else if (!args.contains("draw")) {
            boolean some = args.stream().anyMatch(lessons::contains);
            List<Case> cases = cases(Way.ALL, READERS).stream()
                    .filter(one -> !some || args.contains(one.way().folder())).toList();
            if (args.contains("missing")) {
                CostCsv old = CostCsv.read(course);
                cases = cases.stream().filter(one -> Talk.all().stream()
                        .anyMatch(talk -> old.find(one.way(), one.readers(), talk.name()).isEmpty())).toList();
            }
            // Written after each case: who stops the program goes on with "missing".
            measure(course, cases, Talk.all(), newer -> CostCsv.read(course).with(newer).write(course));
        }
        Pictures.write(course);
        return 0;
    }

    /** A room with so many readers. */
    record Case(Way way, int readers) { }

    /** Keeps what was measured. */
    interface Keeper {
        void keep(List<Measurement> measurements) throws IOException;
    }

    static List<Case> cases(List<Way> ways, List<Integer> readers) {
        return ways.stream().flatMap(way -> readers.stream().map(count -> new Case(way, count))).toList();
    }

    /** Plays every talk in every case, prints each measurement when it is there, and keeps those of each case. */
    static void measure(Course course, List<Case> cases, List<Talk> talks, Keeper keeper)
            throws IOException, InterruptedException {
        double each = talks.stream().mapToInt(Talk::lastsMillis).sum() / 1_000.0 + 6;
        // On standard error: what was measured goes to standard output.
        Progress progress = new Progress(System.err, each * cases.size());
        String machine = Machine.description().replace(",", ";") + "; Java " + Runtime.version().feature();
        System.out.println(Measurement.heads());
        for (Case one : cases) {
            progress.step(one.way().name() + " with " + one.readers() + " readers");
            List<Measurement> measured = new ArrayList<>();
            try (CostRun trial = CostRun.start(course, one.way(), one.readers(), Relay.Listener.none())) {
                for (Talk talk : talks) {
                    measured.add(trial.measure(talk, machine));
                    System.out.println(measured.get(measured.size() - 1));
                }
            }
            keeper.keep(measured);
            progress.done(each);
        }
        progress.end();
    }
}
