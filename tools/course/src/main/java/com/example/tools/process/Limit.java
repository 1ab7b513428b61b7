package com.example.tools.process;

import java.time.Duration;

/**
 * How long a process may take for something: so much time of the processor; and of the clock as much, times as slow as
 * the machine is when that is over. So a machine that is busy with something else ends nothing that would have ended.
 */
public final class Limit {

    /** Whoever has used so much of the processor time has not waited for it: it computes without end. */
    private static final double LOOPS = 0.8;

    /** Whether a process may go on. */
    public enum State {
        /** It may go on. */
        WITHIN,
        /** It has used up its processor time. That would be so on any machine. */
        LOOPED,
        /** The clock's limit has passed while it waited for something, or for the processor. */
        OVERDUE
    }

    private final ProcessHandle process;
    private final Duration limit;
    private final long start = System.nanoTime();
    private final long cpuStart;
    private long deadline;
    /** The most that was measured so far: a machine that is less busy by now was busy before. */
    private double slowness = 1;

    /** The limit counts from now. */
    public Limit(ProcessHandle process, Duration limit) {
        this(process, limit, true);
    }

    private Limit(ProcessHandle process, Duration limit, boolean ofProcessor) {
        this.process = process;
        this.limit = limit;
        this.cpuStart = ofProcessor ? cpu() : Long.MAX_VALUE;
        this.deadline = start + limit.toNanos();
    }

    /** A limit of the clock alone, stretched like the other: for a process in which something may go on computing. */
    public static Limit ofTheClock(ProcessHandle process, Duration limit) {
        return new Limit(process, limit, false);
    }

    private long cpu() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** How long to wait until {@link #state} is worth asking, in nanoseconds; at least a millisecond. */
    public long left() {
        return Math.max(1_000_000L, deadline - System.nanoTime());
    }

    /** Asks; once the limit has passed this takes a moment, in which it is found out how slow the machine is. */
    public State state() {
        if (System.nanoTime() < deadline) {
            return State.WITHIN;
        }
        long used = cpu() - cpuStart;
        if (used >= limit.toNanos()) {
            return State.LOOPED;
        }
        slowness = Math.max(slowness, Slowness.now());
        long allowed = (long) (limit.toNanos() * slowness);
        long now = System.nanoTime();
        if (now - start >= allowed) {
            return used >= limit.toNanos() * LOOPS ? State.LOOPED : State.OVERDUE;
        }
        deadline = Math.min(start + allowed, now + Math.max(100_000_000L, limit.toNanos() / 10));
        return State.WITHIN;
    }
}
