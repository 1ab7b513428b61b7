package com.example.tools.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A checkout of the course: the folder with the root pom, and the lessons beside it.
 *
 * <p>Lessons are found by looking: every folder {@code NN-topic} that has a pom.xml is one. There is no list to keep.
 *
 * @param root the absolute folder of the root pom.xml
 */
public record Course(Path root) {

    private static final Pattern LESSON = Pattern.compile("\\d\\d-[a-z0-9-]+");
    private static final Pattern PARAMETERS =
            Pattern.compile("<configurationParameters>(.*?)</configurationParameters>", Pattern.DOTALL);

    public Course {
        root = root.toAbsolutePath().normalize();
        if (!Files.isRegularFile(root.resolve("pom.xml"))) {
            throw new IllegalArgumentException(root + " is not the course: it has no pom.xml.");
        }
    }

    /** The course that this program belongs to: {@code ./course} tells where that is. */
    public static Course here() {
        return new Course(Path.of(System.getProperty("course", ".")));
    }

    /** A path as it was typed: relative to where the command was. */
    public static Path typed(String word) {
        return Path.of(System.getenv().getOrDefault("COURSE_FROM", "")).resolve(word).toAbsolutePath().normalize();
    }

    /** All lessons in the order of their numbers. */
    public List<Lesson> lessons() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> LESSON.matcher(folder.getFileName().toString()).matches())
                    .filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
                    .sorted()
                    .map(Lesson::new)
                    .toList();
        }
    }

    /**
     * The lessons, and behind them the projects beyond them that have exercises: these are proven as the lessons' are.
     * What learners run knows the lessons alone.
     */
    public List<Lesson> withExercises() throws IOException {
        Path beyond = root.resolve("beyond");
        if (!Files.isDirectory(beyond)) {
            return lessons();
        }
        try (Stream<Path> folders = Files.list(beyond)) {
            return Stream.concat(lessons().stream(), folders.sorted().map(Lesson::new)
                    .filter(project -> Files.isDirectory(project.folder().resolve(Lesson.STUBS)))).toList();
        }
    }

    /** A path as the course's readers write it: relative to the root, with slashes. */
    public String name(Path path) {
        return root.relativize(path.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    /** Where the tools keep what they make; deleting the folder is safe. */
    public Path scratch(String... names) {
        return root.resolve(Path.of("tools/target", names));
    }

    /**
     * The JUnit configuration parameters that the root pom gives to Surefire: the tools judge with the same, but for
     * those that let tests run side by side. One thread runs an exercise's tests, and an error ends it.
     */
    public Map<String, String> junitParameters() throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher block = PARAMETERS.matcher(Files.readString(root.resolve("pom.xml")));
        if (block.find()) {
            for (String line : block.group(1).strip().split("\\R")) {
                String[] pair = line.strip().split("\\s*=\\s*", 2);
                if (!pair[0].startsWith("junit.jupiter.execution.parallel.")) {
                    parameters.put(pair[0], pair[1]);
                }
            }
        }
        return parameters;
    }
}
