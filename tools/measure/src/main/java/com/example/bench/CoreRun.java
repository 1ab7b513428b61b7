package com.example.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What {@link Core} starts: JMH, which starts one more JVM for each benchmark. */
public final class CoreRun {

    private CoreRun() {
    }

    /** @param args which benchmarks, a pattern; whether it shall be quick; where the files go, without their ending */
    public static void main(String[] args) throws RunnerException, IOException {
        boolean quick = Boolean.parseBoolean(args[1]);
        TimeValue each = TimeValue.milliseconds(quick ? 200 : 400);
        Collection<RunResult> runs = new Runner(new OptionsBuilder()
                .include("com\\.example\\.bench\\.frames\\..*Benchmarks\\." + args[0])
                .addProfiler(GCProfiler.class).forks(1).shouldFailOnError(true)
                // The measured code waits for the compiler, so that it is warm on a busy machine too.
                .jvmArgsAppend("-Xbatch")
                .warmupIterations(quick ? 2 : 4).warmupTime(each)
                .measurementIterations(quick ? 2 : 3).measurementTime(each)
                .build()).run();
        CoreResults results = new CoreResults(new ArrayList<>(), new ArrayList<>());
        results.comments().add(LocalDate.now() + ", " + Machine.description());
        results.comments().add("Java " + System.getProperty("java.version"));
        for (RunResult run : runs) {
            String name = run.getParams().getBenchmark();
            String parameter = run.getParams().getParamsKeys().iterator().next();
            results.figures().add(new CoreResults.Figure(name.substring(name.lastIndexOf('.') + 1), parameter,
                    Integer.parseInt(run.getParams().getParam(parameter)), run.getPrimaryResult().getScore(),
                    run.getSecondaryResults().entrySet().stream()
                            .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                            .mapToDouble(entry -> entry.getValue().getScore()).findFirst().orElse(Double.NaN)));
        }
        Path base = Path.of(args[2]);
        Files.createDirectories(base.toAbsolutePath().getParent());
        Files.write(base.resolveSibling(base.getFileName() + ".csv"), results.csv());
        results.draw(base);
        results.tables().stream().filter(line -> !line.matches("(tag|end)::.*")).forEach(System.out::println);
        System.out.printf(Locale.ROOT, "%nMore in %s.csv, beside it a plot.%n", base);
    }
}
