package com.example.tools.grade;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A learner's copy of the course. Nothing is taken from it but the exercises' own files, and nothing through a link.
 *
 * @param student who handed it in: the name of its folder
 * @param folder  where its lessons are; null if there are none, and all exercises are missing
 */
public record Submission(String student, Path folder) {

    /** The largest file that is taken, in bytes; the longest solution has a twentieth of it. */
    public static final int SIZE_LIMIT = 200_000;

    /**
     * The submissions in a folder, sorted by name: each folder in it that has lessons, or whose only folder with
     * lessons is one level below, as archives unpack. A folder that is itself a copy of the course is one submission.
     */
    static List<Submission> in(Path folder, Course course) throws IOException {
        List<String> lessons = course.lessons().stream().map(Lesson::name).toList();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + folder + ".");
        }
        if (hasLessons(folder, lessons)) {
            Path name = folder.toRealPath().getFileName();
            return List.of(new Submission(name == null ? "submission" : name.toString(), folder));
        }
        List<Submission> found = new ArrayList<>();
        for (Path one : folders(folder)) {
            String name = one.getFileName().toString();
            List<Path> homes = hasLessons(one, lessons) ? List.of(one)
                    : folders(one).stream().filter(below -> hasLessons(below, lessons)).toList();
            if (homes.size() <= 1) {
                found.add(new Submission(name, homes.isEmpty() ? null : homes.get(0)));
            } else {
                homes.forEach(home -> found.add(new Submission(name + "/" + home.getFileName(), home)));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(folder + " holds no submissions: one folder each is expected,"
                    + " with the lessons' folders in it (" + lessons.get(0) + ", ...). Archives must be unpacked.");
        }
        return found;
    }

    /** Archives in a folder of submissions, which nobody has unpacked. */
    static List<String> archives(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("(?i).*\\.(zip|tar|tgz|gz|7z|rar)")).sorted().toList();
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
            return Answer.refused(exercise, name, "This folder holds no lesson of the course.");
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
            return Answer.refused(exercise, name, "There is no file " + name + ".");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Answer.refused(exercise, name, name + " is no file.");
        }
        try {
            if (Files.size(file) > SIZE_LIMIT) {
                return Answer.refused(exercise, name, name + " has " + Files.size(file) + " bytes; "
                        + SIZE_LIMIT + " are the limit.");
            }
            String source = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return Answer.taken(exercise, name, source.startsWith("\uFEFF") ? source.substring(1) : source);
        } catch (CharacterCodingException e) {
            return Answer.refused(exercise, name, name + " is not UTF-8.");
        } catch (IOException e) {
            return Answer.refused(exercise, name, name + " cannot be read: " + e.getMessage());
        }
    }
}
