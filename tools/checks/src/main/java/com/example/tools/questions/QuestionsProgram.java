package com.example.tools.questions;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.grade.GradeProgram;
import com.example.tools.grade.sheet.Sheet;
import com.example.tools.mistakes.MistakePatch;
import com.example.tools.programs.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The program {@code questions}: asks a student, who has solved an exercise, what a small change of its solution
 * breaks. A student who has understood the exercise can say, whatever wrote the code.
 */
@Command(description = {"", "Each question is a known mistake, as a change of our solution: which test fails, and which"
    + " rule says so? The key is made by running it. Questions are drawn from exercises that the student has solved."},
    footer = {"", "Examples:", "  ./course questions 06 --of submissions/ann",
        "  ./course questions 06 --of submissions --count 2 --seed 7", "  ./course questions 6.4"})
public final class QuestionsProgram implements Callable<Integer> {

    @Parameters(paramLabel = "WHICH", description = "A lesson, such as 06, or an exercise, such as 6.4.")
    private String which;
    @Option(names = "--of", paramLabel = "FOLDER",
            description = "A student's copy, or a folder of submissions: each student gets questions. Without it one"
                    + " paper is drawn from all exercises.")
    private Path of;
    @Option(names = "--count", paramLabel = "N", defaultValue = "3", description = "How many questions; 3 without it.")
    private int count;
    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1",
            description = "The same number and the same student give the same questions; 1 without it.")
    private long seed;
    @Option(names = "--out", paramLabel = "FOLDER", defaultValue = "questions",
            description = "Where questions and keys go; questions without it.")
    private Path out;

    private final Course course;

    public QuestionsProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws Exception {
        if (count < 1 || count > 50) {
            throw new IllegalArgumentException("--count wants a number from 1 to 50, not " + count + ".");
        }
        Map<String, List<MistakePatch>> mistakes = mistakes();
        MistakeDraw draw = new MistakeDraw(mistakes, seed);
        AnswerKeys keys = new AnswerKeys(course);
        Files.createDirectories(out);
        if (of == null) {
            write("questions", draw.of("", mistakes.keySet(), count), keys);
            return 0;
        }
        for (Sheet.Student student : solved(mistakes.keySet()).students()) {
            Set<String> solved = student.exercises().stream().filter(one -> one.status().equals("passed"))
                    .map(Sheet.Result::exercise).collect(Collectors.toCollection(HashSet::new));
            solved.retainAll(mistakes.keySet());
            if (solved.isEmpty()) {
                System.out.println(student.student() + " has solved nothing of " + which + ": no questions.");
            } else {
                write(student.student().replace('/', '-'), draw.of(student.student(), solved, count), keys);
            }
        }
        return 0;
    }

    /** The known mistakes of each exercise that is meant, by its number. */
    private Map<String, List<MistakePatch>> mistakes() throws IOException {
        Map<String, List<MistakePatch>> mistakes = new LinkedHashMap<>();
        for (Lesson lesson : course.lessons()) {
            for (Exercise exercise : lesson.exercises()) {
                if (!exercise.isMeantBy(which)) {
                    continue;
                }
                List<MistakePatch> some = new ArrayList<>();
                for (Path file : lesson.patches()) {
                    MistakePatch patch = read(file);
                    if (patch.exercise().equals(exercise.title()) && !patch.isRight()) {
                        some.add(patch);
                    }
                }
                if (!some.isEmpty()) {
                    mistakes.put(exercise.number(), some);
                }
            }
        }
        if (mistakes.isEmpty()) {
            throw new IllegalArgumentException("There is no lesson or exercise " + which
                    + " with known mistakes: WHICH is a number such as 06 or 6.4.");
        }
        return mistakes;
    }

    private MistakePatch read(Path file) throws IOException {
        try {
            return MistakePatch.read(file);
        } catch (MistakePatch.UnusableException e) {
            throw new IllegalStateException(course.name(file) + ": " + e.getMessage(), e);
        }
    }

    /** What the students have solved: graded as {@code ./course grade} does it, and kept until something changes. */
    private Sheet solved(Set<String> exercises) throws IOException {
        Path sheet = course.scratch("questions", of.getFileName() + "-" + Integer.toHexString(of.hashCode()));
        Files.createDirectories(sheet);
        List<String> words = new ArrayList<>(List.of(of.toString(), "--out", sheet.toString()));
        exercises.stream().map(number -> number.replaceFirst("\\..*", "")).distinct()
                .forEach(lesson -> words.addAll(List.of("--lesson", lesson)));
        int exit = Commands.commandLine("grade", new GradeProgram(course)).execute(words.toArray(String[]::new));
        if (exit != 0) {
            throw new IllegalStateException("What " + of + " has solved could not be judged.");
        }
        return Sheet.read(sheet.resolve("grades.json"));
    }

    private void write(String name, List<MistakePatch> drawn, AnswerKeys keys)
            throws IOException, InterruptedException {
        List<String> questions = new ArrayList<>();
        List<String> key = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            questions.addAll(Paper.question(i + 1, drawn.get(i)));
            key.addAll(Paper.answer(i + 1, drawn.get(i), keys.of(drawn.get(i))));
        }
        Path asked = out.resolve(name + ".md");
        Path answered = out.resolve(name + "-key.md");
        String whom = of == null ? "" : " for " + name;
        Files.write(asked, Paper.page("Questions" + whom, Paper.ASK, questions));
        Files.write(answered, Paper.page("Key" + whom, "Lesson or exercise " + which + ", seed " + seed + ".", key));
        System.out.println(drawn.size() + (drawn.size() == 1 ? " question: " : " questions: ") + asked + ", the key: "
                + answered + ".");
    }
}
