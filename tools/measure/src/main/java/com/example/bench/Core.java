package com.example.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The protocol core alone, without sockets: JMH which starts a JVM for each benchmark. */
@Command(name = "core", description = "Measures lesson 06's protocol core alone, with JMH: time and garbage per call.",
        footer = {"", "Example:", "  ./course bench core --quick"})
final class Core implements Callable<Integer> {

    @Option(names = "--quick", description = "Few and short iterations: about two minutes, and rough figures.")
    private boolean quick;
    @Option(names = "--only", description = "Only benchmarks whose name matches.")
    private String only = ".*";
    @Option(names = "--java", description = "The home of the Java to measure on.")
    private Path java = Path.of(System.getProperty("java.home"));
    @Option(names = "--out", description = "Where the CSV goes.")
    private Path out = Path.of(System.getProperty("bench.target", "tools/target"), "bench", "core.csv");

    @Override
    public Integer call() throws IOException, RunnerException {
        Files.createDirectories(out.toAbsolutePath().getParent());
        TimeValue each = TimeValue.milliseconds(quick ? 200 : 400);
        new Runner(new OptionsBuilder()
                .include("com\\.example\\.bench\\.frames\\..*Benchmarks\\." + only)
                .jvm(java.resolve("bin/java").toString())
                .addProfiler(GCProfiler.class).forks(1).shouldFailOnError(true)
                // The measured code waits for the compiler: warm is warm, on a busy machine too.
                .jvmArgsAppend("-Xbatch")
                .warmupIterations(quick ? 2 : 4).warmupTime(each)
                .measurementIterations(quick ? 2 : 3).measurementTime(each)
                .resultFormat(ResultFormatType.CSV).result(out.toString())
                .build()).run();
        return 0;
    }
}
