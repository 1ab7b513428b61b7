package com.example.tools.learn;

import com.example.tools.course.Exercise;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;

/**
 * Where the learner is, and what is known about each exercise: kept in {@code .learn} in the course's root, which git
 * ignores. One loop at a time may write it.
 */
public final class Notebook implements AutoCloseable {

    private final Path file;
    private final Properties known = new Properties();
    private FileChannel lockFile;
    private FileLock lock;

    /** What the notes are in, below the folder. */
    public static final String FILE = "progress.properties";

    /** Opens the notes in a folder, which is made if it is not there. */
    public Notebook(Path folder) throws IOException {
        Files.createDirectories(folder);
        file = folder.resolve(FILE);
        lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            // It is this very program that has it.
            lock = null;
        }
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                known.load(in);
            } catch (IllegalArgumentException e) {
                // It was edited, and is no file of properties any more: everything is judged again.
                known.clear();
            }
        }
    }

    /** Whether this is the only loop in this copy of the course: only then may it write. */
    public boolean isOurs() {
        return lock != null;
    }

    /** The number of the exercise that the learner was at; empty at the beginning. */
    String current() {
        return known.getProperty("current", "");
    }

    /** Whether the learner is at this exercise. */
    public boolean isAt(Exercise exercise) {
        return current().equals(exercise.number());
    }

    void current(Exercise exercise) throws IOException {
        known.setProperty("current", exercise.number());
        write();
    }

    /** What the exercise came to when its files had this digest; {@link Mark#UNKNOWN} if they had another one. */
    Mark mark(Exercise exercise, String digest) {
        String[] kept = known.getProperty(exercise.number(), "").split(" ");
        if (kept.length == 2 && kept[1].equals(digest)) {
            for (Mark mark : Mark.values()) {
                if (mark.name().equals(kept[0])) {
                    return mark;
                }
            }
        }
        return Mark.UNKNOWN;
    }

    void mark(Exercise exercise, String digest, Mark mark) throws IOException {
        known.setProperty(exercise.number(), mark + " " + digest);
        write();
    }

    /** How many hints the learner has seen. */
    public int hints(Exercise exercise) {
        String hints = known.getProperty(exercise.number() + ".hints", "0");
        return hints.matches("\\d{1,2}") ? Integer.parseInt(hints) : 0;
    }

    void hints(Exercise exercise, int count) throws IOException {
        known.setProperty(exercise.number() + ".hints", String.valueOf(count));
        write();
    }

    /**
     * Takes over what another copy's notes say of an exercise, which may have had another number there: its mark, for
     * the files that it was given for, unless there is one here; and the hints that were seen.
     */
    public void takeOver(Properties other, String number, Exercise exercise) throws IOException {
        String mark = other.getProperty(number);
        if (mark != null && !known.containsKey(exercise.number())) {
            known.setProperty(exercise.number(), mark);
        }
        String seen = other.getProperty(number + ".hints", "0");
        if (seen.matches("\\d{1,2}") && Integer.parseInt(seen) > hints(exercise)) {
            known.setProperty(exercise.number() + ".hints", seen);
        }
        if (number.equals(other.getProperty("current")) && current().isEmpty()) {
            known.setProperty("current", exercise.number());
        }
        write();
    }

    /** First aside, then in place: whenever the power goes, the old file or the new one is there. */
    private void write() throws IOException {
        if (!isOurs()) {
            return;
        }
        Path aside = file.resolveSibling("progress.new");
        try (OutputStream out = Files.newOutputStream(aside)) {
            known.store(out, "Where you are in the course. Delete this file to have everything judged again.");
        }
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
