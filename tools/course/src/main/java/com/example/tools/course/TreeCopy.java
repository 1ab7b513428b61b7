package com.example.tools.course;

import com.example.tools.process.Maven;
import com.example.tools.process.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of the course's files for Maven to work in: those that git tracks or would track, without the tools. What
 * Maven built in the copy before stays; only one process at a time has it.
 */
public final class TreeCopy implements AutoCloseable {

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private TreeCopy(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Brings the copy in {@code tools/target/NAME} up to date; waits while another process has it. */
    public static TreeCopy of(Course course, String name) throws IOException, InterruptedException {
        Path folder = course.scratch(name);
        Files.createDirectories(folder);
        FileChannel lockFile = FileChannel.open(course.scratch(name + ".lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        TreeCopy copy = new TreeCopy(folder, lockFile, lockFile.lock());
        copy.update(course, files(course));
        return copy;
    }

    /** The same in the first of {@code NAME-1}, {@code NAME-2} … that no other process has: nothing is waited for. */
    public static TreeCopy ofFree(Course course, String name) throws IOException, InterruptedException {
        for (int i = 1;; i++) {
            Path folder = course.scratch(name + "-" + i);
            Files.createDirectories(folder);
            FileChannel lockFile = FileChannel.open(course.scratch(name + "-" + i + ".lock"),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                TreeCopy copy = new TreeCopy(folder, lockFile, lock);
                copy.update(course, files(course));
                return copy;
            }
            lockFile.close();
        }
    }

    public Path folder() {
        return folder;
    }

    /** The course's files, relative to its root, with slashes; without the tools and what is built. */
    public static Set<String> files(Course course) throws IOException, InterruptedException {
        if (Files.exists(course.root().resolve(".git"))) {
            String listed = Maven.run(course.root(), List.of("git", "-c", "core.quotepath=off", "ls-files",
                    "--cached", "--others", "--exclude-standard", "-z"), Duration.ofMinutes(1))
                    .orElseThrow("git ls-files").output();
            return Arrays.stream(listed.split("\0"))
                    .filter(name -> Files.isRegularFile(course.root().resolve(name)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        try (Stream<Path> files = Files.walk(course.root())) {
            return files.filter(Files::isRegularFile).map(course::name)
                    .filter(name -> !name.matches("(.*/)?(target|\\.git|\\.idea|\\.learn|node_modules)/.*"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void update(Course course, Set<String> all) throws IOException {
        Set<String> wanted = all.stream()
                // A module of mvn -Pgrade.
                .filter(name -> !name.startsWith("tools/") || name.startsWith("tools/grade/"))
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> present = Files.walk(folder)) {
            for (Path file : present.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!wanted.contains(name) && !name.matches("(.*/)?target/.*")) {
                    Files.delete(file);
                }
            }
        }
        for (String name : wanted) {
            Path from = course.root().resolve(name);
            Path to = folder.resolve(name);
            if (!Files.exists(to) || Files.mismatch(from, to) >= 0) {
                Files.createDirectories(to.getParent());
                Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
                to.toFile().setExecutable(Files.isExecutable(from));
            }
        }
        // A lesson whose files are all gone leaves only its target behind, with nothing that anybody would run.
        for (Path lesson : new Course(folder).lessons().stream().map(Lesson::folder).toList()) {
            if (wanted.stream().noneMatch(name -> name.startsWith(lesson.getFileName() + "/"))) {
                Trees.empty(lesson);
            }
        }
    }

    /** Lets other processes have the copy. */
    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
