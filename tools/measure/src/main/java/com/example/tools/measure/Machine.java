package com.example.tools.measure;

import com.example.tools.process.Maven;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What the figures were measured on. */
public final class Machine {

    private static final int PAGE_KIB = 4;
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    private Machine() {
    }

    /** The kind of machine, as far as Java knows it: {@code 2 cores, 24 GiB, Linux}. */
    public static String description() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return String.format(Locale.ROOT, "%d cores, %d GiB, %s", Runtime.getRuntime().availableProcessors(),
                Math.round(system.getTotalMemorySize() / (double) (1 << 30)), System.getProperty("os.name"));
    }

    /** The version of the Java at a home, such as 17.0.15; its file {@code release} says so. */
    public static String javaFullVersion(Path home) throws IOException {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        }
        return release.getProperty("JAVA_VERSION").replace("\"", "");
    }

    /** Its feature version, such as 17. */
    public static int javaVersion(Path home) throws IOException {
        return Runtime.Version.parse(javaFullVersion(home)).feature();
    }

    /** CPU time that all processes have used since the machine started, in seconds; NaN if it does not tell. */
    public static double cpuSeconds() {
        try {
            String[] ticks = Files.readAllLines(Path.of("/proc/stat")).get(0).split("\\s+");
            // user, nice, system, interrupts of both kinds; in hundredths of a second
            return IntStream.of(1, 2, 3, 6, 7).mapToDouble(i -> Double.parseDouble(ticks[i])).sum() / 100;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Memory of the machine that a process has now, in KiB; NaN where the system does not tell. */
    public static double residentKib(long process) {
        try {
            Path status = Path.of("/proc", String.valueOf(process), "status");
            if (Files.exists(status)) {
                return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", ""))).findFirst()
                        .orElse(Double.NaN);
            }
            boolean windows = System.getProperty("os.name").startsWith("Windows");
            Maven.Run asked = Maven.run(Path.of("").toAbsolutePath(), windows
                    ? List.of("powershell", "-Command", "(Get-Process -Id " + process + ").WorkingSet64 / 1024")
                    : List.of("ps", "-o", "rss=", "-p", String.valueOf(process)), ANSWERS_WITHIN);
            return Double.parseDouble(asked.output().strip().replace(',', '.'));
        } catch (IOException | NumberFormatException e) {
            return Double.NaN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }

    /** What the kernel has for itself, sockets and what waits in them included, in KiB; NaN where it does not tell. */
    public static double kernelKib() {
        try {
            double slab = number("/proc/meminfo", "Slab:\\s+(\\d+) kB.*");
            return slab + PAGE_KIB * number("/proc/net/sockstat", "TCP:.* mem (\\d+)");
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** What the first group of the pattern matches, in the line that it matches. */
    private static double number(String file, String pattern) throws IOException {
        Pattern line = Pattern.compile(pattern);
        return Files.readAllLines(Path.of(file)).stream().map(line::matcher).filter(Matcher::matches)
                .mapToDouble(found -> Double.parseDouble(found.group(1))).findFirst().orElse(Double.NaN);
    }

    /**
     * How many files and sockets one process may have open; each connection takes one in the server's process and one
     * in the load generator's.
     *
     * @throws IllegalStateException with a sentence that tells what to do, if there are too few
     */
    public static void needFiles(int connections) {
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
