package com.example.tools.grade.isolated;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads a lesson, its tests and, last of all, a submission's classes: whatever a submission calls its classes, they
 * never replace ours. Its classes come as bytes, so no file of theirs lies where anybody could change it.
 */
public final class ExerciseLoader extends URLClassLoader {

    /** Compiled classes by their binary names. */
    public record Classes(Map<String, byte[]> byName) {

        public static Classes read(DataInputStream in) throws IOException {
            Map<String, byte[]> classes = new HashMap<>();
            for (int n = in.readInt(); n > 0; n--) {
                classes.put(in.readUTF(), in.readNBytes(in.readInt()));
            }
            return new Classes(classes);
        }

        void write(DataOutputStream out) throws IOException {
            out.writeInt(byName.size());
            for (Map.Entry<String, byte[]> one : byName.entrySet()) {
                out.writeUTF(one.getKey());
                out.writeInt(one.getValue().length);
                out.write(one.getValue());
            }
        }
    }

    static {
        registerAsParallelCapable();
    }

    private final Classes classes;

    ExerciseLoader(List<String> classpath, Classes classes) {
        super(classpath.stream().map(ExerciseLoader::url).toArray(URL[]::new), ExerciseLoader.class.getClassLoader());
        this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            return super.findClass(name);
        } catch (ClassNotFoundException notOurs) {
            byte[] bytes = classes.byName().get(name);
            if (bytes == null) {
                throw notOurs;
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
