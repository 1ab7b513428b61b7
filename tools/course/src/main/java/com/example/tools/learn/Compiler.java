package com.example.tools.learn;

import com.example.tools.judge.Javac;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** The JDK's compiler, kept warm: the same compiler and the same open jars for each save. For one thread at a time. */
final class Compiler implements AutoCloseable {

    private final Javac javac = new Javac();

    /**
     * The first error of a file, preferably of one that the learner writes.
     *
     * @param file    where it is; null if the compiler did not say
     * @param line    counted from 1; less if unknown
     * @param text    that line, and below it a mark under the place; empty if unknown
     * @param message the compiler's words
     * @param more    how many errors there are beside it
     */
    record Problem(Path file, long line, String text, String message, int more) { }

    /**
     * Compiles files, and of the source path what these need.
     *
     * @param learners the folder of the files whose errors come first
     * @return empty if all is well
     */
    Optional<Problem> compile(List<Path> sources, List<Path> sourcepath, List<Path> classpath, Path into,
                              Path learners) throws IOException {
        List<Diagnostic<? extends JavaFileObject>> errors;
        try {
            javac.compile("This", sources, classpath, into, "-implicit:class", "-sourcepath", Javac.join(sourcepath));
            return Optional.empty();
        } catch (Javac.DoesNotCompileException e) {
            errors = e.errors();
        }
        Diagnostic<? extends JavaFileObject> first = errors.stream()
                .filter(one -> file(one) != null && file(one).startsWith(learners)).findFirst()
                .orElse(errors.isEmpty() ? null : errors.get(0));
        if (first == null) {
            return Optional.of(new Problem(null, -1, "", "The compiler gave up, and did not say why.", 0));
        }
        return Optional.of(new Problem(file(first), first.getLineNumber(), place(first),
                first.getMessage(Locale.ENGLISH), errors.size() - 1));
    }

    private static Path file(Diagnostic<? extends JavaFileObject> error) {
        return error.getSource() == null ? null : Path.of(error.getSource().toUri());
    }

    /** The line of an error, with a mark under its column. */
    private static String place(Diagnostic<? extends JavaFileObject> error) throws IOException {
        if (error.getSource() == null || error.getLineNumber() < 1) {
            return "";
        }
        // Bytes that are no UTF-8 are no error, and must not stop us from showing where one is.
        List<String> lines = new String(Files.readAllBytes(file(error)), StandardCharsets.UTF_8).lines().toList();
        if (error.getLineNumber() > lines.size()) {
            return "";
        }
        String line = lines.get((int) error.getLineNumber() - 1);
        int column = (int) Math.max(0, Math.min(line.length(), columnOf(line, error.getColumnNumber()) - 1));
        String shown = line.strip();
        int indent = line.indexOf(shown);
        return shown + "\n" + " ".repeat(Math.max(0, column - indent)) + "^";
    }

    /** The compiler counts a tab as up to eight columns; this counts it as one character. */
    private static long columnOf(String line, long column) {
        long at = 0;
        for (int i = 0; i < line.length(); i++) {
            at = line.charAt(i) == '\t' ? (at / 8 + 1) * 8 : at + 1;
            if (at >= column) {
                return i + 1;
            }
        }
        return column;
    }

    @Override
    public void close() throws IOException {
        javac.close();
    }
}
