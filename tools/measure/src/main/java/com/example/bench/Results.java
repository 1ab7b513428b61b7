package com.example.bench;

import com.example.tools.measure.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

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
        new Csv(comments, figures.stream().map(figure -> List.of(String.valueOf(figure.round()),
                String.valueOf(figure.java()), figure.server(), figure.shape(), figure.figure(),
                String.format(Locale.ROOT, "%.6g", figure.value()))).toList()).write(file, COLUMNS);
    }

    /** @throws IOException if the file is not what {@link #write} writes */
    static Results read(Path file) throws IOException {
        Results results = new Results();
        Csv csv = Csv.read(file, COLUMNS);
        csv.comments().forEach(results::comment);
        csv.rows().forEach(row -> results.add(new Figure(Integer.parseInt(row.get(0)), Integer.parseInt(row.get(1)),
                row.get(2), row.get(3), row.get(4), Double.parseDouble(row.get(5)))));
        return results;
    }
}
