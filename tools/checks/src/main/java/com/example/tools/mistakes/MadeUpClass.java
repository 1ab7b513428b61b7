package com.example.tools.mistakes;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A class without students, to try the grading with: of each exercise a student has written the solution, made one
 * of the known mistakes, or not started yet. Every file ends with a class of the student's name, so that no two are
 * alike, not even for the compiler.
 */
public final class MadeUpClass {

    /** Of a hundred exercises, so many are right, and so many wrong; the rest has not been started. */
    private static final int RIGHT = 55;
    private static final int WRONG = 20;

    private final List<Lesson> lessons;
    /** The wrong answers to each exercise. */
    private final Map<Exercise, String[]> wrong = new HashMap<>();

    private MadeUpClass(List<Lesson> lessons) throws IOException, MistakePatch.UnusableException {
        this.lessons = lessons;
        Map<String, ArrayList<String>> byTitle = new HashMap<>();
        for (Lesson lesson : lessons) {
            for (Path file : lesson.patches()) {
                MistakePatch patch = MistakePatch.read(file);
                if (!patch.isRight()) {
                    byTitle.computeIfAbsent(patch.exercise(), any -> new ArrayList<>())
                            .add(patch.apply(lesson));
                }
            }
            for (Exercise exercise : lesson.exercises()) {
                wrong.put(exercise, byTitle.getOrDefault(exercise.title(), new ArrayList<>())
                        .toArray(String[]::new));
            }
        }
    }

    /** Writes a class into a folder; the same seed gives the same class. */
    static void write(Course course, Path folder, int students, long seed)
            throws IOException, MistakePatch.UnusableException {
        MadeUpClass made = new MadeUpClass(course.lessons());
        Random random = new Random(seed);
        for (int n = 1; n <= students; n++) {
            made.writeStudent(folder.resolve("student-%03d".formatted(n)), random);
        }
    }

    private void writeStudent(Path folder, Random random) throws IOException {
        for (Lesson lesson : lessons) {
            for (Exercise exercise : lesson.exercises()) {
                Path file = folder.resolve(lesson.name()).resolve(Lesson.STUBS).resolve(exercise.file());
                Files.createDirectories(file.getParent());
                int dice = random.nextInt(100);
                String[] mistakes = wrong.get(exercise);
                String source;
                if (dice < RIGHT) {
                    source = Files.readString(lesson.folder().resolve(Lesson.SOLUTIONS).resolve(exercise.file()));
                } else if (dice < RIGHT + WRONG && mistakes.length > 0) {
                    source = mistakes[random.nextInt(mistakes.length)];
                } else {
                    Files.copy(lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file()), file);
                    continue;
                }
                Files.writeString(file, source + "\nfinal class " + exercise.name() + "By"
                        + folder.getFileName().toString().replace('-', '_') + " { }\n");
            }
        }
    }
}
