package com.example.bench;

import com.example.tools.measure.Capacity;
import com.example.tools.measure.Javas;
import com.example.tools.measure.Machine;
import com.example.tools.measure.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A hundred thousand connections, what they cost, and whether the server still has time for a new one. */
@Command(name = "hold", sortOptions = false, description = "Holds a hundred thousand connections, or as many as this "
        + "machine lets one process have, on one server after the other; each sends a ping in that time, ten fresh "
        + "ones a second come and get an echo, and at the end a message goes to all.",
        footer = {"", "Examples:", "  ./course bench hold", "  ./course bench hold --connections 1000 --seconds 5"})
final class Hold implements Callable<Integer> {

    static final String VIRTUAL = "06-threads";
    private static final List<String> SERVERS = List.of("06-selector", "netty", VIRTUAL, "tcp-all");
    private static final int FIRST_VIRTUAL = 21;
    /** More than the other benchmarks give them: nothing here shall depend on it. */
    private static final String HEAP = "-Xmx2g";
    private static final int SIZE = 64;
    private static final double OPENING_PER_SECOND = 4000;

    @Option(names = "--connections", description = "How many; 100000 without this.")
    private int connections = 100_000;
    @Option(names = "--seconds", description = "How long; 60 without this.")
    private int seconds = 60;
    @Option(names = "--servers", split = ",", description = "Only these, of: 06-selector, netty, 06-threads (with "
            + "virtual threads), tcp-all (no protocol, the message to all only).")
    private List<String> servers = SERVERS;
    @Option(names = "--java", description = "The home of the Java that the servers run on.")
    private Path java = Path.of(System.getProperty("java.home"));
    @Option(names = "--virtual", paramLabel = "HOME", description = "The home of the Java for virtual threads, 21 or "
            + "later; without this, the newest beside the one that runs this.")
    private Path virtual;
    @Option(names = "--out", description = "Where the CSV, the table and the plot go: NAME.csv, NAME.txt, NAME.svg.")
    private Path out = Path.of(System.getProperty("bench.target", "tools/target"), "bench", "hold");

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> unknown = servers.stream().filter(name -> !SERVERS.contains(name)).toList();
        if (!unknown.isEmpty() || connections < 1 || seconds < 1) {
            throw new IllegalArgumentException(unknown.isEmpty() ? "at least one connection is held for a second"
                    : "there is no server " + unknown.get(0) + " to hold connections, only "
                    + String.join(", ", SERVERS));
        }
        Capacity capacity = Capacity.forConnections(connections);
        if (capacity.connections() < 1) {
            throw new IllegalStateException(String.join(" ", capacity.told()));
        }
        Results results = new Results();
        results.comment(LocalDate.now() + ", " + Machine.description());
        capacity.told().forEach(results::comment);
        capacity.told().forEach(System.out::println);
        Progress progress = new Progress(System.out,
                servers.size() * (seconds + capacity.connections() / OPENING_PER_SECOND));
        List<String> problems = new ArrayList<>();
        for (Contender contender : Contender.ALL.stream().filter(one -> servers.contains(one.name())).toList()) {
            Optional<Path> home = home(contender);
            if (home.isEmpty()) {
                System.out.println("Virtual threads are left out: there is no Java " + FIRST_VIRTUAL
                        + " or later beside this one, and --virtual names none.");
                continue;
            }
            progress.step(contender.name() + ": " + capacity.connections() + " connections");
            try {
                hold(contender, home.get(), capacity, results, problems);
            } catch (IOException e) {
                // The others go on, and what was measured is kept.
                problems.add("PROBLEM: " + contender.name() + " was not measured to the end: " + e.getMessage());
            }
            progress.done(seconds + capacity.connections() / OPENING_PER_SECOND);
            results.write(withEnding("csv"));
        }
        progress.end();
        if (results.figures().isEmpty()) {
            throw new IllegalStateException(problems.isEmpty() ? "Nothing was measured." : String.join("\n", problems));
        }
        draw(Results.read(withEnding("csv")), out);         // as it is there, rounded: drawn again, it is the same
        Files.readAllLines(withEnding("txt")).stream().filter(line -> !line.matches("(tag|end)::.*"))
                .forEach(System.out::println);
        problems.forEach(System.out::println);
        System.out.println("More in " + withEnding("csv") + ", beside it a plot.");
        return problems.isEmpty() ? 0 : 1;
    }

    /** @param base the files' path without its ending */
    static void draw(Results results, Path base) throws IOException {
        Files.write(base.resolveSibling(base.getFileName() + ".txt"), HoldTable.of(results));
        Files.writeString(base.resolveSibling(base.getFileName() + ".svg"), MemoryPlot.of(results));
    }

    private Path withEnding(String ending) {
        return out.resolveSibling(out.getFileName() + "." + ending);
    }

    /** What a server runs on; empty if it needs virtual threads, and there is no Java with them. */
    private Optional<Path> home(Contender contender) throws IOException {
        return !contender.name().equals(VIRTUAL) ? Optional.of(java)
                : virtual != null ? Optional.of(virtual) : Javas.newest(FIRST_VIRTUAL);
    }

    private void hold(Contender contender, Path home, Capacity capacity, Results results, List<String> problems)
            throws IOException, InterruptedException {
        Path logs = out.resolveSibling("logs");
        UnaryOperator<List<String>> started = capacity::command;
        Figures figures = new Figures(results, Machine.javaVersion(home), contender.name());
        int all = capacity.connections();
        try (Server server = new Server(contender.with(HEAP), home, logs, started);
                Generator generator = new Generator(Path.of(System.getProperty("java.home")), logs, started)) {
            Spent spent = new Spent(server.jvm(), generator.jvm());
            double[] kernel = {Machine.kernelKib()};
            figures.add(0, "kib", server.jvm().residentKib());
            Map<String, String> got = generator.run(command(contender, server, capacity), (word, values) -> {
                switch (word) {
                    case "held" -> {
                        int step = Integer.parseInt(values.get("connections"));
                        figures.add(step, "kib", server.jvm().residentKib());
                        figures.add(step, "kernel_kib", Machine.kernelKib() - kernel[0]);
                    }
                    case "measuring" -> spent.begin();
                    case "measured" -> {
                        spent.end();
                        if (contender.echo() != null) {
                            figures.add(all, "cores", spent.server() / spent.seconds());
                            figures.add(all, "others", spent.others() / spent.seconds());
                        }
                        figures.add(all, "kib_after", server.jvm().residentKib());
                    }
                    default -> figures.add(all, "kib_heard", server.jvm().residentKib());
                }
            });
            for (String figure : List.of("opened_per_second", "lost", "failed", "pongs", "fresh", "fresh_lost",
                    "p99_us", "slowest_fresh_us", "cast_ms", "slowest_cast_ms")) {
                figures.add(all, figure, Double.parseDouble(got.getOrDefault(figure, "NaN")));
            }
            if (!got.get("lost").equals("0") || !got.get("fresh_lost").equals("0")) {
                problems.add(String.format("PROBLEM: %s: %s of %,d connections lost, and %s of %s fresh ones%s",
                        contender.name(), got.get("lost"), all, got.get("fresh_lost"), got.get("fresh"),
                        got.containsKey("why") ? ": " + got.get("why") : ""));
            }
        }
    }

    private String command(Contender contender, Server server, Capacity capacity) {
        return String.format(Locale.ROOT, "hold uri=%s%s steps=%s size=%d text=true seconds=%d addresses=%d",
                server.uri(Shape.Kind.CAST),
                contender.echo() == null ? "" : " fresh=" + server.uri(Shape.Kind.ECHO),
                steps(capacity.connections()).stream().map(String::valueOf).collect(Collectors.joining(",")),
                SIZE, seconds, capacity.addresses());
    }

    /** 1, 2, 5, 10, 20 and so on, from a hundredth of all up to all. */
    static List<Integer> steps(int all) {
        List<Integer> steps = new ArrayList<>();
        for (int unit = 1; unit < all; unit *= 10) {
            for (int step = unit; step <= 5 * unit && step < all; step += step == unit ? unit : 3 * unit) {
                if (step >= all / 100) {
                    steps.add(step);
                }
            }
        }
        steps.add(all);
        return steps;
    }

    /** Where the figures of one server go. */
    private record Figures(Results results, int java, String server) {

        void add(int connections, String figure, double value) {
            if (!Double.isNaN(value)) {
                results.add(new Results.Figure(1, java, server, "held-" + connections, figure, value));
            }
        }
    }
}
