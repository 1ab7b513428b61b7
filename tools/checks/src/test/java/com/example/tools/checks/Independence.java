package com.example.tools.checks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.judge.CompiledLesson;
import com.example.tools.judge.Javac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proves that a mistake in one exercise never shows as a failure of another: no exercise, no test of one, and nothing
 * that such a test uses needs the class of another exercise.
 */
final class Independence {

    private Independence() {
    }

    /** One sentence for each exercise of the lesson that needs another one. */
    static List<String> check(Course course, Lesson lesson) throws IOException, Javac.DoesNotCompileException {
        Path classes = CompiledLesson.open(course, lesson).classpath().get(0);
        List<String> problems = new ArrayList<>();
        for (Exercise exercise : lesson.exercises()) {
            Set<String> needed = needed(classes, exercise);
            for (Exercise other : lesson.exercises()) {
                if (!other.equals(exercise) && needed.contains(other.name())) {
                    problems.add(exercise.title() + " is judged with the help of " + other.title()
                            + ": a mistake there would show here.");
                }
            }
        }
        return problems;
    }

    /** The classes of the exercises' package that the test and the exercise refer to, and those that these do. */
    private static Set<String> needed(Path classes, Exercise exercise) throws IOException {
        Path folder = classes.resolve(exercise.packageName().replace('.', '/'));
        Pattern reference = Pattern.compile(exercise.packageName().replace('.', '/') + "/(\\w+)");
        Set<String> needed = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(exercise.name(), exercise.name() + "Test"));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String type = open.remove();
            needed.add(type);
            try (var files = Files.newDirectoryStream(folder, type + "{.class,$*.class}")) {
                for (Path file : files) {
                    // The names of all classes that a class refers to are in its file as they are.
                    Matcher name = reference.matcher(new String(Files.readAllBytes(file), ISO_8859_1));
                    while (name.find()) {
                        if (seen.add(name.group(1))) {
                            open.add(name.group(1));
                        }
                    }
                }
            }
        }
        return needed;
    }
}
