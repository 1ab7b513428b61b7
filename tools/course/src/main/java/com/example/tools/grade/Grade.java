package com.example.tools.grade;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.grade.sheet.Sheet;
import com.example.tools.grade.sheet.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs of the instructor: {@code grade} judges a class, {@code merge} puts parts of one together. */
public final class Grade {

    private Grade() {
    }

    /** Judges a folder of submissions, and writes the sheet; 2 if the words could not be understood. */
    public static int main(Course course, List<String> args) throws Exception {
        try {
            Options options = Options.of(args);
            Sheet sheet = judge(course, options, new Progress(System.out, isTerminal()));
            sheet.write(options.out());
            if (options.classroom() != null) {
                Classroom.write(sheet, options.classroom());
            }
            System.out.println("The sheet: " + options.out().resolve("grades.html") + ", grades.csv, grades.json.");
            return 0;
        } catch (Options.WrongException e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }

    static Sheet judge(Course course, Options options, Progress progress) throws Exception {
        List<Lesson> lessons = course.lessons().stream().filter(lesson -> options.lessons().isEmpty()
                || options.lessons().contains(lesson.number())).toList();
        if (lessons.isEmpty()) {
            throw new Options.WrongException("There is no lesson " + options.lessons() + ".");
        }
        Weights weights = options.weights() == null ? Weights.equal()
                : Weights.read(options.weights(), exercises(course.lessons()));
        List<Submission> submissions = options.ours(Submission.in(options.submissions(), course));
        for (String archive : Submission.archives(options.submissions())) {
            progress.say("Not looked at, because it is an archive: " + archive + ". Unpack it.");
        }
        Files.createDirectories(options.out());
        long start = System.nanoTime();
        Forks forks = new Forks(course);
        try (Ledger ledger = Ledger.open(options.out().resolve("judged.jsonl"));
             ClassJudge grading = new ClassJudge(GradedLesson.open(course, lessons), forks, ledger, options.limit(),
                     options.jobs(), progress)) {
            Map<Submission, Map<Exercise, Score>> outcomes = grading.judge(submissions);
            progress.tell(Duration.ofNanos(System.nanoTime() - start), forks.started());
            return Sheet.of(exercises(lessons), outcomes, weights);
        }
    }

    /** Puts the sheets of parts together: {@code merge OUT PART...}, each a folder with a {@code grades.json}. */
    public static int merge(Course course, List<String> args) throws IOException {
        if (args.size() < 2) {
            System.err.println("merge OUT PART...: the folder to write to, then folders with the parts' grades.json");
            return 2;
        }
        try {
            List<Sheet> parts = new ArrayList<>();
            for (String part : args.subList(1, args.size())) {
                Path file = Options.path(part);
                parts.add(Sheet.read(Files.isDirectory(file) ? file.resolve("grades.json") : file));
            }
            Sheet.merge(parts).write(Options.path(args.get(0)));
            return 0;
        } catch (Options.WrongException e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }

    private static List<Exercise> exercises(List<Lesson> lessons) throws IOException {
        List<Exercise> exercises = new ArrayList<>();
        for (Lesson lesson : lessons) {
            exercises.addAll(lesson.exercises());
        }
        return exercises;
    }

    /** From Java 22 on there is a console without a terminal too; whether it is one can be asked since then. */
    private static boolean isTerminal() {
        if (System.console() == null) {
            return false;
        }
        try {
            return (boolean) System.console().getClass().getMethod("isTerminal").invoke(System.console());
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
