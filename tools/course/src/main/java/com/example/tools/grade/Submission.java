package com.example.tools.grade;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.process.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A learner's copy of the course. Nothing is taken from it but the exercises' own files, and nothing through a link.
 *
 * @param student who handed it in: the name of its folder
 * @param folder  where its lessons are; null if there are none, and all exercises are missing
 * @param without the student's folder, if there is no lesson in it; null if there is one
 */
public record Submission(String student, Path folder, Path without) {

    /** The largest file that is taken, in bytes; the longest solution has a twentieth of it. */
    public static final int SIZE_LIMIT = 200_000;
    private static final int DEPTH = 12;

    /**
     * The submissions in a folder, sorted by name: each folder in it that has lessons, or whose only folder with
     * lessons is one level below, as archives unpack. A folder that is itself a copy of the course is one submission.
     * What a run has written, or will write to {@code out}, is none.
     */
    static List<Submission> in(Path folder, Course course, Path out) throws IOException {
        List<String> lessons = course.lessons().stream().map(Lesson::name).toList();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + folder + ".");
        }
        if (hasLessons(folder, lessons)) {
            Path name = folder.toRealPath().getFileName();
            return List.of(new Submission(name == null ? "submission" : name.toString(), folder, null));
        }
        List<Submission> found = new ArrayList<>();
        for (Path one : folders(folder)) {
            String name = one.getFileName().toString();
            List<Path> homes = hasLessons(one, lessons) ? List.of(one)
                    : folders(one).stream().filter(below -> hasLessons(below, lessons)).toList();
            if (homes.isEmpty() && (isSheet(one) || folders(one).stream().anyMatch(Submission::isSheet)
                    || out.toAbsolutePath().normalize().startsWith(one.toAbsolutePath().normalize()))) {
                continue;
            }
            if (homes.size() <= 1) {
                found.add(new Submission(name, homes.isEmpty() ? null : homes.get(0), homes.isEmpty() ? one : null));
            } else {
                homes.forEach(home -> found.add(new Submission(name + "/" + home.getFileName(), home, null)));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(folder + " holds no submissions: one folder each is expected,"
                    + " with the lessons' folders in it (" + lessons.get(0) + ", ...). Archives must be unpacked.");
        }
        return found;
    }

    /** Archives in a folder of submissions, which are not unpacked. */
    static List<String> archives(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("(?i).*\\.(zip|tar|tgz|gz|7z|rar)")).sorted().toList();
        }
    }

    /**
     * The exercises whose answers name what no exercise needs and what could reach an answer, with what it is, such as
     * {@code 5.1: ProcessBuilder}; null if there are none.
     */
    public List<String> look(Map<Exercise, Lesson> exercises) {
        List<String> found = new ArrayList<>();
        exercises.forEach((exercise, lesson) -> {
            Answer answer = answer(lesson, exercise);
            if (answer.isTaken()) {
                Unusual.in(answer.source()).forEach(what -> found.add(exercise.number() + ": " + what));
            }
        });
        Collections.sort(found);
        return found.isEmpty() ? null : found;
    }

    /** What two answers have in common that are equal but for white space; null if nothing could be taken. */
    public String digest(Lesson lesson, Exercise exercise) {
        Answer answer = answer(lesson, exercise);
        return answer.isTaken() ? new Digest().add(answer.source().replaceAll("\\s+", "")).hex().substring(0, 16)
                : null;
    }

    /** Whether a folder is what this program itself writes. */
    private static boolean isSheet(Path folder) {
        return Files.isRegularFile(folder.resolve("grades.json"))
                || Files.isRegularFile(folder.resolve("judged.jsonl"));
    }

    /** What is there in place of what was looked for, as a sentence; empty if nothing is like it. */
    private String found(Lesson lesson, Exercise exercise) {
        Path start = folder != null ? folder : without;
        if (start == null) {
            return "";
        }
        try {
            List<String> archives = archives(start);
            if (folder == null && !archives.isEmpty()) {
                return " There is an archive, " + String.join(", ", archives) + ": unpack it.";
            }
            try (Stream<Path> files = Files.find(start, DEPTH, (path, attributes) -> attributes.isRegularFile()
                    && path.getFileName().toString().equalsIgnoreCase(exercise.name() + ".java"))) {
                Optional<Path> elsewhere = files.sorted().findFirst();
                if (elsewhere.isPresent()) {
                    return " There is " + start.relativize(elsewhere.get()).toString().replace('\\', '/')
                            + ": it was not taken, because it is in another place.";
                }
            }
            String number = lesson.name().substring(0, 2);
            return folders(start).stream().map(one -> one.getFileName().toString())
                    .filter(name -> name.startsWith(number) && !name.equals(lesson.name())).findFirst()
                    .map(name -> " There is a folder " + name + ": the lesson's is called " + lesson.name() + ".")
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            // What cannot be looked at cannot be proposed.
            return "";
        }
    }

    private static boolean hasLessons(Path folder, List<String> lessons) {
        return lessons.stream().anyMatch(lesson -> Files.isDirectory(folder.resolve(lesson),
                LinkOption.NOFOLLOW_LINKS));
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(entry -> !entry.getFileName().toString().equals("__MACOSX"))
                    .sorted(Comparator.comparing(entry -> entry.getFileName().toString())).toList();
        }
    }

    /** Takes one exercise's file, or says in a sentence why it could not be taken. */
    Answer answer(Lesson lesson, Exercise exercise) {
        String name = lesson.name() + "/" + Lesson.STUBS + "/" + exercise.file();
        if (folder == null) {
            return Answer.refused(exercise, name, "This folder holds no lesson of the course." + found(lesson,
                    exercise));
        }
        Path file = folder;
        for (String part : name.split("/")) {
            file = file.resolve(part);
            if (Files.isSymbolicLink(file)) {
                return Answer.refused(exercise, name, "A symbolic link is not followed: "
                        + folder.relativize(file).toString().replace('\\', '/') + ".");
            }
        }
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Answer.refused(exercise, name, "There is no file " + name + "." + found(lesson, exercise));
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Answer.refused(exercise, name, name + " is no file.");
        }
        try {
            if (Files.size(file) > SIZE_LIMIT) {
                return Answer.refused(exercise, name, name + " has " + Files.size(file) + " bytes; "
                        + SIZE_LIMIT + " are the limit.");
            }
            // As the compiler does it under Maven: what is not UTF-8 is replaced, a byte order mark stays.
            return Answer.taken(exercise, name, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Answer.refused(exercise, name, name + " cannot be read: " + e.getMessage());
        }
    }
}
