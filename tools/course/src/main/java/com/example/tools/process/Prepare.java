package com.example.tools.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Has Maven build one of the houses below {@code tools}, and writes a file with the words that {@code java} starts it
 * with, so that Maven is not asked again until something changes. The scripts {@code course} and {@code course.cmd} run
 * this file as it is, in the course's root, before anything is built: it uses nothing but the JDK. All that it says
 * goes to standard error: the output belongs to the program.
 */
public final class Prepare {

    private static final boolean WINDOWS = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    private static final boolean TERMINAL = isTerminal() && System.getenv("TERM") != null;
    private static final int LINES_SHOWN = 20;
    private static final int COLUMNS = 70;

    private Prepare() {
    }

    /** It could not be done; the message is for the person who typed the command. */
    public static final class FailedException extends IOException {
        private static final long serialVersionUID = 1;

        FailedException(String message) {
            super(message);
        }
    }

    /** Builds the house {@code course} of the course in the working directory. */
    public static void main(String[] args) throws InterruptedException {
        try {
            build(Path.of("").toAbsolutePath(), "course");
        } catch (IOException e) {
            System.err.println(e instanceof FailedException ? e.getMessage()
                    : "This could not be prepared: " + e + ".");
            System.exit(1);
        }
    }

    /** The words for {@code java} that start a house; where they are kept. */
    public static Path words(Path root, String house) {
        return root.resolve(Path.of("tools/target", house, "java.args"));
    }

    /** Whether nothing has changed since the house was built, and all that it needs is still there. */
    public static boolean isReady(Path root, String house) throws IOException {
        Path key = words(root, house).resolveSibling("java.key");
        return Files.exists(key) && Files.readString(key).equals(key(root, house))
                && libraries(root, house).stream().allMatch(Files::exists);
    }

    /** Builds a house, unless another process has built it meanwhile. */
    public static void build(Path root, String house) throws IOException, InterruptedException {
        if (isReady(root, house)) {
            return;
        }
        Path words = words(root, house);
        Path folder = words.getParent();
        try (FileChannel file = writable(folder.resolve("lock"))) {
            file.lock();
            if (isReady(root, house)) {
                return;
            }
            long start = System.nanoTime();
            boolean first = !Files.exists(words);
            System.err.println(first ? "Building ./course, once; libraries come from the network the first time."
                    : "Building ./course again, because something has changed.");
            Files.deleteIfExists(words.resolveSibling("java.key"));
            // The learners' module needs no other; the others need it.
            boolean alone = house.equals("course");
            List<String> goals = new ArrayList<>(alone ? List.of() : List.of("-pl", "course," + house));
            goals.addAll(List.of("compile", "dependency:build-classpath", "-DincludeScope=runtime",
                    "-Dmdep.outputFile=target/libraries.txt"));
            maven(root, root.resolve(alone ? "tools/course" : "tools"), goals);
            write(root, house);
            Files.writeString(words.resolveSibling("java.key"), key(root, house));
            System.err.printf(Locale.ROOT, "Ready after %.0f s.%n", (System.nanoTime() - start) / 1e9);
        }
    }

