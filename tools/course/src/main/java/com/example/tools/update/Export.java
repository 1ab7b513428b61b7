package com.example.tools.update;

import com.example.tools.course.Course;
import com.example.tools.course.Handout;
import com.example.tools.course.Version;
import com.example.tools.learn.Notebook;
import com.example.tools.process.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A learner's work in one file, to carry it to another machine: a zip archive of the exercises that are begun, with the
 * loop's notes, and with the stubs that they were made from. It is read as {@link Update} reads an older copy.
 */
public final class Export {

    private static final Pattern NAMES = Pattern.compile("\\.handout/(version\\.properties|stubs\\.zip)"
            + "|\\.learn/progress\\.properties|\\d\\d-[A-Za-z0-9-]+/src/exercise/java/(\\w+/)*\\w+\\.java");
    private static final int MOST_FILES = 500;

    private Export() {
    }

    /** Writes the file, which must not exist. */
    public static int write(Course course, Path file) throws IOException, InterruptedException {
        OldCopy copy = OldCopy.open(course.root());
        Map<String, Path> files = new TreeMap<>();
        Map<String, byte[]> stubs = new TreeMap<>();
        for (OldCopy.Found found : copy.files()) {
            Optional<byte[]> stub = copy.stub(found);
            if (stub.isEmpty() || !Text.isSame(stub.get(), found.text())) {
                files.put(found.name(), found.file());
                stub.ifPresent(text -> stubs.put(found.name(), text));
            }
        }
        if (files.isEmpty()) {
            throw new IllegalStateException("No exercise is begun in this copy: there is nothing to export.");
        }
        int begun = files.size();
        Path notes = course.root().resolve(".learn").resolve(Notebook.FILE);
        if (Files.exists(notes)) {
            files.put(".learn/" + Notebook.FILE, notes);
        }
        Path about = Files.createTempDirectory("export");
        try {
            Version version = copy.version();
            Handout.write(version.isHandout() ? version : new Version(version.number(), "", "", false), stubs, about);
            for (String one : List.of(".handout/version.properties", ".handout/stubs.zip")) {
                files.put(one, about.resolve(one));
            }
            zip(files, file);
        } finally {
            Trees.delete(about);
        }
        System.out.println(file + " has " + (begun == 1 ? "one file" : begun + " files") + " of yours"
                + (Files.exists(notes) ? ", and the loop's notes" : "")
                + ". On the other machine: ./course learn --import FILE");
        return 0;
    }

    private static void zip(Map<String, Path> files, Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            for (Map.Entry<String, Path> one : files.entrySet()) {
                ZipEntry entry = new ZipEntry(one.getKey());
                entry.setLastModifiedTime(Files.getLastModifiedTime(one.getValue()));
                zip.putNextEntry(entry);
                Files.copy(one.getValue(), zip);
                zip.closeEntry();
            }
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(file + " is there already: give the file another name.");
        }
    }

    /** Takes what a file holds into this copy, as {@code ./course update} takes an older copy. */
    public static int read(Course course, Path file) throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + ".");
        }
        Path folder = Files.createTempDirectory("import");
        try {
            unzip(file, folder);
            OldCopy from = OldCopy.open(folder);
            Version here = Version.of(course.root());
            if (from.version().isNewerThan(here)) {
                throw new IllegalArgumentException(file + " comes from " + from.version() + ", and this copy is " + here
                        + ": get the newer copy here first.");
            }
            return UpdateProgram.take(course, from, file + ", " + from.version() + ", into this copy, " + here + ":");
        } finally {
            Trees.delete(folder);
        }
    }

    /** Unpacks only what an export can hold: no other name, no larger file, not more of them. */
    private static void unzip(Path file, Path folder) throws IOException {
        String none = file + " was not made by ./course learn --export";
        int count = 0;
        try (InputStream in = Files.newInputStream(file); ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!NAMES.matcher(entry.getName()).matches() || ++count > MOST_FILES) {
                    throw new IllegalArgumentException(none + ": it has a " + entry.getName() + ".");
                }
                byte[] bytes = zip.readNBytes(OldCopy.SIZE_LIMIT + 1);
                if (bytes.length > OldCopy.SIZE_LIMIT) {
                    throw new IllegalArgumentException(none + ": its " + entry.getName() + " is too large.");
                }
                Path to = folder.resolve(entry.getName());
                Files.createDirectories(to.getParent());
                Files.write(to, bytes);
                if (entry.getLastModifiedTime() != null) {
                    Files.setLastModifiedTime(to, entry.getLastModifiedTime());
                }
            }
        } catch (ZipException e) {
            throw new IllegalArgumentException(none + ", or it was damaged since.");
        }
        if (count == 0) {
            throw new IllegalArgumentException(none + ".");
        }
    }
}
