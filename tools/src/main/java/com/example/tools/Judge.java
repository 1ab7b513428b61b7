package com.example.tools;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.Launcher;

/**
 * Runs test classes in a JVM of their own, within a bounded time, memory and output, and tells what each test said.
 *
 * <p>Whatever the judged code does, an endless loop, an exit, a thread that never ends, output or memory without end,
 * ends here as a {@link Verdict}. Several threads may use one judge at the same time.
 *
 * @param limit      how long one run may take
 * @param parameters JUnit's configuration parameters
 */
public record Judge(Duration limit, Map<String, String> parameters) {

    /** How much of a run's output is kept; the rest is read and thrown away. */
    public static final int OUTPUT_LIMIT = 20_000;

    private static final List<String> JVM = List.of("-ea", "-Xmx256m", "-Xshare:auto", "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8");

    /**
     * Runs test classes and returns when their JVM and all that it started have ended.
     *
     * @param classpath   the judged classes, the tests, the lesson and what they need; the first match wins
     * @param folder      the working directory, which is also the system property {@code basedir}, as under Maven
     * @param testClasses names of test classes, at least one
     */
    public Verdict judge(List<Path> classpath, Path folder, List<String> testClasses)
            throws IOException, InterruptedException {
        Path results = Files.createTempFile("verdict", ".bin");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command(classpath, folder, results, testClasses))
                .directory(folder.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Thread reader = new Thread(() -> keepTheStart(process.getInputStream(), output), "judge-output");
        reader.setDaemon(true);
        reader.start();
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            stop(process);
            reader.join(TimeUnit.SECONDS.toMillis(2));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            List<Verdict.Result> read = new ArrayList<>();
            boolean complete = read(results, read);
            Verdict.Ending ending = complete ? Verdict.Ending.FINISHED
                    : ended ? Verdict.Ending.DIED : Verdict.Ending.TIMED_OUT;
            synchronized (output) {
                return new Verdict(ending, read, took, output.toString(StandardCharsets.UTF_8));
            }
        } finally {
            stop(process);
            Files.deleteIfExists(results);
        }
    }

    private List<String> command(List<Path> classpath, Path folder, Path results, List<String> testClasses) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Dbasedir=" + folder);
        parameters.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-cp");
        // Our own class first: nothing that is judged can stand in for it.
        command.add(Stream.concat(Stream.of(home(Trial.class), home(Launcher.class)), classpath.stream())
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(Trial.class.getName());
        command.add(results.toString());
        command.addAll(testClasses);
        return command;
    }

    /** The jar or folder that a class of ours was loaded from. */
    static Path home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " was loaded from a place without a path.", e);
        }
    }

    private static void stop(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static void keepTheStart(InputStream in, ByteArrayOutputStream kept) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (kept) {
                    kept.write(buffer, 0, Math.min(n, OUTPUT_LIMIT - kept.size()));
                }
            }
        } catch (IOException e) {
            // The process was stopped while it printed: what was kept so far is what there is.
        }
    }

    /** Reads the results that {@link Trial} wrote, and returns whether it wrote all of them. */
    private static boolean read(Path file, List<Verdict.Result> results) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            while (in.readInt() != Trial.END) {
                results.add(new Verdict.Result(text(in), Verdict.Status.valueOf(text(in)), text(in), in.readBoolean(),
                        text(in), text(in)));
            }
            return true;
        } catch (EOFException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("The results of a run could not be read.", e);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(in.readInt());
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
