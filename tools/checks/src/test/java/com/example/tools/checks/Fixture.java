package com.example.tools.checks;

import com.example.tools.course.Course;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A course with one small lesson, under the real root pom, for the tests of the checks themselves. */
public final class Fixture {

    private Fixture() {
    }

    /** Makes the course in an empty folder. */
    public static Course in(Path folder) throws IOException {
        Path from;
        try {
            from = Path.of(Fixture.class.getResource("/fixture").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        String pom = Files.readString(Course.here().root().resolve("pom.xml"));
        Files.writeString(folder.resolve("pom.xml"), pom.replaceFirst("(?s)<modules>.*?</modules>",
                "<modules><module>01-sum</module></modules>"));
        Files.createDirectories(folder.resolve(".mvn"));
        Files.copy(Course.here().root().resolve(".mvn/jvm.config"), folder.resolve(".mvn/jvm.config"));
        return new Course(folder);
    }

    /** Replaces a piece of a file that must be there. */
    public static void edit(Path file, String piece, String by) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(piece)) {
            throw new IllegalArgumentException(file + " has no " + piece);
        }
        Files.writeString(file, text.replace(piece, by));
    }
}
