package com.example.tools.update;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Handout;
import com.example.tools.course.Lesson;
import com.example.tools.course.Version;
import com.example.tools.learn.Notebook;
import com.example.tools.learn.Stubs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Another copy of the course, which a learner has worked in; nothing in it is changed. Its lessons are found by their
 * numbers, since their folders may have had other names.
 *
 * @param folder   where it is
 * @param version  which version of the course it is
 * @param progress what its loop has noted; empty if it was never started
 */
record OldCopy(Path folder, Version version, Properties progress) {

    /** A larger file is no exercise: the longest solution has a twentieth of it. */
    static final int SIZE_LIMIT = 200_000;

    private static final Pattern LESSON = Pattern.compile("\\d\\d-[A-Za-z0-9-]+");
    private static final Pattern TITLE = Pattern.compile("\"(\\d{1,2}\\.\\d{1,2}) (\\w+)(\\.\\w+)?: not started\"");

    /**
     * A Java file below a lesson's {@code src/exercise/java}.
     *
     * @param file where it is
     * @param name relative to the copy's root, with slashes
     */
    record Found(Path file, String name) {

        String className() {
            return file.getFileName().toString().replaceFirst("\\.java$", "");
        }

        int lesson() {
            return Integer.parseInt(name.substring(0, 2));
        }

        byte[] text() throws IOException {
            return Files.readAllBytes(file);
        }
    }

    /**
     * Opens a copy.
     *
     * @throws IllegalArgumentException if it is none; the message says what to give instead
     */
    static OldCopy open(Path folder) throws IOException, InterruptedException {
        if (!Files.exists(folder)) {
            throw new IllegalArgumentException("There is no folder " + folder + ".");
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is a file: --from wants the folder of the older copy"
                    + " (an archive must be unpacked first).");
        }
        if (lessons(folder).isEmpty()) {
            if (Files.isDirectory(folder.resolve(Lesson.STUBS))) {
                throw new IllegalArgumentException(folder + " is one lesson: --from wants the folder above it.");
            }
            String below = folders(folder).stream().filter(one -> has(one)).findFirst()
                    .map(one -> " Do you mean " + one + "?").orElse("");
            throw new IllegalArgumentException(folder + " is no copy of the course: it has no folder such as"
                    + " 01-tcp-socket with " + Lesson.STUBS + " in it." + below);
        }
        Properties progress = new Properties();
        Path notes = folder.resolve(".learn").resolve(Notebook.FILE);
        if (Files.isRegularFile(notes)) {
            try (InputStream in = Files.newInputStream(notes)) {
                progress.load(in);
            } catch (IllegalArgumentException e) {
                // It was edited, and is no file of properties any more: everything is judged again.
                progress.clear();
            }
        }
        return new OldCopy(folder, Version.of(folder), progress);
    }

    private static boolean has(Path folder) {
        try {
            return !lessons(folder).isEmpty();
        } catch (IOException e) {
            // What cannot be read cannot be proposed.
            return false;
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static List<Path> lessons(Path folder) throws IOException {
        return folders(folder).stream().filter(one -> LESSON.matcher(one.getFileName().toString()).matches())
                .filter(one -> Files.isDirectory(one.resolve(Lesson.STUBS))).toList();
    }

    /** All Java files below the exercises' folders that are not too large to be one. */
    List<Found> files() throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path lesson : lessons(folder)) {
            for (Path file : new Lesson(lesson).files(Lesson.STUBS, ".java")) {
                if (Files.size(file) <= SIZE_LIMIT) {
                    found.add(new Found(file, folder.relativize(file).toString().replace('\\', '/')));
                }
            }
        }
        return found;
    }

    /** The files of an exercise: as a rule one; more if two folders have the lesson's number. The best comes first. */
    List<Found> files(Lesson lesson, Exercise exercise) throws IOException {
        List<Found> named = files().stream().filter(one -> one.className().equals(exercise.name())).toList();
        List<Found> here = named.stream().filter(one -> one.lesson() == lesson.number()).sorted((a, b) ->
                Boolean.compare(b.name().startsWith(lesson.name() + "/"), a.name().startsWith(lesson.name() + "/")))
                .toList();
        // An exercise may have gone to another lesson, if its name says which it is.
        return here.isEmpty() && named.size() == 1 ? named : here;
    }

    /** The stub that a file was made from; empty if neither a handout's files nor git nor the loop's notes have it. */
    Optional<byte[]> stub(Found found) throws IOException, InterruptedException {
        Optional<byte[]> handedOut = Handout.stub(folder, found.name());
        if (handedOut.isPresent() || !Files.isRegularFile(folder.resolve("pom.xml"))) {
            return handedOut;
        }
        Lesson lesson = new Lesson(folder.resolve(found.name().substring(0, found.name().indexOf('/'))));
        String file = lesson.folder().resolve(Lesson.STUBS).relativize(found.file()).toString().replace('\\', '/');
        String inPackage = file.substring(0, Math.max(0, file.lastIndexOf('/'))).replace('/', '.');
        return new Stubs(new Course(folder), folder.resolve(".learn")).of(lesson,
                new Exercise(number(found, Optional.empty()).orElse("0.0"), found.className(), inPackage));
    }

    /** Whether a file is, or was, an exercise, and not a class that a learner has added. */
    boolean isExercise(Found found, Optional<byte[]> stub) throws IOException {
        return stub.isPresent() || number(found, stub).isPresent();
    }

    /** The number that the file's exercise had, as its stub, its text or its test says. */
    Optional<String> number(Found found, Optional<byte[]> stub) throws IOException {
        for (byte[] text : List.of(stub.orElse(new byte[0]), found.text())) {
            Matcher title = TITLE.matcher(new String(text, StandardCharsets.UTF_8));
            while (title.find()) {
                if (title.group(2).equals(found.className())) {
                    return Optional.of(title.group(1));
                }
            }
        }
        Lesson lesson = new Lesson(folder.resolve(found.name().substring(0, found.name().indexOf('/'))));
        return lesson.exercises().stream().filter(one -> one.name().equals(found.className()))
                .map(Exercise::number).findFirst();
    }
}