    /** Opens a file for writing, in a folder that is made if it is not there. */
    private static FileChannel writable(Path file) throws FailedException {
        try {
            Files.createDirectories(file.getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new FailedException("The course's folder cannot be written: " + file.getParent() + ".");
        }
    }

    private static void write(Path root, String house) throws IOException {
        List<String> lines = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xshare:auto", "-Dcourse=.",
                // One language for messages, numbers and the case of letters, wherever it runs.
                "-Duser.language=en", "-Duser.country=", "-Duser.variant="));
        if (!house.equals("measure")) {
            // What runs for seconds spends no time on what pays later.
            lines.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m"));
        }
        if (Runtime.version().feature() >= 22) {
            // For the library that reads keys.
            lines.add("--enable-native-access=ALL-UNNAMED");
        }
        // Our own classes relative to the root, where the programs start: a copy must not run the original's.
        String path = Stream.concat(Stream.of(root.resolve("tools/" + house + "/target/classes")),
                        libraries(root, house).stream())
                .map(file -> file.startsWith(root) ? root.relativize(file).toString() : file.toString())
                .collect(Collectors.joining(File.pathSeparator));
        lines.addAll(List.of("-cp", '"' + path.replace("\\", "\\\\") + '"', mainClass(house)));
        Files.write(words(root, house), lines, Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    /** The main class of a house. */
    private static String mainClass(String house) {
        return house.equals("course") ? "com.example.tools.programs.Main" : "com.example.tools." + house + "."
                + Character.toUpperCase(house.charAt(0)) + house.substring(1);
    }

    private static List<Path> libraries(Path root, String house) throws IOException {
        Path listed = root.resolve("tools/" + house + "/target/libraries.txt");
        return !Files.exists(listed) ? List.of(listed) : Arrays.stream(Files.readString(listed).strip()
                .split(File.pathSeparator)).map(Path::of).collect(Collectors.toList());
    }

    /** Changes with Java, with the poms and with the house's own sources. */
    private static String key(Path root, String house) throws IOException {
        List<Path> files = new ArrayList<>(List.of(root.resolve("pom.xml"), root.resolve("tools/pom.xml")));
        for (String one : house.equals("course") ? List.of(house) : List.of("course", house)) {
            files.add(root.resolve("tools/" + one + "/pom.xml"));
            try (Stream<Path> sources = Files.walk(root.resolve("tools/" + one + "/src/main"))) {
                sources.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
            }
            StringBuilder hex = new StringBuilder(Runtime.version() + " " + System.getProperty("java.home") + " ");
            for (byte b : digest.digest()) {
                hex.append(String.format("%02x", b));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /**
     * Runs Maven in {@code folder}, and shows how many files it fetches.
     *
     * @throws FailedException with its last words if it fails, or a sentence if there is no Maven
     */
    public static void maven(Path root, Path folder, List<String> goals) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program(root));
        command.add("-B");
        command.addAll(goals);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        Thread end = new Thread(() -> {
            List<ProcessHandle> children = process.descendants().collect(Collectors.toList());
            process.destroy();
            children.forEach(ProcessHandle::destroy);
        }, "prepare-end");
        Runtime.getRuntime().addShutdownHook(end);
        process.getOutputStream().close();
        List<String> said = new ArrayList<>();
        int fetched = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("Downloaded from")) {
                    progress(++fetched + " files fetched, " + line.replaceFirst(".*/([^/ ]+) .*", "$1"));
                } else if (!line.contains("Downloading from")) {
                    said.add(line.replaceAll("\u001B\\[[0-9;]*m", ""));
                }
            }
        }
        progress("");
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        if (exit != 0) {
            String words = String.join("\n", said.subList(Math.max(0, said.size() - LINES_SHOWN), said.size()));
            boolean network = words.contains("Could not transfer") || words.contains("offline")
                    || words.contains("Unknown host") || words.contains("Failed to fetch");
            throw new FailedException(words + "\nMaven failed (" + String.join(" ", command) + ", in " + folder + ")."
                    + (network ? " It could not reach the network; what was fetched is kept, so run this again." : ""));
        }
    }

    /** As {@link Terminal} says it, which may not be compiled yet when this runs. */
    private static boolean isTerminal() {
        java.io.Console console = System.console();
        try {
            return console != null && (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;                                // Java 21 and earlier: a console is a terminal
        }
    }

    /** One line that is written over and over; nothing where there is no terminal. */
    private static void progress(String text) {
        if (TERMINAL) {
            String line = text.length() > COLUMNS ? text.substring(0, COLUMNS) : text;
            System.err.print("\r  " + line + String.join("", Collections.nCopies(COLUMNS - line.length(), " "))
                    + (text.isEmpty() ? "\r" : ""));
            System.err.flush();
        }
    }

    /** Maven from the path, or else the wrapper, which fetches it. */
    public static List<String> program(Path root) throws FailedException {
        String name = WINDOWS ? "mvn.cmd" : "mvn";
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.trim().isEmpty())
                .anyMatch(folder -> new File(folder, name).canExecute());
        Path wrapper = root.resolve(WINDOWS ? "mvnw.cmd" : "mvnw");
        if (!there && !Files.exists(wrapper)) {
            throw new FailedException("There is no Maven on the path, and no " + wrapper.getFileName()
                    + " in the course that could fetch it.");
        }
        return there ? List.of(name) : WINDOWS ? List.of(wrapper.toString()) : List.of("sh", wrapper.toString());
    }
}
