package com.example.tools.grade;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.grade.isolated.Jars;
import com.example.tools.judge.CompiledLesson;
import com.example.tools.judge.Javac;
import com.example.tools.process.Digest;
import com.example.tools.process.Maven;
import com.example.tools.process.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A lesson made ready for judging: its code and tests in one jar, without any exercise, so that a submission's classes
 * fill the gap.
 *
 * @param lesson    which
 * @param exercises its exercises
 * @param classpath the jar and the lesson's resources
 * @param needs     what the lesson depends on
 * @param names     the binary names of the classes in the jar
 * @param key       changes when the lesson's code, its tests or its dependencies do
 * @param stubs     the exercises' stubs, by exercise
 */
record GradedLesson(Lesson lesson, List<Exercise> exercises, List<Path> classpath, List<Path> needs, Set<String> names,
                   String key, Map<Exercise, String> stubs) {

    /** Makes a lesson ready. */
    static GradedLesson open(Course course, Lesson lesson)
            throws IOException, Javac.DoesNotCompileException {
        CompiledLesson compiled = CompiledLesson.openStubs(course, lesson);
        List<Exercise> exercises = lesson.exercises();
        Set<String> names = new TreeSet<>();
        Path outside = Forks.outside(course).resolve(lesson.name());
        Path jar = outside.resolve("lesson.jar");
        try (Stream<Path> walk = Files.walk(compiled.classes())) {
            Map<String, Path> entries = new HashMap<>();
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                String entry = compiled.classes().relativize(file).toString().replace('\\', '/');
                String name = entry.replaceFirst("\\.class$", "").replace('/', '.');
                if (exercises.stream().noneMatch(exercise -> belongsTo(name, exercise))) {
                    names.add(name);
                    entries.put(entry, file);
                }
            }
            Jars.write(jar, entries);
        }
        List<Path> classpath = new ArrayList<>(List.of(jar));
        List<Path> needs = Maven.dependencies(course, lesson);
        for (Path resources : compiled.classpath().stream().skip(1).filter(path -> !needs.contains(path)).toList()) {
            Path copy = outside.resolve("resources-" + classpath.size());
            copy(resources, copy);
            classpath.add(copy);
        }
        Map<Exercise, String> stubs = new HashMap<>();
        for (Exercise exercise : exercises) {
            stubs.put(exercise, Files.readString(lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file())));
        }
        return new GradedLesson(lesson, exercises, List.copyOf(classpath), needs, names, compiled.key(), stubs);
    }

    private static void copy(Path folder, Path to) throws IOException {
        Trees.empty(to);
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                Path copied = to.resolve(folder.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
        }
    }

    private static boolean belongsTo(String className, Exercise exercise) {
        String own = exercise.packageName() + "." + exercise.name();
        return className.equals(own) || className.startsWith(own + "$");
    }

    /** What a submission's classes are compiled against. */
    List<Path> compileClasspath() {
        return Stream.concat(classpath.stream(), needs.stream()).toList();
    }

    /** Whether an answer is the stub as it was handed out, whatever became of its line ends. */
    boolean isStub(Answer answer) {
        return lines(answer.source()).equals(lines(stubs.get(answer.exercise())));
    }

    private static List<String> lines(String source) {
        return source.strip().lines().map(String::stripTrailing).toList();
    }

    /**
     * Changes when anything changes that an exercise's verdict depends on: this lesson, the answer, and the other
     * answers of the same submission that it names; of these what the compiler goes by.
     *
     * @param taken all answers of the submission to this lesson that are taken
     */
    String key(Answer answer, List<Answer> taken) {
        Set<Answer> together = new LinkedHashSet<>(List.of(answer));
        Deque<Answer> left = new ArrayDeque<>(together);
        while (!left.isEmpty()) {
            Set<String> words = left.remove().words();
            taken.stream().filter(other -> !Collections.disjoint(other.names(), words) && together.add(other))
                    .forEach(left::add);
        }
        Digest digest = new Digest().add(key).add(answer.exercise().number());
        together.forEach(one -> digest.add(one.exercise().number()).add(one.code().code()));
        return digest.hex().substring(0, 32);
    }

    /** Opens all lessons. */
    static List<GradedLesson> open(Course course, List<Lesson> lessons) throws IOException {
        return lessons.stream().map(lesson -> {
            try {
                return open(course, lesson);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Javac.DoesNotCompileException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }).toList();
    }
}
