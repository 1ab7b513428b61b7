package com.example.tools.cost;

import com.example.tools.draw.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measurements as Markdown. Beside the bytes: how many times the fewest possible. */
public final class CostTables {

    private static final String COMMAND = "./course cost";
    private static final String RULE = "| --- | --: | --: | --: | --: | --: | --: | --: |";

    private static final int CROWD = 100;
    /** From this lesson on a reader has a connection of its own that stays. */
    private static final int STAYS_SINCE = 4;

    private CostTables() {
    }

    /** All ways in one talk: what the front page shows. */
    public static List<String> overview(CostCsv results, String talk, int readers) {
        List<String> lines = new ArrayList<>();
        lines.add("A " + talk + " room with " + readers + " readers. For each message that reaches a reader:");
        lines.add("");
        lines.add("| | requests | bytes on the wire | delay, median | 99 % | server CPU | server heap | threads |");
        lines.add(RULE);
        List<Measurement> all = results.ways().stream().flatMap(way -> results.find(way, readers, talk).stream())
                .toList();
        for (Measurement one : all) {
            lines.add("| " + link(one.way()) + cells(one));
        }
        lines.add(String.format(Locale.ROOT, "| *the least there could be* | 0 | %s | %s | | | | |",
                Numbers.round(all.get(0).leastBytesPerDelivery()), Numbers.millis(results.tripMicros())));
        lines.add("");
        lines.add(how(results));
        return lines;
    }

    /** One lesson's own figures: a crowd in all talks, and a few readers in one. */
    public static List<String> lesson(CostCsv results, int lesson) {
        List<String> lines = new ArrayList<>();
        lines.add("For each message that reaches a reader, in the same three talks for all lessons:");
        lines.add("");
        lines.add("| | requests | bytes on the wire | delay, median | 99 % | server CPU | server heap | threads |");
        lines.add(RULE);
        List<Way> ways = results.ways().stream().filter(way -> way.lesson() == lesson).toList();
        for (Measurement one : results.all()) {
            if (one.way().lesson() == lesson && (one.readers() == CROWD || one.talk().equals("chatty"))) {
                lines.add("| " + (ways.size() > 1 ? one.way().name().replaceFirst("^polling", "every")
                        .replace(", ", " ") + ", " : "") + one.talk() + ", " + one.readers() + " readers"
                        + cells(one));
            }
        }
        results.all().stream().filter(one -> one.way().lesson() == lesson && lesson >= STAYS_SINCE
                && one.readers() == CROWD).findFirst().ifPresent(one -> {
                    lines.add("");
                    lines.add(String.format(Locale.ROOT, "Before that, once: %d bytes for each reader to come in.",
                            one.openBytes() / one.readers()));
                });
        lines.add("");
        lines.add(how(results));
        return lines;
    }

    private static String cells(Measurement one) {
        return String.format(Locale.ROOT, " | %s | %s (%s) | %s | %s | %s µs | %s MiB | %d |",
                Numbers.round(one.requestsPerDelivery()), Numbers.round(one.bytesPerDelivery()),
                Numbers.times(one.bytesPerDelivery() / one.leastBytesPerDelivery()),
                Numbers.millis(one.medianMicros()), Numbers.millis(one.p99Micros()),
                Numbers.coarse(one.cpuPerDelivery()), Numbers.round(one.heapKib() / 1024.0), one.threads());
    }

    private static String link(Way way) {
        return "lesson " + way.folder() + ", " + way.name();
    }

    private static String how(CostCsv results) {
        return "Measured on " + results.circumstances() + ". (×N): N times the fewest bytes that carry the message,"
                + " which are a frame up, and a frame down to each reader. The least delay is a round trip on bare TCP"
                + " through the same relay, half of it up and half of it down: the median of those measured beside the"
                + " rows. `" + COMMAND + "` measures all of it again.";
    }
}
