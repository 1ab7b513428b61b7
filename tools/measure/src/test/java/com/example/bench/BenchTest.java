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
    void a_few_hundred_connections_are_held_and_a_message_goes_to_all(@TempDir Path folder) throws Exception {
        int exit = Bench.commandLine().execute("hold", "--connections", "300", "--seconds", "2", "--servers",
                "06-selector,tcp-all", "--out", folder.resolve("held").toString());
        assertEquals(0, exit, "nothing was lost");

        Results results = Results.read(folder.resolve("held.csv"));
        int java = Runtime.version().feature();
        for (String server : List.of("06-selector", "tcp-all")) {
            assertEquals(0, results.median(java, server, "held-300", "lost").orElse(-1), server);
            assertTrue(results.median(java, server, "held-300", "cast_ms").orElse(0) > 0, server);
        }
        assertEquals(300, results.median(java, "06-selector", "held-300", "pongs").orElse(-1));
        double fresh = results.median(java, "06-selector", "held-300", "fresh").orElse(-1);
        assertTrue(fresh > 0 && fresh <= 21, fresh + " fresh ones came");
        assertEquals(HoldTable.of(results), Files.readAllLines(folder.resolve("held.txt")));
        assertEquals(MemoryPlot.of(results), Files.readString(folder.resolve("held.svg")));
        assertEquals(List.of(), ProcessHandle.current().children().toList());
    }

    @Test
    void connections_come_in_steps_of_one_two_and_five() {
        assertEquals(List.of(1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000), Hold.steps(100_000));
        assertEquals(List.of(5, 10, 20, 50, 100, 200, 300), Hold.steps(300));
        assertEquals(List.of(1), Hold.steps(1));
    }

    @Test
    void what_is_not_there_is_told() {
        assertEquals(1, Bench.commandLine().execute("hold", "--servers", "07"));
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
        if (Files.exists(Path.of("results", "hold.csv"))) {
            Results held = Results.read(Path.of("results", "hold.csv"));
            assertEquals(HoldTable.of(held), Files.readAllLines(Path.of("results", "hold.txt")));
            assertEquals(MemoryPlot.of(held), Files.readString(Path.of("results", "hold.svg")));
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
