package com.example.tools.judge;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        try (TestJvm jvm = start(classpath, folder, null)) {
            return jvm.judge(testClasses, limit);
        }
    }

    /**
     * Starts a JVM that waits for tests to run, so that a verdict need not wait for its start.
     *
     * @param warmUp a test class that it runs before, whose results do not count, so that JUnit is loaded when the
     *     tests come; null for none
     */
    public TestJvm start(List<Path> classpath, Path folder, String warmUp) throws IOException {
        Path results = Files.createTempFile("verdict", ".bin");
        List<String> command = command(classpath, folder, TestRunner.class);
        command.add(results.toString());
        if (warmUp != null) {
            command.add(warmUp);
        }
        return new TestJvm(command, folder, results);
    }

    /** The command that starts a main class of ours in a JVM for judged classes; the main class's arguments follow. */
    List<String> command(List<Path> classpath, Path folder, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Dbasedir=" + folder);
        parameters.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-cp");
        // Our own class first: nothing that is judged can replace it.
        command.add(Stream.concat(Stream.of(home(TestRunner.class), home(Launcher.class)), classpath.stream())
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(main.getName());
        return command;
    }

    /** The jar or folder that a class of ours was loaded from. */
    public static Path home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " was loaded from a place without a path.", e);
        }
    }
}
