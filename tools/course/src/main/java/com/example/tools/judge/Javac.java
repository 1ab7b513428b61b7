package com.example.tools.judge;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The JDK's compiler. It keeps its jars open from one call to the next. For one thread at a time. */
public final class Javac implements AutoCloseable {

    private final JavaCompiler javac;
    private final StandardJavaFileManager files;

    public Javac() {
        javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("These tools need a JDK: this Java has no compiler.");
        }
        // Bytes that are no UTF-8 are replaced, as under Maven, without a word.
        files = javac.getStandardFileManager(ignored -> { }, Locale.ROOT, StandardCharsets.UTF_8);
    }

    /** The code does not compile; the message quotes the compiler. */
    public static final class DoesNotCompileException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient List<Diagnostic<? extends JavaFileObject>> errors;

        DoesNotCompileException(String what, List<Diagnostic<? extends JavaFileObject>> errors) {
            super(what + ": this does not compile:\n" + errors.stream()
                    .map(one -> "  " + one.toString().replace("\n", "\n  ")).collect(Collectors.joining("\n")));
            this.errors = errors;
        }

        /** What the compiler said, in its order; nothing if it gave up. */
        public List<Diagnostic<? extends JavaFileObject>> errors() {
            return errors;
        }
    }

    /**
     * Compiles sources into a folder.
     *
     * @param what for the message
     * @param more further options
     */
    public void compile(String what, List<Path> sources, List<Path> classpath, Path into, String... more)
            throws IOException, DoesNotCompileException {
        List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-g", "-encoding", "UTF-8",
                "-cp", join(classpath), "-d", into.toString()));
        options.addAll(List.of(more));
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        if (!javac.getTask(null, files, said, options, null, files.getJavaFileObjectsFromPaths(sources)).call()) {
            throw new DoesNotCompileException(what, said.getDiagnostics().stream()
                    .filter(one -> one.getKind() == Diagnostic.Kind.ERROR).collect(Collectors.toList()));
        }
    }

    /** Compiles once, with a compiler that is not needed any more. */
    public static void once(String what, List<Path> sources, List<Path> classpath, Path into, String... more)
            throws IOException, DoesNotCompileException {
        try (Javac javac = new Javac()) {
            javac.compile(what, sources, classpath, into, more);
        }
    }

    /** As the compiler and the JVM read a path. */
    public static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
