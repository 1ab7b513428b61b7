package com.example.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes tables and plots of a CSV again. */
@Command(name = "draw", description = "Makes the tables and the plots of a CSV again, beside it.",
        footer = {"", "Example:", "  ./course bench draw tools/target/bench/figures.csv"})
final class Draw implements Callable<Integer> {

    @Parameters(paramLabel = "CSV", description = "What the benchmark has written.")
    private Path csv;

    @Override
    public Integer call() throws IOException {
        Path base = csv.resolveSibling(csv.getFileName().toString().replaceFirst("\\.csv$", ""));
        Results results = Results.read(csv);
        if (results.figures().stream().allMatch(figure -> figure.shape().startsWith("held-"))) {
            Hold.draw(results, base);
        } else {
            draw(results, base);
        }
        return 0;
    }

    /** @param base the files' path without its ending */
    static void draw(Results results, Path base) throws IOException {
        Files.write(base.resolveSibling(base.getFileName() + ".txt"), tables(results));
        for (int java : results.javas()) {
            Files.writeString(base.resolveSibling(base.getFileName() + "-" + java + ".svg"),
                    BarPlot.of(results, java));
        }
    }

    /** The text beside the CSV. */
    static List<String> tables(Results results) {
        List<String> lines = new ArrayList<>(List.of("tag::machine[]"));
        lines.addAll(results.comments());
        lines.add("end::machine[]");
        results.javas().forEach(java -> lines.addAll(new Tables(results, java).all()));
        return lines;
    }
}
