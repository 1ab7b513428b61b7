package com.example.tools.grade.isolated;

import com.example.tools.judge.TestRunner;
import com.example.tools.judge.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Writes jars, a new one in one step in the place of the old one: another process may be reading that. */
public final class Jars {

    private Jars() {
    }

    public static void write(Path jar, Map<String, Path> entries) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        Path written = Files.createTempFile(jar.toAbsolutePath().getParent(), "jar", ".tmp");
        try (OutputStream file = Files.newOutputStream(written); JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, Path> one : new TreeMap<>(entries).entrySet()) {
                out.putNextEntry(entry(one.getKey()));
                Files.copy(one.getValue(), out);
            }
        }
        replace(written, jar);
    }

    /** What the judging JVM needs of the tools, and no more: the judged code sees the rest of nothing. */
    public static void writeRunner(Path jar) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        Path written = Files.createTempFile(jar.toAbsolutePath().getParent(), "jar", ".tmp");
        try (OutputStream file = Files.newOutputStream(written); JarOutputStream out = new JarOutputStream(file)) {
            for (Class<?> type : new Class<?>[] {IsolatedRunner.class, ExerciseLoader.class, TestRunner.class,
                    Verdict.class}) {
                add(out, type);
            }
        }
        replace(written, jar);
    }

    /** A jar that is the same already keeps its time: archives of its classes hold on to that. */
    private static void replace(Path written, Path jar) throws IOException {
        if (Files.exists(jar) && Files.mismatch(written, jar) < 0) {
            Files.delete(written);
        } else {
            Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A class with all that are nested in it, the nameless ones too. */
    private static void add(JarOutputStream out, Class<?> type) throws IOException {
        copy(out, type.getName());
        for (Class<?> nested : type.getDeclaredClasses()) {
            add(out, nested);
        }
        for (int i = 1; type.getResource("/" + type.getName().replace('.', '/') + "$" + i + ".class") != null; i++) {
            copy(out, type.getName() + "$" + i);
        }
    }

    private static void copy(JarOutputStream out, String name) throws IOException {
        String file = name.replace('.', '/') + ".class";
        out.putNextEntry(entry(file));
        try (InputStream in = Jars.class.getResourceAsStream("/" + file)) {
            in.transferTo(out);
        }
    }

    /** The same content gives the same jar. */
    private static JarEntry entry(String name) {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        return entry;
    }
}
