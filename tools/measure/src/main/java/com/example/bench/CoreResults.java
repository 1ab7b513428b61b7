package com.example.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What was measured of the core alone.
 *
 * @param comments when, and on what
 */
record CoreResults(List<String> comments, List<Figure> figures) {

    private static final String COLUMNS = "benchmark,parameter,value,ns,allocated_bytes";
    private static final int FIRST_COLUMN = 24;
    private static final int COLUMN = 14;

    /**
     * @param parameter what the cost grows with: {@code size} in bytes, {@code connections} or {@code fragments}
     * @param ns nanoseconds per call
     * @param allocated bytes of garbage per call
     */
    record Figure(String benchmark, String parameter, int value, double ns, double allocated) {
    }

    static CoreResults read(Path csv) throws IOException {
        CoreResults results = new CoreResults(new ArrayList<>(), new ArrayList<>());
        for (String line : Files.readAllLines(csv)) {
            String[] cells = line.split(",");
            if (line.startsWith("# ")) {
                results.comments.add(line.substring(2));
            } else if (!line.equals(COLUMNS)) {
                results.figures.add(new Figure(cells[0], cells[1], Integer.parseInt(cells[2]),
                        Double.parseDouble(cells[3]), Double.parseDouble(cells[4])));
            }
        }
        return results;
    }

    List<String> csv() {
        List<String> lines = new ArrayList<>();
        comments.forEach(comment -> lines.add("# " + comment));
        lines.add(COLUMNS);
        figures.forEach(figure -> lines.add(String.format(Locale.ROOT, "%s,%s,%d,%.6g,%.3f", figure.benchmark,
                figure.parameter, figure.value, figure.ns, figure.allocated)));
        return lines;
    }

    /** Tables and plot, beside the CSV. */
    void draw(Path base) throws IOException {
        Files.write(base.resolveSibling(base.getFileName() + ".txt"), tables());
        Files.write(base.resolveSibling(base.getFileName() + ".svg"), LinePlot.of(this));
    }

    List<String> tables() {
        List<String> lines = new ArrayList<>(comments);
        for (String parameter : parameters()) {
            lines.add("");
            lines.add("tag::" + parameter + "[]");
            lines.addAll(table(parameter));
            lines.add("end::" + parameter + "[]");
        }
        return lines;
    }

    List<String> parameters() {
        return figures.stream().map(Figure::parameter).distinct().toList();
    }

    List<String> benchmarks(String parameter) {
        return figures.stream().filter(figure -> figure.parameter.equals(parameter)).map(Figure::benchmark).distinct()
                .toList();
    }

    List<Figure> of(String benchmark) {
        return figures.stream().filter(figure -> figure.benchmark.equals(benchmark)).toList();
    }

    private List<String> table(String parameter) {
        List<Integer> values = figures.stream().filter(figure -> figure.parameter.equals(parameter))
                .map(Figure::value).distinct().sorted().toList();
        List<String> lines = new ArrayList<>();
        lines.add("Nanoseconds per call; with bytes of garbage behind a +, where there is any");
        StringBuilder head = new StringBuilder(String.format("%-" + FIRST_COLUMN + "s", parameter));
        values.forEach(value -> head.append(String.format(Locale.ROOT, "%," + COLUMN + "d", value)));
        lines.add(head.toString());
        for (String benchmark : benchmarks(parameter)) {
            StringBuilder line = new StringBuilder(String.format("%-" + FIRST_COLUMN + "s", benchmark));
            for (int value : values) {
                line.append(String.format("%" + COLUMN + "s", of(benchmark).stream()
                        .filter(figure -> figure.value == value).map(CoreResults::cell).findFirst().orElse("")));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** Less than half a byte is what JMH itself needs, spread over many calls. */
    private static String cell(Figure figure) {
        return Tables.number(OptionalDouble.of(figure.ns)) + (figure.allocated < 0.5 ? ""
                : "+" + Tables.number(OptionalDouble.of(figure.allocated)));
    }
}
