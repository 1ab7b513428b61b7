package com.example.tools.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file of measurements: comments, each behind {@code # }; the columns' names; a row a line. No cell has a comma.
 *
 * @param comments when, and on what
 * @param rows     the cells of each row
 */
public record Csv(List<String> comments, List<List<String>> rows) {

    /**
     * Reads a file; nothing if there is none.
     *
     * @param columns what its columns are called, as the file has it
     * @throws IOException if it has other columns, or a row with more or fewer
     */
    public static Csv read(Path file, String columns) throws IOException {
        List<String> comments = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        int width = columns.split(",").length;
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            List<String> cells = Arrays.asList(line.split(",", -1));
            if (line.startsWith("# ")) {
                comments.add(line.substring(2));
            } else if (cells.size() != width) {
                throw new IOException(file + " has a line that is none of its own: " + line);
            } else if (!line.equals(columns)) {
                rows.add(cells);
            }
        }
        return new Csv(comments, rows);
    }

    public void write(Path file, String columns) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        StringBuilder text = new StringBuilder();
        comments.forEach(comment -> text.append("# ").append(comment).append('\n'));
        text.append(columns).append('\n');
        rows.forEach(row -> text.append(String.join(",", row)).append('\n'));
        Files.writeString(file, text);
    }
}
