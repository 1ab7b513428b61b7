package com.example.tools.course;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What a learners' copy keeps of the day on which it was made: the version of the course, and every stub as it was. So
 * a learner's work can be told from the stub, without git and whatever was saved since.
 */
public final class Handout {

    static final String FOLDER = ".handout";
    private static final String STUBS = FOLDER + "/stubs.zip";
    /** The largest stub has a tenth of it. */
    private static final int LARGEST = 200_000;

    private Handout() {
    }

    /** Writes both into a copy that was just made of a course. */
    public static void write(Course course, Path copy) throws IOException, InterruptedException {
        Course made = new Course(copy);
        Map<String, byte[]> stubs = new TreeMap<>();
        for (Lesson lesson : made.lessons()) {
            for (Path file : lesson.files(Lesson.STUBS, ".java")) {
                stubs.put(made.name(file), Files.readAllBytes(file));
            }
        }
        write(Version.of(course.root()), stubs, copy);
    }

    /**
     * Writes both into a folder; the same input makes the same files.
     *
     * @param stubs by their names relative to the copy's root, with slashes
     */
    public static void write(Version version, Map<String, byte[]> stubs, Path copy) throws IOException {
        Files.createDirectories(copy.resolve(FOLDER));
        Properties told = new Properties();
        told.setProperty("version", version.number());
        told.setProperty("commit", version.commit());
        told.setProperty("date", version.date());
        StringBuilder lines = new StringBuilder("# What ./course update compares. Leave this folder as it is.\n");
        told.stringPropertyNames().stream().sorted().forEach(key ->
                lines.append(key).append('=').append(told.getProperty(key)).append('\n'));
        Files.writeString(copy.resolve(Version.FILE), lines);
        try (OutputStream out = Files.newOutputStream(copy.resolve(STUBS));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> stub : stubs.entrySet()) {
                ZipEntry entry = new ZipEntry(stub.getKey());
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(entry);
                zip.write(stub.getValue());
                zip.closeEntry();
            }
        }
    }

    /** The stub that a copy was handed out with; empty if the copy is no handout, or had no such file. */
    public static Optional<byte[]> stub(Path copy, String name) throws IOException {
        Path file = copy.resolve(STUBS);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return Optional.of(in.readNBytes(LARGEST));
            }
        } catch (ZipException e) {
            // It was edited by hand: as if it were not there.
            return Optional.empty();
        }
    }
}
