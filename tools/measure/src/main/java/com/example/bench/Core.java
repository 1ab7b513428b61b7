package com.example.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The protocol core alone, without sockets: JMH in a process of its own. */
@Command(name = "core", description = "Measures lesson 06's protocol core alone, with JMH: time and garbage per call.")
final class Core implements Callable<Integer> {

    @Option(names = "--quick", description = "Few and short iterations: about two minutes, and rough figures.")
    private boolean quick;
    @Option(names = "--only", description = "Only benchmarks whose name matches.")
    private String only = ".*";
    @Option(names = "--java", description = "The home of the Java to measure on.")
    private Path java = Path.of(System.getProperty("java.home"));
    @Option(names = "--out", description = "Where the CSV and the plot go: NAME.csv, NAME.svg.")
    private Path out = Path.of(System.getProperty("bench.target", "tools/target"), "bench", "core");

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Child child = Child.start(java, List.of(), List.of("com.example.bench.CoreRun",
                only, String.valueOf(quick), out.toString()), null, false)) {
            return child.process().waitFor();
        }
    }
}
