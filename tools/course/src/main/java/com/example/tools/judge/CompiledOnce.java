package com.example.tools.judge;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.example.tools.process.Digest;
import com.example.tools.process.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Classes that are compiled once, and again when what they are made from has changed: in {@code folder/classes}, with a
 * hash of that in {@code folder/classes.key}. A thread that asks while they are compiled, in this process or another
 * one, waits.
 */
public record CompiledOnce(Path folder) {

    /** A process has one lock on a file, so that its threads need one among themselves. */
    private static final Lock COMPILING = new ReentrantLock();

    /** What compiles into a folder. */
    public interface Compiler {
        void compile(Path classes) throws IOException, Javac.DoesNotCompileException;
    }

    /** The folder of the classes. */
    public Path classes() {
        return folder.resolve("classes");
    }

    /** What the classes were compiled from, as a hash. */
    String key() throws IOException {
        return Files.readString(stamp());
    }

    /** Compiles the classes, unless they are compiled from these sources and dependencies already. */
    public void from(List<Path> sources, List<Path> dependencies, Compiler compiler)
            throws IOException, Javac.DoesNotCompileException {
        Files.createDirectories(folder);
        COMPILING.lock();
        try (FileChannel file = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
                FileLock lock = file.lock()) {
            String fingerprint = fingerprint(sources, dependencies);
            if (!Files.exists(stamp()) || !key().equals(fingerprint)) {
                Files.deleteIfExists(stamp());
                Trees.empty(classes());
                compiler.compile(classes());
                Files.writeString(stamp(), fingerprint);
            }
        } finally {
            COMPILING.unlock();
        }
    }

    private Path stamp() {
        return folder.resolve("classes.key");
    }

    private static String fingerprint(List<Path> sources, List<Path> dependencies) throws IOException {
        Digest digest = new Digest().add(Runtime.version() + " " + dependencies);
        for (Path source : sources) {
            digest.add(source.toString()).add(Files.readAllBytes(source));
        }
        return digest.hex();
    }
}
