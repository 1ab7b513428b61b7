package com.example.tools.cost;

import com.example.tools.course.Course;
import com.example.tools.measure.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The measurements that the course shows, in the order of ways, readers and talks. Each knows its date and machine, so
 * that one lesson can be measured again.
 *
 * @param all the measurements
 */
public record CostCsv(List<Measurement> all) {

    private static final List<String> TALKS = Talk.all().stream().map(Talk::name).toList();

    public static final String FILE = "docs/cost/cost.csv";

    /** What is in the file; nothing if there is none. */
    public static CostCsv read(Course course) throws IOException {
        Path file = course.root().resolve(FILE);
        return new CostCsv(Csv.read(file, Measurement.COLUMNS).rows().stream().map(Measurement::parse).toList());
    }

    /** These, with newer ones in the place of older ones. */
    CostCsv with(List<Measurement> newer) {
        List<Measurement> together = new ArrayList<>(all.stream()
                .filter(old -> newer.stream().noneMatch(old::sameCase)).toList());
        together.addAll(newer);
        together.sort(Comparator.comparingInt((Measurement one) -> Way.ALL.indexOf(one.way()))
                .thenComparingInt(Measurement::readers).thenComparingInt(one -> TALKS.indexOf(one.talk())));
        return new CostCsv(together);
    }

    void write(Course course) throws IOException {
        new Csv(List.of(), all.stream().map(Measurement::row).toList()).write(course.root().resolve(FILE),
                Measurement.COLUMNS);
    }

    public Optional<Measurement> find(Way way, int readers, String talk) {
        return all.stream().filter(one -> one.way().equals(way) && one.readers() == readers && one.talk().equals(talk))
                .findFirst();
    }

    /** The ways that were measured, in their order. */
    public List<Way> ways() {
        return Way.ALL.stream().filter(way -> all.stream().anyMatch(one -> one.way().equals(way))).toList();
    }

    /** On what and when: each machine once, with its days. */
    String circumstances() {
        Map<String, Set<String>> days = new TreeMap<>();
        all.forEach(one -> days.computeIfAbsent(one.machine().replace(";", ","), machine -> new TreeSet<>())
                .add(one.date()));
        return String.join("; on ", days.entrySet().stream()
                .map(machine -> machine.getKey() + ": " + String.join(" and ", machine.getValue())).toList());
    }

    /**
     * What a message takes at the least, there and back on bare TCP through the relay, in microseconds: one figure for
     * all rows, so that they can be compared; the median of what was measured beside them.
     */
    public long tripMicros() {
        long[] trips = all.stream().mapToLong(Measurement::tripMicros).sorted().toArray();
        return trips[trips.length / 2];
    }
}
