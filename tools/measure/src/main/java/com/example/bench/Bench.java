package com.example.bench;

import com.example.tools.measure.Machine;
import com.example.tools.measure.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmark: measures the servers, shows tables, and leaves a CSV and a plot. */
@Command(sortOptions = false,
        subcommands = {Hold.class, Core.class, Draw.class},
        description = "Lessons 06, 07 and 08 beside Netty and raw TCP, all on the loopback, one server at a time.",
        footer = {"", "Examples:", "  ./course bench --quick",
            "  ./course bench --servers 06-selector,netty --shapes 16B-100"})
public final class Bench implements Callable<Integer> {

    @Option(names = "--quick", description = "One short round of the most important shapes: under a minute.")
    private boolean quick;
    @Option(names = "--rounds", description = "How many rounds; 5 without this.")
    private Integer rounds;
    @Option(names = "--seconds",
            description = "How long each shape is measured, after as long a warm-up; 1.5 without this.")
    private Double seconds;
    @Option(names = "--idle", description = "How many idle connections are held, or 0; 5000 without this.")
    private Integer idle;
    @Option(names = "--servers", split = ",", description = "Only these, of: tcp, tcp-all, 06-selector, 06-threads, "
            + "07, 08, netty.")
    private List<String> servers;
    @Option(names = "--shapes", split = ",", description = "Only these, or none, of: 16B-1, 16B-100, 125B-1000, "
            + "1KiB-100-p16, 64KiB-10-p4, 1MiB-4, 1KiB-100-p16-text, 64KiB-10-p4-text, cast-64B-500, room-64B-500.")
    private List<String> shapes;
    @Option(names = "--java", description = "The home of the Java that the servers run on.")
    private Path java = Path.of(System.getProperty("java.home"));
    @Option(names = "--out", description = "Where the CSV, the tables and the plot go: NAME.csv, NAME.txt, NAME.svg.")
    private Path out = Path.of(System.getProperty("bench.target", "tools/target"), "bench", "figures");
    @Option(names = "--append", description = "Adds the rounds to those that the CSV already has.")
    private boolean append;

    public static void main(String[] args) {
        int exit = commandLine().execute(args);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /** What was asked for and cannot be had is told in a sentence. */
    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof IllegalArgumentException || e instanceof IllegalStateException) {
                command.getErr().println(e.getMessage());
                return 1;
            }
            throw e;
        });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> quickServers = List.of("tcp", "tcp-all", "06-selector", "07", "08", "netty");
        List<String> quickShapes = List.of("16B-100", "1KiB-100-p16", "cast-64B-500");
        double each = seconds != null ? seconds : quick ? 0.8 : 1.5;
        Rounds plan = new Rounds(
                chosen("server", Contender.ALL, Contender::name, servers == null && quick ? quickServers : servers),
                chosen("shape", Shape.ALL, Shape::name, shapes == null && quick ? quickShapes : shapes), each, each,
                idle != null ? idle : quick ? 500 : 5000, java, Machine.javaVersion(java), out.resolveSibling("logs"));
        Machine.needFiles(plan.mostConnections());
        Path csv = withEnding("csv");
        Results results = append && Files.exists(csv) ? Results.read(csv) : new Results();
        results.comment(LocalDate.now() + ", " + Machine.description());
        results.comment("Servers on Java " + Machine.javaFullVersion(java));
        int count = rounds != null ? rounds : quick ? 1 : 5;
        List<String> problems = new ArrayList<>();
        Progress progress = new Progress(System.out, plan.expected() * count);
        int first = results.rounds(plan.java()) + 1;
        for (int round = first; round < first + count; round++) {
            plan.run(round, results, progress, problems::add);
            results.write(csv);
        }
        progress.end();
        // As it is there, rounded: drawn again, it is the same.
        show(Results.read(csv));
        problems.forEach(System.out::println);
        System.out.println("More in " + csv + ", beside it a plot.");
        return problems.isEmpty() ? 0 : 1;
    }

    private void show(Results results) throws IOException {
        Draw.draw(results, out);
        Files.readAllLines(withEnding("txt")).stream().filter(line -> !line.matches("(tag|end)::.*"))
                .forEach(System.out::println);
    }

    private Path withEnding(String ending) {
        return out.resolveSibling(out.getFileName() + "." + ending);
    }

    private static <T> List<T> chosen(String what, List<T> all, Function<T, String> name, List<String> wanted) {
        if (wanted == null) {
            return all;
        }
        if (wanted.equals(List.of("none"))) {
            return List.of();
        }
        for (String each : wanted) {
            if (all.stream().noneMatch(one -> name.apply(one).equals(each))) {
                throw new IllegalArgumentException("there is no " + what + " " + each + ", only "
                        + all.stream().map(name).collect(Collectors.joining(", ")));
            }
        }
        return all.stream().filter(one -> wanted.contains(name.apply(one))).toList();
    }
}
