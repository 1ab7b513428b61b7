package com.example.bench;

import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM that was started here, and ends here: at the latest when this one does. */
final class Child implements AutoCloseable {

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "ends-all"));
    }

    private final Process process;

    private Child(Process process) {
        this.process = process;
        RUNNING.add(process);
    }

    /**
     * Starts a JVM on the same class path.
     *
     * @param javaHome which Java
     * @param log where its errors go, and its output unless it is read here; null for both as ours
     */
    static Child start(Path javaHome, List<String> flags, List<String> mainAndArguments, Path log, boolean read)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(javaHome.resolve("bin/java").toString(), "-Xmx512m"));
        String logging = System.getProperty("java.util.logging.config.file");
        if (logging != null) {
            command.add("-Djava.util.logging.config.file=" + logging);
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath()));
        command.addAll(mainAndArguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        if (log == null) {
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
        } else {
            Files.createDirectories(log.getParent());
            builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            if (!read) {
                builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            }
        }
        return new Child(builder.start());
    }

    /** Under exec:java the classes come from a loader of its own, and the class path is Maven's. */
    private static String classPath() {
        if (Child.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(url -> new File(java.net.URI.create(url.toString())).getPath())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    Process process() {
        return process;
    }

    /** CPU time that it has used up to now, in seconds. */
    double cpuSeconds() {
        return process.toHandle().info().totalCpuDuration().map(spent -> spent.toNanos() / 1e9).orElse(Double.NaN);
    }

    /** Memory of the machine that it has now, in KiB; NaN where the system does not tell us. */
    double residentKib() {
        try {
            Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
            if (Files.exists(status)) {
                return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", ""))).findFirst()
                        .orElse(Double.NaN);
            }
            boolean windows = System.getProperty("os.name").startsWith("Windows");
            Process ask = windows
                    ? new ProcessBuilder("powershell", "-Command", "(Get-Process -Id " + process.pid()
                            + ").WorkingSet64 / 1024").start()
                    : new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(process.pid())).start();
            return Double.parseDouble(new String(ask.getInputStream().readAllBytes()).strip().replace(',', '.'));
        } catch (IOException | NumberFormatException e) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(3, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }
}
