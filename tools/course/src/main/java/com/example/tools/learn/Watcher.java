package com.example.tools.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells when one of a few files was saved or deleted. It looks twenty times a second: that is some hundred looks at a
 * file's date, and works on every system, on network folders too, where the system's own notices come late or never.
 */
final class Watcher implements AutoCloseable {

    private static final long EVERY_MILLIS = 50;
    /** A save is over when the file has been the same for so long. */
    private static final long QUIET_MILLIS = 30;
    /** Some editors delete a file and write a new one: a file that is gone may be back soon. */
    private static final long GONE_MILLIS = 400;
    private static final int LOOKS = 50;

    private record Look(boolean there, long size, FileTime modified, Object key) { }

    private final Map<Path, Look> seen = new LinkedHashMap<>();
    private final Consumer<Path> changed;
    private final Thread thread;

    /**
     * Starts to watch; what the files are like now is no news.
     *
     * @param changed what gets the path, on the watcher's thread, when the file has come to rest
     */
    Watcher(List<Path> files, Consumer<Path> changed) {
        this.changed = changed;
        files.forEach(file -> seen.put(file, look(file)));
        thread = new Thread(this::watch, "learn-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(EVERY_MILLIS);
                for (Path file : List.copyOf(seen.keySet())) {
                    if (!look(file).equals(seen.get(file))) {
                        Look settled = settle(file);
                        if (!settled.equals(seen.put(file, settled))) {
                            changed.accept(file);
                        }
                    }
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private static Look settle(Path file) throws InterruptedException {
        Look last = look(file);
        for (int i = 0; i < LOOKS; i++) {
            // An empty file is one that an editor has just opened to write.
            Thread.sleep(!last.there() || last.size() == 0 ? GONE_MILLIS : QUIET_MILLIS);
            Look now = look(file);
            if (now.equals(last)) {
                return now;
            }
            last = now;
        }
        return last;
    }

    private static Look look(Path file) {
        try {
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(is.isRegularFile(), is.size(), is.lastModifiedTime(), is.fileKey());
        } catch (IOException e) {
            // Gone, or not readable at this moment, as on Windows while it is replaced.
            return new Look(false, 0, null, null);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
