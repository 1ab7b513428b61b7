package com.example.tools.grade.isolated;

import com.example.tools.grade.SubmissionCompiler;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The main class of the JVM that compiles what was handed in, for {@link SubmissionCompiler}: warm, because it
 * compiles for one submission after the other, and a process of its own, because a source can keep a compiler busy
 * forever or take all its memory. It runs nothing of what it compiles. A file that does not compile is left out, and
 * the rest tried again.
 */
public final class CompilerMain {

    private static final int MESSAGE_LIMIT = 1_500;
    private static final String GAVE_UP = "the compiler gave up: this is nested too deep, or too large";

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    /** One per class path: it remembers what is in the jars. */
    private static final Map<List<Path>, StandardJavaFileManager> MANAGERS = new HashMap<>();

    private CompilerMain() {
    }

    public static void main(String[] args) throws IOException {
        DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        while (true) {
            List<Path> classpath = Stream.of(SubmissionCompiler.text(in).split(File.pathSeparator))
                    .map(Path::of).toList();
            Map<String, String> sources = new TreeMap<>();
            for (int n = in.readInt(); n > 0; n--) {
                sources.put(SubmissionCompiler.text(in), SubmissionCompiler.text(in));
            }
            for (Map.Entry<String, SubmissionCompiler.Compiled> one : compile(classpath, sources).entrySet()) {
                out.writeBoolean(true);
                SubmissionCompiler.text(out, one.getKey());
                SubmissionCompiler.text(out, one.getValue().error() == null ? "" : one.getValue().error());
                one.getValue().classes().write(out);
            }
            out.writeBoolean(false);
            out.flush();
        }
    }

    private static Map<String, SubmissionCompiler.Compiled> compile(List<Path> classpath, Map<String, String> sources)
            throws IOException {
        Map<String, SubmissionCompiler.Compiled> compiled = new LinkedHashMap<>();
        Map<String, String> left = new TreeMap<>(sources);
        while (!left.isEmpty()) {
            Map<String, Map<String, byte[]>> classes = new TreeMap<>();
            Map<String, String> errors = attempt(classpath, left, classes);
            if (errors.isEmpty()) {
                left.keySet().forEach(file -> compiled.put(file, new SubmissionCompiler.Compiled(
                        new ExerciseLoader.Classes(classes.getOrDefault(file, Map.of())), null)));
                return compiled;
            }
            errors.forEach((file, error) -> compiled.put(file,
                    new SubmissionCompiler.Compiled(new ExerciseLoader.Classes(Map.of()), error)));
            left.keySet().removeAll(errors.keySet());
        }
        return compiled;
    }

    /** Compiles all or nothing; returns the errors of each file that has some. */
    private static Map<String, String> attempt(List<Path> classpath, Map<String, String> sources,
                                               Map<String, Map<String, byte[]>> classes) throws IOException {
        StandardJavaFileManager manager = MANAGERS.get(classpath);
        if (manager == null) {
            manager = JAVAC.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
            manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classpath);
            // No source but those that are given.
            manager.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            MANAGERS.put(classpath, manager);
        }
        List<Source> files = sources.entrySet().stream().map(one -> new Source(one.getKey(), one.getValue())).toList();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        Map<String, String> errors = new TreeMap<>();
        boolean compiled = false;
        try {
            compiled = JAVAC.getTask(null, new InMemory(manager, classes), said,
                    List.of("-proc:none", "-nowarn", "-g", "-implicit:none", "-source", "17", "-target", "17",
                            "-Xmaxerrs", "5"), null, files).call();
        } catch (RuntimeException | StackOverflowError e) {
            // Too much for the compiler: told below, as when it says so itself.
        }
        for (Diagnostic<? extends JavaFileObject> one : said.getDiagnostics()) {
            if (one.getKind() == Diagnostic.Kind.ERROR) {
                String file = one.getSource() instanceof Source source ? source.file
                        : sources.keySet().iterator().next();
                String message = "line " + one.getLineNumber() + ": " + one.getMessage(Locale.ROOT);
                errors.merge(file, message.length() > MESSAGE_LIMIT ? message.substring(0, MESSAGE_LIMIT) : message,
                        (first, next) -> first.length() > MESSAGE_LIMIT ? first : first + "\n" + next);
            }
        }
        if (!compiled && errors.isEmpty()) {
            // One of them is too much for the compiler. Which one shows when each is compiled alone.
            for (Map.Entry<String, String> one : sources.entrySet()) {
                errors.putAll(sources.size() == 1 ? Map.of(one.getKey(), GAVE_UP)
                        : attempt(classpath, Map.of(one.getKey(), one.getValue()), new TreeMap<>()));
            }
            if (errors.isEmpty()) {
                sources.keySet().forEach(file -> errors.put(file, GAVE_UP));
            }
        }
        return errors;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String file;
        private final String text;

        Source(String file, String text) {
            super(URI.create("mem:///" + file), Kind.SOURCE);
            this.file = file;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps the classes, by the file that they come from. */
    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, Map<String, byte[]>> classes;

        InMemory(StandardJavaFileManager manager, Map<String, Map<String, byte[]>> classes) {
            super(manager);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(JavaFileManager.Location location, String name,
                                                   JavaFileObject.Kind kind, FileObject sibling) {
            String file = ((Source) sibling).file;
            return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.computeIfAbsent(file, any -> new TreeMap<>()).put(name, toByteArray());
                        }
                    };
                }
            };
        }

        @Override
        public void close() {
            // It serves the next submission too.
        }
    }
}
