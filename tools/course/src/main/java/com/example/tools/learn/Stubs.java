package com.example.tools.learn;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Handout;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The exercises as they were before anything was written: what git knows, or else a copy that is taken when the loop
 * first sees them.
 */
public final class Stubs {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Course course;
    private final Path first;
    private final Path copies;

    /** The stubs of a copy of the course, whose loop keeps its notes in {@code folder}. */
    public Stubs(Course course, Path folder) {
        this.course = course;
        this.first = folder.resolve("first");
        this.copies = folder.resolve("copies");
    }

    /** Takes a copy of a file that has something left to write, unless there is one. */
    public void see(Lesson lesson, Exercise exercise) throws IOException {
        Path file = file(lesson, exercise);
        Path copy = first.resolve(exercise.file());
        if (!Files.exists(copy) && Files.exists(file) && places(Files.readAllBytes(file), exercise) > 0) {
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    /** Whether the exercise's file is still as it was first seen. */
    boolean isUntouched(Lesson lesson, Exercise exercise) throws IOException {
        Path copy = first.resolve(exercise.file());
        return Files.exists(copy) && Files.exists(file(lesson, exercise))
                && Files.mismatch(copy, file(lesson, exercise)) < 0;
    }

    /** The copy that was taken first. */
    public Optional<byte[]> seen(Exercise exercise) throws IOException {
        Path copy = first.resolve(exercise.file());
        return Files.exists(copy) ? Optional.of(Files.readAllBytes(copy)) : Optional.empty();
    }

    /**
     * The first version: what the copy was handed out with; or else, of all that are known, the newest of those that
     * leave the most to write.
     */
    public Optional<byte[]> of(Lesson lesson, Exercise exercise) throws IOException, InterruptedException {
        String name = course.name(file(lesson, exercise));
        Optional<byte[]> handedOut = Handout.stub(course.root(), name);
        if (handedOut.isPresent()) {
            return handedOut;
        }
        byte[] best = seen(exercise).orElse(null);
        for (String commit : git("log", "--format=%H", "--", name).split("\\s+")) {
            if (!commit.isEmpty()) {
                byte[] version = git("show", commit + ":./" + name).getBytes(StandardCharsets.UTF_8);
                if (places(version, exercise) > (best == null ? 0 : places(best, exercise))) {
                    best = version;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Puts another text, such as the first version, in the place of the learner's.
     *
     * @return where the learner's version is kept, relative to the root; empty if there was none
     */
    public Optional<String> reset(Lesson lesson, Exercise exercise, byte[] stub) throws IOException {
        Path file = file(lesson, exercise);
        Optional<String> kept = Files.exists(file)
                ? Optional.of(keep(exercise.number() + "-" + exercise.name(), Files.readAllBytes(file)))
                : Optional.empty();
        put(lesson, exercise, stub);
        return kept;
    }

    /** Writes an exercise's file, first aside and then in place. */
    public void put(Lesson lesson, Exercise exercise, byte[] text) throws IOException {
        Path file = file(lesson, exercise);
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(aside, text);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Keeps a text of the learner's beside the notes, unless the same text is there already.
     *
     * @param name what its file's name begins with
     * @return where it is, relative to the root
     */
    public String keep(String name, byte[] text) throws IOException {
        Files.createDirectories(copies);
        try (Stream<Path> all = Files.list(copies)) {
            for (Path one : all.filter(copy -> copy.getFileName().toString().startsWith(name + "-")).toList()) {
                if (Files.isRegularFile(one) && Arrays.equals(Files.readAllBytes(one), text)) {
                    return course.name(one);
                }
            }
        }
        String dated = name + "-" + LocalDateTime.now().format(NOW);
        Path copy = copies.resolve(dated + ".java");
        for (int i = 2; Files.exists(copy); i++) {
            copy = copies.resolve(dated + "-" + i + ".java");
        }
        Files.write(copy, text);
        return course.name(copy);
    }

    public static Path file(Lesson lesson, Exercise exercise) {
        return lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file());
    }

    /** How many places wait for code. */
    public static long places(byte[] text, Exercise exercise) {
        return Pattern.compile("\"" + Pattern.quote(exercise.title()) + "(\\.\\w+)?: not started\"")
                .matcher(new String(text, StandardCharsets.UTF_8)).results().count();
    }

    /** What git prints; nothing if it fails, or if there is no git or no repository. */
    private String git(String... words) throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(Arrays.asList(words));
            Maven.Run run = Maven.run(course.root(), command, LIMIT);
            return run.exit() == 0 ? run.output() : "";
        } catch (IOException e) {
            return "";
        }
    }
}
