package com.example.tools.learn;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
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

    Stubs(Course course, Path folder) {
        this.course = course;
        this.first = folder.resolve("first");
        this.copies = folder.resolve("copies");
    }

    /** Takes a copy of a file that has something left to write, unless there is one. */
    void see(Lesson lesson, Exercise exercise) throws IOException {
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

    /** The first version: of all that are known, the newest of those that leave the most to write. */
    Optional<byte[]> of(Lesson lesson, Exercise exercise) throws IOException, InterruptedException {
        byte[] best = seen(exercise).orElse(null);
        String name = course.name(file(lesson, exercise));
        for (String commit : git("log", "--format=%H", "--", name).split("\\s+")) {
            if (!commit.isEmpty()) {
                byte[] version = git("show", commit + ":" + name).getBytes(StandardCharsets.UTF_8);
                if (places(version, exercise) > (best == null ? 0 : places(best, exercise))) {
                    best = version;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Puts the first version back.
     *
     * @return where the learner's version is kept, relative to the root; empty if there was none
     */
    Optional<String> reset(Lesson lesson, Exercise exercise, byte[] stub) throws IOException {
        Path file = file(lesson, exercise);
        Optional<String> kept = Optional.empty();
        if (Files.exists(file)) {
            Files.createDirectories(copies);
            String name = exercise.number() + "-" + exercise.name() + "-" + LocalDateTime.now().format(NOW);
            Path copy = copies.resolve(name + ".java");
            for (int i = 2; Files.exists(copy); i++) {
                copy = copies.resolve(name + "-" + i + ".java");
            }
            Files.copy(file, copy);
            kept = Optional.of(course.name(copy));
        }
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(aside, stub);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        return kept;
    }

    public static Path file(Lesson lesson, Exercise exercise) {
        return lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file());
    }

    /** How many places wait for code. */
    private static long places(byte[] text, Exercise exercise) {
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
