package com.example.bench;

import com.example.tools.measure.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many idle connections, and whether the server still has time for a new one. */
@Command(name = "hold", description = "Holds idle connections on lesson 06's servers; each sends a ping, and once a "
        + "second a fresh one comes, whose opening and first echo are timed together.")
final class Hold implements Callable<Integer> {

    private static final double FRESH_MILLIS = 50;

    @Option(names = "--connections", description = "How many; 10000 without this.")
    private int connections = 10_000;
    @Option(names = "--seconds", description = "How long; 60 without this.")
    private int seconds = 60;
    @Option(names = "--servers", split = ",", description = "06-selector, 06-threads without this.")
    private List<String> servers = List.of("06-selector", "06-threads");
    @Option(names = "--java", description = "The home of the Java that the servers run on.")
    private Path java = Path.of(System.getProperty("java.home"));

    @Option(names = "--append", paramLabel = "CSV",
            description = "A CSV of the benchmark that the figures are added to.")
    private Path csv;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Machine.needFiles(connections + seconds);
        Results results = csv == null ? new Results() : Results.read(csv);
        boolean right = true;
        for (Contender contender : Contender.ALL.stream().filter(one -> servers.contains(one.name())).toList()) {
            right &= hold(contender, results);
        }
        if (csv != null) {
            results.write(csv);
            Draw.draw(results, csv.resolveSibling(csv.getFileName().toString().replaceFirst("\\.csv$", "")));
        }
        return right ? 0 : 1;
    }

    private boolean hold(Contender contender, Results results) throws IOException, InterruptedException {
        Path logs = Path.of(System.getProperty("bench.target", "tools/target"), "bench", "logs");
        try (Server server = new Server(contender, java, logs);
                Generator generator = new Generator(Path.of(System.getProperty("java.home")), logs)) {
            double[] kib = new double[1];
            Map<String, String> got = generator.run(String.format(Locale.ROOT,
                    "idle uri=%s connections=%d size=16 seconds=%d fresh=%d", server.uri(Shape.Kind.ECHO), connections,
                    seconds, seconds), () -> { }, () -> kib[0] = server.jvm().residentKib());
            double slowest = Double.parseDouble(got.get("slowest_fresh_us")) / 1000;
            boolean right = got.get("lost").equals("0") && got.get("failed").equals("0")
                    && got.get("pongs").equals(String.valueOf(connections)) && slowest < FRESH_MILLIS;
            String shape = "held-" + connections;
            int version = Machine.javaVersion(java);
            results.add(new Results.Figure(1, version, contender.name(), shape, "slowest_fresh_ms", slowest));
            results.add(new Results.Figure(1, version, contender.name(), shape, "kib", kib[0]));
            System.out.printf(Locale.ROOT, "%s on Java %s: %,d connections held for %d s, opened at %,.0f per second; "
                    + "%s lost, %s pongs to %,d pings; the slowest of %s fresh ones had its echo after %.1f ms; "
                    + "%.0f MiB in all: %s%n", contender.name(), Machine.javaFullVersion(java), connections, seconds,
                    Double.parseDouble(got.get("opened_per_second")), got.get("lost"), got.get("pongs"), connections,
                    got.get("fresh"), slowest, kib[0] / 1024, right ? "right" : "WRONG " + got);
            return right;
        }
    }
}
