package com.example.tools.learn;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fetches and builds what the learner's loop needs, and says how far it is. The scripts {@code learn} and
 * {@code learn.cmd} run this file as it is, in the course's root: Java compiles it, so it uses nothing but the JDK.
 */
public final class Prepare {

    private static final boolean WINDOWS = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    private static final boolean TERMINAL = System.console() != null;
    private static final int LINES_SHOWN = 20;

    private int fetched;

    private Prepare() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (Runtime.version().feature() < 17) {
            System.err.println("The course needs a JDK, 17 or later. This is " + Runtime.version().feature() + ".");
            System.exit(1);
        }
        Path root = Path.of("").toAbsolutePath();
        long start = System.nanoTime();
        System.out.println("Preparing the learner's loop. The first time it fetches libraries from the network.");
        Prepare prepare = new Prepare();
        List<String> lists = List.of("dependency:build-classpath", "-DincludeScope=test",
                "-Dmdep.outputFile=target/test-classpath.txt");
        List<Path> lessons = lessons(root);
        String pom = Files.readString(root.resolve("pom.xml"));
        if (lessons.stream().allMatch(lesson -> pom.contains("<module>" + lesson.getFileName() + "</module>"))
                && pom.split("<module>", -1).length - 1 == lessons.size()) {
            prepare.maven(root, "1 of 2: what the lessons need", root, lists);
        } else {
            // A copy without some of the lessons: Maven would miss them, were it asked in the root.
            for (Path lesson : lessons) {
                prepare.maven(root, "1 of 2: what lesson " + lesson.getFileName() + " needs", lesson, lists);
            }
        }
        prepare.maven(root, "2 of 2: the loop itself", root.resolve("tools"),
                List.of("compile", "exec:java", "-Dexec.args=learn"));
        System.out.printf(Locale.ROOT, "Ready after %.0f s.%n", (System.nanoTime() - start) / 1e9);
    }

    private static List<Path> lessons(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d\\d-[a-z0-9-]+"))
                    .filter(file -> Files.exists(file.resolve("pom.xml"))).sorted().collect(Collectors.toList());
        }
    }

    /** Runs Maven in {@code folder}; ends this program with its last words if it fails. */
    private void maven(Path root, String title, Path folder, List<String> goals)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program(root));
        command.add("-B");
        command.addAll(goals);
        System.out.println("  " + title);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "prepare-end"));
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("Downloaded from")) {
                    fetched++;
                    progress(fetched + " files fetched, " + line.replaceFirst(".*/([^/ ]+) .*", "$1"));
                } else if (!line.contains("Downloading from")) {
                    said.add(line);
                }
            }
        }
        progress("");
        int exit = process.waitFor();
        if (exit != 0) {
            said.subList(Math.max(0, said.size() - LINES_SHOWN), said.size()).forEach(System.err::println);
            System.err.println("This did not work: " + String.join(" ", command) + ", in " + folder + ".");
            System.err.println("Is the network there? Run ./learn again: what was fetched is kept.");
            System.exit(1);
        }
    }

    /** One line that is written over and over; nothing where nobody watches. */
    private static void progress(String text) {
        if (TERMINAL) {
            String line = text.length() > 70 ? text.substring(0, 70) : text;
            System.out.print("\r    " + line + " ".repeat(70 - line.length()) + (text.isEmpty() ? "\r" : ""));
            System.out.flush();
        }
    }

    /** Maven from the path, or else the wrapper, which fetches it. */
    private static List<String> program(Path root) {
        String name = WINDOWS ? "mvn.cmd" : "mvn";
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .anyMatch(folder -> new File(folder, name).canExecute());
        return there ? List.of(name) : WINDOWS ? List.of(root.resolve("mvnw.cmd").toString())
                : List.of("sh", root.resolve("mvnw").toString());
    }
}
