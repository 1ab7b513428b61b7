package com.example.tools.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/** Folders with all that is in them. */
public final class Trees {

    private Trees() {
    }

    /**
     * Deletes a file, or a folder and what is in it, as far as that goes: a process that was just stopped may hold a
     * file for a moment. No link is followed, because what it leads to is not part of the tree.
     */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                // It may have been made so that it cannot be looked into.
                folder.toFile().setExecutable(true);
                folder.toFile().setReadable(true);
                folder.toFile().setWritable(true);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                file.toFile().delete();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
                folder.toFile().delete();
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Makes {@code folder} an empty folder, or fails. */
    public static void empty(Path folder) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
        try (Stream<Path> left = Files.list(folder)) {
            Path first = left.findFirst().orElse(null);
            if (first != null) {
                throw new IOException(first + " could not be deleted.");
            }
        }
    }
}
