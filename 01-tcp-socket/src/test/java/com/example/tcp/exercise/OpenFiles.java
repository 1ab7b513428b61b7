package com.example.tcp.exercise;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The files and sockets that this JVM has open. A garbage collection may close what was forgotten. */
final class OpenFiles {

    private OpenFiles() {
    }

    /** How many there are; 0 where the JVM does not know, which is on Windows. */
    static long count() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount() : 0;
    }

    /** Waits until there are at most so many, for three seconds; returns how many there are then. */
    static long fallTo(long most) {
        Slowness.until(3_000, () -> count() <= most);
        return count();
    }
}
