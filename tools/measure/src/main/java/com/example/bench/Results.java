package com.example.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was measured, one figure a line, as it is in the CSV: {@code round,java,server,shape,figure,value}. Above it
 * are comments: when, and on what.
 */
final class Results {

    private static final String COLUMNS = "round,java,server,shape,figure,value";

    /**
     * @param java the feature version, such as 17
     * @param shape the name of a {@link Shape}, or {@code start} or {@code idle-N}
     */
    record Figure(int round, int java, String server, String shape, String figure, double value) {
    }

    private final List<String> comments = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    void comment(String comment) {
        if (!comments.contains(comment)) {
            comments.add(comment);
        }
    }

    List<String> comments() {
        return comments;
    }

    void add(Figure figure) {
        figures.add(figure);
    }

    List<Figure> figures() {
        return figures;
    }

    /** The number of the last round on this Java; 0 if there was none. */
    int rounds(int java) {
        return figures.stream().filter(figure -> figure.java() == java).mapToInt(Figure::round).max().orElse(0);
    }

    /** Which versions of Java there are figures of. */
    Set<Integer> javas() {
        Set<Integer> javas = new LinkedHashSet<>();
        figures.forEach(figure -> javas.add(figure.java()));
        return javas;
    }

    /** The median of a figure over all rounds. */
    OptionalDouble median(int java, String server, String shape, String figure) {
        double[] values = figures.stream().filter(f -> f.java() == java && f.server().equals(server)
                && f.shape().equals(shape) && f.figure().equals(figure)).mapToDouble(Figure::value).sorted().toArray();
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((values[(values.length - 1) / 2] + values[values.length / 2]) / 2);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Stream<String> lines = figures.stream().map(figure -> String.format(Locale.ROOT, "%d,%d,%s,%s,%s,%.6g",
                figure.round(), figure.java(), figure.server(), figure.shape(), figure.figure(), figure.value()));
        List<String> all = new ArrayList<>();
        comments.forEach(comment -> all.add("# " + comment));
        all.add(COLUMNS);
        lines.forEach(all::add);
        Files.write(file, all);
    }

    /** @throws IOException if the file is not what {@link #write} writes */
    static Results read(Path file) throws IOException {
        Results results = new Results();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("# ")) {
                results.comment(line.substring(2));
            } else if (!line.equals(COLUMNS)) {
                String[] cells = line.split(",");
                if (cells.length != 6) {
                    throw new IOException(file + " has a line that is none of its own: " + Arrays.toString(cells));
                }
                results.add(new Figure(Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), cells[2], cells[3],
                        cells[4], Double.parseDouble(cells[5])));
            }
        }
        return results;
    }
}
