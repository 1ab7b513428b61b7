package com.example.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The benchmark runs from one end to the other")
class BenchTest {

    private static final String SHAPES = "16B-100,1KiB-100-p16-text,64KiB-10-p4,cast-64B-500,room-64B-500";

    @Test
    void two_servers_are_measured_and_nothing_is_left_running(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("figures");
        int exit = Bench.commandLine().execute("--servers", "06-selector,06-threads", "--shapes",
                SHAPES, "--rounds", "1", "--seconds", "0.3",
                "--idle", "100", "--out", out.toString());
        assertEquals(0, exit, "nothing was lost, and nothing failed");

        Results results = Results.read(folder.resolve("figures.csv"));
        int java = Runtime.version().feature();
        for (String server : List.of("06-selector", "06-threads")) {
            for (String shape : SHAPES.split(",")) {
                assertTrue(results.median(java, server, shape, "per_second").orElse(0) > 0, server + " " + shape);
                assertEquals(0, results.median(java, server, shape, "lost").orElse(-1), server + " " + shape);
            }
            assertTrue(results.median(java, server, "idle-100", "opened_per_second").orElse(0) > 0, server);
        }
        assertEquals(Draw.tables(results), Files.readAllLines(folder.resolve("figures.txt")));
        assertEquals(List.of(), ProcessHandle.current().children().toList());
    }

    @Test
    void what_is_not_there_is_told() {
        assertEquals(1, Bench.commandLine().execute("--servers", "09"));
        assertEquals(2, Bench.commandLine().execute("--rounds", "many"));
    }

    @Test
    void what_the_texts_quote_is_made_of_the_figures() throws Exception {
        Results results = Results.read(Path.of("results", "servers.csv"));
        assertEquals(Draw.tables(results), Files.readAllLines(Path.of("results", "servers.txt")));
        for (int java : results.javas()) {
            assertEquals(BarPlot.of(results, java),
                    Files.readString(Path.of("results", "servers-" + java + ".svg")));
        }
    }

    @Test
    void a_median_is_the_middle_and_a_ratio_is_to_the_best_guest() throws Exception {
        Results results = new Results();
        double[] ours = {300, 100, 200};
        for (int round = 1; round <= 3; round++) {
            results.add(new Results.Figure(round, 17, "06-selector", "16B-100", "per_second", ours[round - 1]));
            results.add(new Results.Figure(round, 17, "07", "16B-100", "per_second", 40));
            results.add(new Results.Figure(round, 17, "netty", "16B-100", "per_second", 160));
        }
        String table = String.join("\n", new Tables(results, 17).rates());
        assertTrue(table.contains("200  1.25") && table.contains("40.0  0.25") && table.contains("160  1.00"), table);
    }
}
