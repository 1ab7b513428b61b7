package com.example.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What holding many connections has cost, as text: a line for each figure, a column for each server. */
final class HoldTable {

    private static final double FRESH_MILLIS = 10;
    private static final double GIB = 0.8;

    /** A server on a Java. */
    record Column(Results results, String server, int java) {

        /** For a reader. */
        String head() {
            return server.equals(Hold.VIRTUAL) ? "06 virtual" : Contender.ALL.stream()
                    .filter(one -> one.name().equals(server)).findFirst().orElseThrow().row();
        }

        OptionalDouble at(int connections, String figure) {
            return results.median(java, server, "held-" + connections, figure);
        }
    }

    private HoldTable() {
    }

    static List<Column> columns(Results results) {
        return results.figures().stream()
                .map(figure -> new Column(results, figure.server(), figure.java())).distinct().toList();
    }

    /** For how many connections there is a figure, the fewest first. */
    static List<Integer> steps(Results results, String figure) {
        return results.figures().stream().filter(one -> one.figure().equals(figure))
                .map(one -> Integer.valueOf(one.shape().substring("held-".length()))).distinct().sorted().toList();
    }

    /** The whole text, with regions around its parts that a page can quote. */
    static List<String> of(Results results) {
        List<String> lines = new ArrayList<>(List.of("tag::machine[]"));
        lines.addAll(results.comments());
        lines.addAll(List.of("end::machine[]", "", "tag::held[]"));
        List<Column> columns = columns(results);
        List<Integer> steps = steps(results, "kib");
        int all = steps.get(steps.size() - 1);
        List<List<String>> cells = new ArrayList<>();
        add(cells, columns, "on Java", column -> OptionalDouble.of(column.java()));
        for (int step : steps) {
            add(cells, columns, String.format(Locale.ROOT, "MiB with %,d", step), column -> mib(column, step, "kib"));
        }
        add(cells, columns, "KiB for each", column -> each(column, all));
        add(cells, columns, "KiB each in the kernel", column -> scaled(column.at(all, "kernel_kib"), 1.0 / all));
        add(cells, columns, "opened per second", column -> column.at(all, "opened_per_second"));
        add(cells, columns, "cores while held", column -> column.at(all, "cores"));
        add(cells, columns, "lost", column -> column.at(all, "lost"));
        add(cells, columns, "ms, fresh, 99 in 100", column -> scaled(column.at(all, "p99_us"), 1e-3));
        add(cells, columns, "ms, fresh, the slowest", column -> column.at(all, "p99_us").isEmpty()
                ? OptionalDouble.empty() : scaled(column.at(all, "slowest_fresh_us"), 1e-3));
        add(cells, columns, "ms until all have heard", column -> column.at(all, "cast_ms"));
        add(cells, columns, "ms, slowest of five", column -> column.at(all, "slowest_cast_ms"));
        add(cells, columns, "MiB after that", column -> mib(column, all, "kib_heard"));
        lines.addAll(Tables.table(String.format(Locale.ROOT, "%,d connections", all),
                columns.stream().map(Column::head).toList(), cells));
        lines.addAll(List.of("end::held[]", "", "tag::told[]"));
        columns.stream().filter(column -> column.at(all, "p99_us").isPresent())
                .forEach(column -> lines.add(told(column, all)));
        results.figures().stream().filter(f -> f.figure().equals("others")).mapToDouble(Results.Figure::value).max()
                .ifPresent(most -> lines.add(String.format(Locale.ROOT,
                "Other processes used %.2f cores meanwhile, in the worst of these runs.", Math.max(0, most))));
        lines.add("end::told[]");
        return lines;
    }

    private static String told(Column column, int all) {
        double millis = column.at(all, "p99_us").orElseThrow() / 1000;
        OptionalDouble gib = scaled(mib(column, all, "kib_after"), 1.0 / 1024);
        double lost = column.at(all, "lost").orElse(0);
        return String.format(Locale.ROOT, "%s: %s lost; 99 of 100 fresh ones had an echo within %.1f ms, %s than %.0f; "
                + "%s", column.head(), lost == 0 ? "none" : String.format(Locale.ROOT, "%.0f", lost), millis,
                millis <= FRESH_MILLIS ? "not more" : "more", FRESH_MILLIS, gib.isEmpty() ? "memory unknown here"
                : String.format(Locale.ROOT, "%.2f GiB, %s than %.1f", gib.getAsDouble(),
                        gib.getAsDouble() <= GIB ? "not more" : "more", GIB));
    }

    private static void add(List<List<String>> cells, List<Column> columns, String title,
            Function<Column, OptionalDouble> figure) {
        List<String> line = new ArrayList<>(List.of(title));
        columns.forEach(column -> line.add(figure.apply(column).stream()
                .mapToObj(value -> value == Math.rint(value) && value < 1000 ? String.valueOf((int) value)
                        : Tables.number(OptionalDouble.of(value))).findFirst().orElse("")));
        if (!String.join("", line.subList(1, line.size())).isEmpty()) {
            cells.add(line);
        }
    }

    /** Memory of the server's process. */
    static OptionalDouble mib(Column column, int connections, String figure) {
        return scaled(column.at(connections, figure), 1.0 / 1024);
    }

    private static OptionalDouble each(Column column, int all) {
        OptionalDouble before = column.at(0, "kib");
        OptionalDouble after = column.at(all, "kib");
        return before.isEmpty() || after.isEmpty() ? OptionalDouble.empty()
                : OptionalDouble.of((after.getAsDouble() - before.getAsDouble()) / all);
    }

    private static OptionalDouble scaled(OptionalDouble value, double factor) {
        return value.isEmpty() ? value : OptionalDouble.of(value.getAsDouble() * factor);
    }
}
