package com.example.tools;

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
 * The main class of the JVM that {@link Repeat} forks: as {@link Trial}, but several rounds of the same tests.
 *
 * <p>Arguments: the file for the results, how many rounds, and the test class. Behind the results of each round follows
 * how many nanoseconds it took (8 bytes).
 */
final class Trials {

    private Trials() {
    }

    public static void main(String[] args) throws IOException {
        try (FileOutputStream file = new FileOutputStream(args[0])) {
            DataOutputStream times = new DataOutputStream(file);
            for (int round = Integer.parseInt(args[1]); round > 0; round--) {
                Trial trial = new Trial(file);
                long start = System.nanoTime();
                try (Anew classes = new Anew()) {
                    LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(DiscoverySelectors.selectClass(classes, args[2])).build(), trial);
                }
                trial.end();
                times.writeLong(System.nanoTime() - start);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** Reads what such a JVM has written: a verdict for each round. */
    static List<Verdict> read(Path file, int rounds, Maven.Run run) throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        List<Verdict.Result> results = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            while (verdicts.size() < rounds) {
                if (in.readInt() != Trial.END) {
                    results.add(Verdict.Result.read(in));
                    continue;
                }
                verdicts.add(new Verdict(Verdict.Ending.FINISHED, results, Duration.ofNanos(in.readLong()), ""));
                results = new ArrayList<>();
            }
        } catch (EOFException e) {
            Verdict.Ending ending = run.exit() < 0 ? Verdict.Ending.TIMED_OUT : Verdict.Ending.DIED;
            verdicts.add(new Verdict(ending, results, run.took(), run.output() + run.errors()));
        }
        return verdicts;
    }

    /** Loads the course's classes anew for each round: what one round leaves in a static field is not in the next. */
    private static final class Anew extends URLClassLoader {

        Anew() throws MalformedURLException {
            super(classPath(), Trials.class.getClassLoader());
        }

        private static URL[] classPath() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
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
