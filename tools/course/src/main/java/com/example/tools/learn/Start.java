package com.example.tools.learn;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lets the loop start without Maven: a file with the arguments for {@code java}, and a key that says what they
 * were made for. {@link Prepare} has Maven write both.
 */
public final class Start {

    private Start() {
    }

    /** The program {@code learn} of the tools: runs inside Maven, which knows the class path. */
    public static int main(Course course, List<String> args) throws IOException {
        for (Lesson lesson : course.lessons()) {
            Path listed = lesson.folder().resolve(Maven.LISTED);
            if (Files.exists(listed)) {
                Maven.keepDependencies(course, lesson, listed);
            } else {
                Maven.dependencies(course, lesson);
            }
        }
        List<String> lines = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
                "-Xmx512m", "-Dcourse=."));
        if (Runtime.version().feature() >= 22) {
            // For the library that reads keys.
            lines.add("--enable-native-access=ALL-UNNAMED");
        }
        lines.add("-cp");
        String path = classpath(course).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        lines.add('"' + path.replace("\\", "\\\\") + '"');
        lines.add(Learn.class.getName());
        Path file = course.scratch("learn", "java.args");
        Files.createDirectories(file.getParent());
        Files.writeString(course.scratch("learn", "java.key"), key(course));
        Files.write(file, lines);
        System.out.println("Prepared. Start the loop in the course's root: ./learn");
        return 0;
    }

    /** Whether nothing has changed since Maven was last asked, and all that it named is still there. */
    static boolean isReady(Course course) throws IOException {
        Path key = course.scratch("learn", "java.key");
        if (!Files.exists(key) || !Files.readString(key).equals(key(course))) {
            return false;
        }
        for (Lesson lesson : course.lessons()) {
            if (!Maven.knowsDependencies(course, lesson)) {
                return false;
            }
        }
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .allMatch(path -> Files.exists(Path.of(path)));
    }

    /** Our own classes relative to the root, where the loop starts: a copy must not run the original's. */
    private static List<Path> classpath(Course course) throws IOException {
        if (!(Start.class.getClassLoader() instanceof URLClassLoader loader)) {
            throw new IllegalStateException("This program runs under Maven: mvn -f tools compile exec:java"
                    + " -Dexec.args=learn");
        }
        List<Path> path = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            try {
                Path file = Path.of(url.toURI()).toAbsolutePath().normalize();
                path.add(file.startsWith(course.root()) ? course.root().relativize(file) : file);
            } catch (URISyntaxException e) {
                throw new IOException(url + " is no file.", e);
            }
        }
        return path;
    }

    /** Changes with Java, with the poms and with the tools' own sources. */
    private static String key(Course course) throws IOException {
        List<Path> files = new ArrayList<>(List.of(course.root().resolve("pom.xml"),
                course.root().resolve("tools/pom.xml")));
        for (Lesson lesson : course.lessons()) {
            files.add(lesson.folder().resolve("pom.xml"));
        }
        try (Stream<Path> sources = Files.walk(course.root().resolve("tools/course/src/main"))) {
            sources.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        return Runtime.version() + "\n" + System.getProperty("java.home") + "\n" + digest(files) + "\n";
    }

    /** One number for the names and contents of files; a missing one counts as empty. */
    static String digest(List<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0]);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
