package com.example.bench;

import com.example.tools.measure.Jvm;
import com.example.tools.measure.Machine;

/** The CPU time that passes while something is measured, and who has used it. */
final class Spent {

    private final Jvm server;
    private final Jvm generator;
    private double serverSeconds;
    private double generatorSeconds;
    private double allSeconds;
    private long nanos;

    Spent(Jvm server, Jvm generator) {
        this.server = server;
        this.generator = generator;
    }

    void begin() {
        serverSeconds = -server.cpuSeconds();
        generatorSeconds = -generator.cpuSeconds();
        allSeconds = -Machine.cpuSeconds();
        nanos = -System.nanoTime();
    }

    void end() {
        serverSeconds += server.cpuSeconds();
        generatorSeconds += generator.cpuSeconds();
        allSeconds += Machine.cpuSeconds();
        nanos += System.nanoTime();
    }

    /** How long it took. */
    double seconds() {
        return nanos / 1e9;
    }

    /** What the server has used, in seconds of one core. */
    double server() {
        return serverSeconds;
    }

    /** What was used by processes that have nothing to do with it; NaN where the system does not tell. */
    double others() {
        return allSeconds - serverSeconds - generatorSeconds;
    }
}
