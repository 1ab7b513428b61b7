package com.example.tools.judge;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A lesson's worked code, compiled in a folder of the tools' own, ready to be run in a JVM or to be loaded.
 *
 * @param lesson    the lesson
 * @param inPackage its package
 * @param classpath its classes, its resources and what it depends on
 */
public record RunnableLesson(Lesson lesson, String inPackage, List<Path> classpath) {

    private static final Pattern PACKAGE = Pattern.compile("<lesson.package>([\\w.]+)</lesson.package>");

    /** The lesson of this number, compiled. */
    public static RunnableLesson of(Course course, int number) throws IOException {
        return of(course, course.lessons().stream().filter(lesson -> lesson.number() == number).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no lesson " + number + ".")));
    }

    /** The lesson, compiled unless it is already. */
    public static RunnableLesson of(Course course, Lesson lesson) throws IOException {
        Matcher named = PACKAGE.matcher(Files.readString(lesson.folder().resolve("pom.xml")));
        if (!named.find()) {
            throw new IllegalStateException(lesson.name() + "/pom.xml names no lesson.package.");
        }
        List<Path> dependencies = Maven.dependencies(course, lesson);
        List<Path> sources = lesson.files(Lesson.MAIN, ".java");
        CompiledOnce compiled = new CompiledOnce(course.scratch("runnable", lesson.name()));
        try {
            compiled.from(sources, dependencies,
                    classes -> Javac.once(lesson.name(), sources, dependencies, classes));
        } catch (Javac.DoesNotCompileException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return new RunnableLesson(lesson, named.group(1), Stream.concat(
                Stream.of(compiled.classes(), lesson.folder().resolve("src/main/resources")), dependencies.stream())
                .toList());
    }

    /** The words of a command that runs a class in a JVM of its own; {@code more} comes before this class path. */
    public List<String> command(List<String> options, List<Path> more, String mainClass, List<String> arguments) {
        String path = Javac.join(Stream.concat(more.stream(), classpath.stream()).toList());
        return Stream.of(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()), options,
                List.of("-cp", path, mainClass), arguments).flatMap(List::stream).toList();
    }
}
