package com.example.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** The medians as text, narrow enough for a page: a line for each shape, a column for each server. */
final class Tables {

    private static final int FIRST_COLUMN = 24;
    private static final int COLUMN = 14;

    private final Results results;
    private final int java;

    /** @param java whose figures are shown */
    Tables(Results results, int java) {
        this.results = results;
        this.java = java;
    }

    /** All tables, with regions around them that a text can quote. */
    List<String> all() {
        List<String> lines = new ArrayList<>();
        List<String> rates = rates();
        results.figures().stream().filter(f -> f.java() == java && f.figure().equals("others"))
                .mapToDouble(Results.Figure::value).max().ifPresent(most -> rates.add(String.format(Locale.ROOT,
                "Other processes used %.2f cores meanwhile, in the worst of these runs.", Math.max(0, most))));
        region(lines, "rates", rates);
        region(lines, "latency", byShape("Microseconds, median and 99th percentile",
                (contender, shape) -> pair(contender, shape, "p50_us", "p99_us")));
        region(lines, "cpu", byShape("Microseconds of the server's CPU per message",
                (contender, shape) -> number(median(contender, shape, "cpu_us"))));
        region(lines, "idle", idle());
        return lines;
    }

    private void region(List<String> lines, String name, List<String> table) {
        if (table.size() > 1) {
            lines.add("");
            lines.add("tag::" + name + "-" + java + "[]");
            lines.addAll(table);
            lines.add("end::" + name + "-" + java + "[]");
        }
    }

    /** Messages, or deliveries, and in front of what the best guest has, how much of it that is. */
    List<String> rates() {
        return byShape("Messages per second", (contender, shape) -> {
            OptionalDouble rate = median(contender, shape, "per_second");
            double best = best(shape);
            return rate.isEmpty() ? "" : number(rate)
                    + (best > 0 ? String.format(Locale.ROOT, " %5.2f", rate.getAsDouble() / best) : "      ");
        });
    }

    /** The most messages per second that a guest has: 07, 08 or Netty. */
    double best(Shape shape) {
        return Contender.ALL.stream().filter(Contender::guest)
                .mapToDouble(contender -> median(contender, shape, "per_second").orElse(0)).max().orElse(0);
    }

    OptionalDouble median(Contender contender, Shape shape, String figure) {
        return results.median(java, contender.name(), shape.name(), figure);
    }

    private String pair(Contender contender, Shape shape, String first, String second) {
        OptionalDouble one = median(contender, shape, first);
        return one.isEmpty() ? "" : number(one) + " " + number(median(contender, shape, second));
    }

    private List<String> byShape(String title, BiFunction<Contender, Shape, String> cell) {
        List<String> rows = rows();
        List<List<String>> cells = new ArrayList<>();
        for (Shape shape : Shape.ALL) {
            List<String> line = new ArrayList<>(Collections.nCopies(rows.size(), ""));
            for (Contender contender : Contender.ALL) {
                String value = rows.contains(row(contender)) ? cell.apply(contender, shape) : "";
                if (!value.isEmpty()) {
                    line.set(rows.indexOf(row(contender)), value);
                }
            }
            if (!String.join("", line).isEmpty()) {
                line.add(0, shape.title());
                cells.add(line);
            }
        }
        return table(title, rows, cells);
    }

    private List<String> idle() {
        List<String> rows = rows();
        List<List<String>> cells = new ArrayList<>();
        cells.add(figures(rows, "ms to first answer", "start", "first_answer_ms"));
        for (String name : results.figures().stream().filter(f -> f.java() == java).map(Results.Figure::shape)
                .filter(shape -> shape.matches("(idle|held)-\\d+")).distinct().toList()) {
            String count = String.format(Locale.ROOT, "%,d", Integer.parseInt(name.substring(5)));
            if (name.startsWith("idle")) {
                cells.add(figures(rows, "opened per second", name, "opened_per_second"));
                cells.add(figures(rows, "KiB each of " + count, name, "kib_each"));
            } else {
                cells.add(figures(rows, "ms, echo among " + count, name, "slowest_fresh_ms"));
            }
        }
        return table("Start, and idle connections", rows, cells);
    }

    private List<String> figures(List<String> rows, String title, String shape, String figure) {
        List<String> line = new ArrayList<>(Collections.nCopies(rows.size(), ""));
        for (Contender contender : Contender.ALL) {
            OptionalDouble value = results.median(java, contender.name(), shape, figure);
            if (value.isPresent()) {
                line.set(rows.indexOf(row(contender)), number(value));
            }
        }
        line.add(0, title);
        return line;
    }

    private List<String> rows() {
        return Contender.ALL.stream().filter(contender -> results.figures().stream()
                .anyMatch(f -> f.java() == java && f.server().equals(contender.name())))
                .map(this::row).distinct().toList();
    }

    /** From Java 21 on a thread each is a virtual one. */
    String row(Contender contender) {
        return java >= 21 ? contender.row().replace("06 threads", "06 virtual") : contender.row();
    }

    /** A first column for what each line tells, then a column for each head. */
    static List<String> table(String title, List<String> heads, List<List<String>> cells) {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(String.format("%-" + FIRST_COLUMN + "s", ""));
        heads.forEach(each -> head.append(String.format("%" + COLUMN + "s", each)));
        lines.add(title);
        lines.add(head.toString());
        for (List<String> each : cells) {
            StringBuilder line = new StringBuilder(String.format("%-" + FIRST_COLUMN + "s", each.get(0)));
            each.subList(1, each.size()).forEach(cell -> line.append(String.format("%" + COLUMN + "s", cell)));
            lines.add(line.toString().stripTrailing());
        }
        return cells.isEmpty() ? List.of() : lines;
    }

    /** Three digits, and a k or an M. */
    static String number(OptionalDouble value) {
        if (value.isEmpty()) {
            return "";
        }
        double number = value.getAsDouble();
        String unit = "";
        for (String next : List.of("k", "M", "G")) {
            if (Math.abs(number) < 999.5) {
                break;
            }
            number /= 1000;
            unit = next;
        }
        double size = Math.abs(number);
        String digits = size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, digits, number) + unit;
    }
}
