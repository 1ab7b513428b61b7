package com.example.bench;

import com.example.tools.measure.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Round after round, each server in turn in a fresh process: what disturbs the machine for a while disturbs all alike.
 *
 * @param warmup of each shape, in seconds; then it is measured for {@code seconds}
 * @param idle how many idle connections are held; 0 for none
 * @param javaHome what the servers run on; the load generator runs on the Java that we run on
 * @param java its feature version
 */
record Rounds(List<Contender> contenders, List<Shape> shapes, double warmup, double seconds, int idle,
        Path javaHome, int java, Path logs) {

    private static final double START_SECONDS = 0.8;
    private static final double RUN_SECONDS = 0.3;
    private static final double IDLE_SECONDS = 4;
    private static final double SETTLE_SECONDS = 1;
    private static final int WARM_CONNECTIONS = 1000;

    /** About how long one round takes, in seconds. */
    double expected() {
        return contenders.stream().mapToDouble(contender -> 2 * START_SECONDS
                + shapes.stream().filter(shape -> contender.target(shape.kind()) != null).count()
                * (warmup + seconds + RUN_SECONDS) + (idle > 0 && contender.echo() != null ? IDLE_SECONDS : 0)).sum();
    }

    /** The most connections that there are at the same time. */
    int mostConnections() {
        return Math.max(idle, shapes.stream().mapToInt(Shape::connections).max().orElse(0));
    }

    /** Measures everything once more. */
    void run(int round, Results results, Progress progress, Consumer<String> problems)
            throws IOException, InterruptedException {
        for (Contender contender : contenders) {
            load(contender, round, results, progress, problems);
            if (idle > 0 && contender.echo() != null) {
                progress.step("round " + round + ", " + contender.name() + ": " + idle + " idle");
                idle(contender, round, results, problems);
                progress.done(IDLE_SECONDS + START_SECONDS);
            }
        }
    }

    private void load(Contender contender, int round, Results results, Progress progress, Consumer<String> problems)
            throws IOException, InterruptedException {
        if (shapes.stream().noneMatch(shape -> contender.target(shape.kind()) != null)) {
            return;
        }
        try (Server server = new Server(contender, javaHome, logs); Generator generator = generator()) {
            progress.done(START_SECONDS);
            if (contender.echo() != null) {
                add(results, round, contender, "start", "first_answer_ms", server.firstAnswerMillis());
            }
            for (Shape shape : shapes) {
                if (contender.target(shape.kind()) == null) {
                    continue;
                }
                progress.step("round " + round + ", " + contender.name() + ": " + shape.title());
                Spent spent = new Spent(server.jvm(), generator.jvm());
                Map<String, String> measured = generator.run(
                        shape.command(server.uri(shape.kind()).toString(), warmup, seconds), spent::begin, spent::end);
                double count = number(measured, "count");
                for (String figure : List.of("per_second", "p50_us", "p99_us", "lost", "failed")) {
                    add(results, round, contender, shape.name(), figure, number(measured, figure));
                }
                if (count > 0) {
                    add(results, round, contender, shape.name(), "cpu_us", spent.server() * 1e6 / count);
                    add(results, round, contender, shape.name(), "others", spent.others() / spent.seconds());
                }
                complain(contender, shape.title(), measured, problems);
                progress.done(warmup + seconds + RUN_SECONDS);
            }
        }
    }

    private void idle(Contender contender, int round, Results results, Consumer<String> problems)
            throws IOException, InterruptedException {
        try (Server server = new Server(contender, javaHome, logs); Generator generator = generator()) {
            sleep(SETTLE_SECONDS);
            double before = server.jvm().residentKib();
            double[] after = new double[1];
            String command = "idle uri=" + server.uri(Shape.Kind.ECHO) + " size=125 connections=";
            // A few come and go first: opening is measured when both sides have done it before.
            generator.run(command + Math.min(idle, WARM_CONNECTIONS), () -> { }, () -> { });
            Map<String, String> measured = generator.run(command + idle + " seconds=" + SETTLE_SECONDS,
                    () -> { }, () -> after[0] = server.jvm().residentKib());
            String shape = "idle-" + idle;
            add(results, round, contender, shape, "kib_each", (after[0] - before) / idle);
            for (String figure : List.of("opened_per_second", "lost", "failed")) {
                add(results, round, contender, shape, figure, number(measured, figure));
            }
            complain(contender, idle + " idle connections", measured, problems);
        }
    }

    private Generator generator() throws IOException {
        return new Generator(Path.of(System.getProperty("java.home")), logs);
    }

    private void add(Results results, int round, Contender contender, String shape, String figure, double value) {
        if (!Double.isNaN(value)) {
            results.add(new Results.Figure(round, java, contender.name(), shape, figure, value));
        }
    }

    private static double number(Map<String, String> values, String name) {
        return Double.parseDouble(values.getOrDefault(name, "NaN"));
    }

    private static void complain(Contender contender, String what, Map<String, String> measured,
            Consumer<String> problems) {
        if (number(measured, "lost") > 0 || number(measured, "failed") > 0) {
            problems.accept(String.format("PROBLEM: %s, %s: %s messages or connections lost, %s failed: %s",
                    contender.name(), what, measured.get("lost"), measured.get("failed"),
                    measured.getOrDefault("why", "no answer")));
        }
    }

    private static void sleep(double seconds) {
        LockSupport.parkNanos((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
    }
}
