package com.example.tcp.exercise;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/** The files and sockets that this JVM has open. A garbage collection may close what was forgotten. */
final class OpenFiles {

    private OpenFiles() {
    }

    /** How many there are; 0 where the JVM does not know, which is on Windows. */
    static long count() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount() : 0;
    }

    /** How many there are when a garbage collection has closed what earlier tests have forgotten. */
    static long settled() {
        System.gc();
        long before = Long.MAX_VALUE;
        for (long now = count(); now < before; now = count()) {
            before = now;
            LockSupport.parkNanos(50_000_000);
        }
        return before;
    }

    /** Waits until there are at most so many, for three seconds; returns how many there are then. */
    static long fallTo(long most) {
        Slowness.until(3_000, () -> count() <= most);
        return count();
    }
}
