package com.example.tools.judge;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A lesson's worked code, compiled in a folder of the tools' own, ready to be run in a JVM or to be loaded.
 *
 * @param lesson    the lesson
 * @param inPackage its package
 * @param classpath its classes, its resources and what it depends on
 */
public record RunnableLesson(Lesson lesson, String inPackage, List<Path> classpath) {

    private static final Pattern PACKAGE = Pattern.compile("<lesson.package>([\\w.]+)</lesson.package>");

    /** Compiles the lesson of this number. */
    public static RunnableLesson of(Course course, int number) throws IOException {
        return of(course, course.lessons().stream().filter(lesson -> lesson.number() == number).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no lesson " + number + ".")));
    }

    /** Compiles the lesson. */
    public static RunnableLesson of(Course course, Lesson lesson) throws IOException {
        Matcher named = PACKAGE.matcher(Files.readString(lesson.folder().resolve("pom.xml")));
        if (!named.find()) {
            throw new IllegalStateException(lesson.name() + "/pom.xml names no lesson.package.");
        }
        List<Path> dependencies = Maven.dependencies(course, lesson);
        Path classes = Files.createDirectories(course.scratch("runnable", lesson.name()));
        compile(lesson, dependencies, classes);
        return new RunnableLesson(lesson, named.group(1), Stream.concat(
                Stream.of(classes, lesson.folder().resolve("src/main/resources")), dependencies.stream()).toList());
    }

    private static void compile(Lesson lesson, List<Path> dependencies, Path classes) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("These tools need a JDK: this Java has no compiler.");
        }
        List<String> options = List.of("-proc:none", "-nowarn", "-encoding", "UTF-8", "-d", classes.toString(), "-cp",
                dependencies.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = javac.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
            if (!javac.getTask(null, files, said, options, null,
                    files.getJavaFileObjectsFromPaths(lesson.files(Lesson.MAIN, ".java"))).call()) {
                throw new IllegalStateException(lesson.name() + " does not compile:\n" + said.getDiagnostics().stream()
                        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR).map(Object::toString)
                        .collect(Collectors.joining("\n")));
            }
        }
    }

    /** The words of a command that runs a class in a JVM of its own; {@code more} comes before this class path. */
    public List<String> command(List<String> options, List<Path> more, String mainClass, List<String> arguments) {
        String path = Stream.concat(more.stream(), classpath.stream()).map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return Stream.of(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()), options,
                List.of("-cp", path, mainClass), arguments).flatMap(List::stream).toList();
    }
}
