package com.example.tools.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One lesson of the course, or a project beyond them that is built as a lesson is.
 *
 * @param folder its absolute folder; a lesson's is named {@code NN-topic}
 */
public record Lesson(Path folder) {

    /** Where a lesson's Java is, below its folder. */
    public static final String MAIN = "src/main/java";
    public static final String TEST = "src/test/java";
    public static final String STUBS = "src/exercise/java";
    public static final String SOLUTIONS = "src/solution/java";
    public static final String MISTAKES = "src/mistake";

    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern TITLE =
            Pattern.compile("^@DisplayName\\(\"(\\d+\\.\\d+) (\\w+)\"\\)", Pattern.MULTILINE);

    public String name() {
        return folder.getFileName().toString();
    }

    /** The number that a lesson's name starts with: 1 for {@code 01-tcp-socket}. What is beyond them has none. */
    public int number() {
        return Integer.parseInt(name().substring(0, 2));
    }

    /**
     * The lesson's exercises in the order of their numbers. An exercise is what a test class in a package
     * {@code exercise} announces by its display name, as in {@code @DisplayName("1.1 MessageFraming")}.
     */
    public List<Exercise> exercises() throws IOException {
        List<Exercise> exercises = new ArrayList<>();
        for (Path file : files(TEST, "Test.java")) {
            String source = Files.readString(file);
            Matcher title = TITLE.matcher(source);
            Matcher in = PACKAGE.matcher(source);
            if (title.find() && in.find() && in.group(1).endsWith(".exercise")) {
                exercises.add(new Exercise(title.group(1), title.group(2), in.group(1)));
            }
        }
        exercises.sort(Comparator.comparingInt(Exercise::position));
        return exercises;
    }

    /** The patches that turn a solution into a known mistake, or into a second right answer. */
    public List<Path> patches() throws IOException {
        return files(MISTAKES, ".patch");
    }

    /** All files below {@code folder} whose names end with {@code suffix}, sorted; none if there is no such folder. */
    public List<Path> files(String below, String suffix) throws IOException {
        Path start = folder.resolve(below);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
