package com.example.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.IntStream;

/** What the figures were measured on. */
final class Machine {

    private Machine() {
    }

    /** The kind of machine, as far as Java knows it. */
    static String description() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return String.format("%s %s, %d cores, %d GiB", System.getProperty("os.name"), System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Math.round(system.getTotalMemorySize() / (double) (1 << 30)));
    }

    /** The version of the Java at a home, such as 17.0.15; its file {@code release} says so. */
    static String javaFullVersion(Path home) throws IOException {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        }
        return release.getProperty("JAVA_VERSION").replace("\"", "");
    }

    /** Its feature version, such as 17. */
    static int javaVersion(Path home) throws IOException {
        return Runtime.Version.parse(javaFullVersion(home)).feature();
    }

    /** CPU time that all processes have used since the machine started, in seconds; NaN if it does not tell. */
    static double cpuSeconds() {
        try {
            String[] ticks = Files.readAllLines(Path.of("/proc/stat")).get(0).split("\\s+");
            // user, nice, system, interrupts of both kinds; in hundredths of a second
            return IntStream.of(1, 2, 3, 6, 7).mapToDouble(i -> Double.parseDouble(ticks[i])).sum() / 100;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /**
     * How many files and sockets one process may have open; each connection takes one in the server's process and one
     * in the load generator's.
     *
     * @throws IllegalStateException with a sentence that tells what to do, if there are too few
     */
    static void needFiles(int connections) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            long most = unix.getMaxFileDescriptorCount();
            if (most < connections + 200L) {
                throw new IllegalStateException(connections + " connections need as many open files in one process, "
                        + "and this system allows " + most + ". Raise the limit first, such as with: ulimit -n "
                        + (connections + 1000) + ", or ask for fewer.");
            }
        }
    }
}
