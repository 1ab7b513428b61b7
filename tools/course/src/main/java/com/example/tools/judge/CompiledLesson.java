package com.example.tools.judge;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import com.example.tools.process.Trees;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A lesson compiled for judging, once, in a folder of the tools' own: its solutions or its stubs, their tests, and of
 * the lesson's other code what these need. Single classes are then compiled on top of it, each into a folder of its
 * own. Several processes may do so at the same time.
 */
public final class CompiledLesson {

    /** Below the folder: what single classes are compiled into, a folder for each process. */
    private static final String SINGLE = "single";

    private final Lesson lesson;
    private final CompiledOnce compiled;
    private final List<Path> dependencies;

    private CompiledLesson(Lesson lesson, CompiledOnce compiled, List<Path> dependencies) {
        this.lesson = lesson;
        this.compiled = compiled;
        this.dependencies = dependencies;
    }

    /** Compiles the lesson with its solutions, unless it is compiled from the same sources already. */
    public static CompiledLesson open(Course course, Lesson lesson)
            throws IOException, Javac.DoesNotCompileException {
        return open(course, lesson, Lesson.SOLUTIONS, course.scratch("lessons", lesson.name()));
    }

    /** As above, with the stubs in place of the solutions, which a copy for learners does not have. */
    public static CompiledLesson openStubs(Course course, Lesson lesson)
            throws IOException, Javac.DoesNotCompileException {
        return open(course, lesson, Lesson.STUBS, course.scratch("stubs", lesson.name()));
    }

    private static CompiledLesson open(Course course, Lesson lesson, String exercises, Path folder)
            throws IOException, Javac.DoesNotCompileException {
        CompiledLesson ready = new CompiledLesson(lesson, new CompiledOnce(folder),
                Maven.dependencies(course, lesson));
        List<Path> sources = Stream.of(Lesson.MAIN, Lesson.TEST, exercises)
                .flatMap(root -> javaFiles(lesson, root)).toList();
        ready.compiled.from(sources, ready.dependencies, classes -> {
            List<Path> judging = sources.stream().filter(source -> source.getParent().endsWith("exercise")).toList();
            Javac.once("The exercises of " + lesson.name(), judging, ready.dependencies, classes,
                    "-sourcepath", lesson.folder().resolve(Lesson.MAIN) + File.pathSeparator
                            + lesson.folder().resolve(Lesson.TEST));
        });
        ready.forgetEndedProcesses();
        return ready;
    }

    /** Deletes what single classes were compiled into by processes that have ended. */
    private void forgetEndedProcesses() throws IOException {
        Path single = Files.createDirectories(compiled.folder().resolve(SINGLE));
        try (Stream<Path> processes = Files.list(single)) {
            for (Path process : processes.toList()) {
                String name = process.getFileName().toString();
                if (!name.matches("\\d{1,18}") || ProcessHandle.of(Long.parseLong(name)).isEmpty()) {
                    Trees.delete(process);
                }
            }
        }
    }

    /**
     * Compiles one class again, against the lesson.
     *
     * @param name   of the folder to compile into; what was there before is removed
     * @param file   the class's file below a source root
     * @param source its text
     * @return the class path for judging: this class, then the lesson
     */
    public List<Path> with(String name, String file, String source) throws IOException, Javac.DoesNotCompileException {
        String process = Long.toString(ProcessHandle.current().pid());
        Path into = compiled.folder().resolve(SINGLE).resolve(process).resolve(name);
        Trees.empty(into);
        Path sourceFile = into.resolve("source").resolve(file);
        Files.createDirectories(sourceFile.getParent());
        Files.writeString(sourceFile, source);
        Path one = Files.createDirectories(into.resolve("classes"));
        Javac.once(file, List.of(sourceFile), classpath(), one, "-implicit:none");
        return Stream.concat(Stream.of(one), classpath().stream()).toList();
    }

    /** What all of it was compiled from, as a hash: it changes when any source or dependency does. */
    public String key() throws IOException {
        return compiled.key();
    }

    /** The classes, those of the exercises among them. */
    public Path classes() {
        return compiled.classes();
    }

    /** The class path of the lesson with its solutions. */
    public List<Path> classpath() {
        List<Path> path = new ArrayList<>(List.of(compiled.classes()));
        for (String resources : List.of("src/main/resources", "src/test/resources")) {
            if (Files.isDirectory(lesson.folder().resolve(resources))) {
                path.add(lesson.folder().resolve(resources));
            }
        }
        path.addAll(dependencies);
        return path;
    }

    private static Stream<Path> javaFiles(Lesson lesson, String root) {
        try {
            return lesson.files(root, ".java").stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
