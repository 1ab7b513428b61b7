package com.example.tools.judge;

import com.example.tools.process.Maven;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a test class several times in one JVM, each time on newly loaded classes: fast, for code that is known
 * to do no harm. Code of strangers gets a JVM of its own, from {@link Judge}.
 *
 * <p>As a main class: the arguments are the file for the results, how many milliseconds a round may take, the test
 * class, and for each round the folder of the judged class. Behind the results of each round follows how many
 * nanoseconds it took (8 bytes).
 */
public final class TestRounds {

    private static final int TOO_LONG = 3;

    private TestRounds() {
    }

    public static void main(String[] args) throws IOException {
        try (FileOutputStream file = new FileOutputStream(args[0])) {
            DataOutputStream times = new DataOutputStream(file);
            for (String judged : List.of(args).subList(3, args.length)) {
                TestRunner runner = new TestRunner(file);
                long start = System.nanoTime();
                Thread limit = endsAfter(Long.parseLong(args[1]));
                try (FreshLoader classes = new FreshLoader(Path.of(judged))) {
                    LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(DiscoverySelectors.selectClass(classes, args[2])).build(), runner);
                }
                limit.interrupt();
                runner.end();
                times.writeLong(System.nanoTime() - start);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Ends this JVM when a round takes too long; an interrupt calls that off. */
    private static Thread endsAfter(long millis) {
        Thread limit = new Thread(() -> {
            try {
                Thread.sleep(millis);
                Runtime.getRuntime().halt(TOO_LONG);
            } catch (InterruptedException e) {
                // The round has ended in time.
            }
        }, "trials-limit");
        limit.setDaemon(true);
        limit.start();
        return limit;
    }

    /**
     * Runs the tests in a JVM of their own, once on each of these.
     *
     * @param judge     its limit is for each round
     * @param classpath the tests, the lesson and what they need
     * @param testClass the test class
     * @param judged    for each round the folder of the judged class
     * @return a verdict for each round; fewer if they did not end in time or the JVM ended, and the last one says so
     */
    public static List<Verdict> run(Judge judge, List<Path> classpath, Path folder, String testClass, List<Path> judged)
            throws IOException, InterruptedException {
        Path results = Files.createTempFile("verdicts", ".bin");
        List<String> command = judge.command(classpath, folder, TestRounds.class);
        command.addAll(List.of(results.toString(), String.valueOf(judge.limit().toMillis()), testClass));
        judged.forEach(one -> command.add(one.toString()));
        try {
            Duration limit = judge.limit().multipliedBy(judged.size() + 1);
            return judged.isEmpty() ? List.of() : read(results, judged.size(), Maven.run(folder, command, limit));
        } finally {
            Files.delete(results);
        }
    }

    private static List<Verdict> read(Path file, int rounds, Maven.Run run) throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        List<Verdict.Result> results = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            while (verdicts.size() < rounds) {
                if (in.readInt() != TestRunner.END) {
                    results.add(Verdict.Result.read(in));
                    continue;
                }
                verdicts.add(new Verdict(Verdict.Ending.FINISHED, results, Duration.ofNanos(in.readLong()), ""));
                results = new ArrayList<>();
            }
        } catch (EOFException e) {
            boolean tooLong = run.exit() < 0 || run.exit() == TOO_LONG;
            Verdict.Ending ending = tooLong ? Verdict.Ending.TIMED_OUT : Verdict.Ending.DIED;
            verdicts.add(new Verdict(ending, results, run.took(), run.output() + run.errors()));
        }
        return verdicts;
    }

    /** Loads the course's classes again for each round: what one round leaves in a static field is not in the next. */
    private static final class FreshLoader extends URLClassLoader {

        FreshLoader(Path judged) throws MalformedURLException {
            super(classPath(judged), TestRounds.class.getClassLoader());
        }

        private static URL[] classPath(Path judged) throws MalformedURLException {
            List<URL> urls = new ArrayList<>(List.of(judged.toUri().toURL()));
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("com.example.") || name.startsWith("com.example.tools.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
