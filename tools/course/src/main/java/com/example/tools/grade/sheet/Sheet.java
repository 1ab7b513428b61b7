package com.example.tools.grade.sheet;

import com.example.tools.course.Exercise;
import com.example.tools.grade.Options;
import com.example.tools.grade.Score;
import com.example.tools.grade.Submission;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The grade sheet, as it stands in {@code grades.json}: the names of the fields below are the names there. It depends
 * on nothing but what was handed in, the tests and the weights: the same again gives the same file.
 *
 * @param format    1; it changes when a field changes its meaning
 * @param exercises what was judged, in the order of the numbers
 * @param students  who handed in, in the order of the names
 */
public record Sheet(int format, List<Column> exercises, List<Student> students) {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /**
     * An exercise.
     *
     * @param number as in {@code 5.3}
     * @param name   the class to write
     * @param points how many points it is worth
     */
    public record Column(String number, String name, BigDecimal points) { }

    /**
     * What one student reached.
     *
     * @param student   the name of the submission's folder
     * @param points    the sum
     * @param exercises one result per exercise, in their order
     */
    public record Student(String student, BigDecimal points, List<Result> exercises) { }

    /**
     * One exercise of one student.
     *
     * @param exercise its number
     * @param status   {@code passed}, {@code failed} or {@code not started}
     * @param passed   how many of its tests passed
     * @param tests    how many it has
     * @param points   how many points that gives
     * @param message  what the first failure said; empty if it passed or was not started
     */
    public record Result(String exercise, String status, int passed, int tests, BigDecimal points, String message) { }

    public static Sheet of(List<Exercise> exercises, Map<Submission, Map<Exercise, Score>> outcomes, Weights weights) {
        List<Student> students = new ArrayList<>();
        outcomes.forEach((submission, ofOne) -> {
            List<Result> results = exercises.stream().map(exercise -> {
                Score outcome = ofOne.get(exercise);
                return new Result(exercise.number(), outcome.status().text(), outcome.passed(), outcome.tests(),
                        weights.of(exercise, outcome), outcome.message());
            }).toList();
            students.add(new Student(submission.student(), sum(results), results));
        });
        return sorted(exercises.stream().map(one -> new Column(one.number(), one.name(), weights.of(one))).toList(),
                students);
    }

    private static Sheet sorted(List<Column> exercises, List<Student> students) {
        return new Sheet(1, exercises.stream().sorted(Comparator.comparing(Column::number, Sheet::byNumber)).toList(),
                students.stream().sorted(Comparator.comparing(Student::student)).toList());
    }

    private static int byNumber(String one, String other) {
        String[] a = one.split("\\.");
        String[] b = other.split("\\.");
        int lessons = Integer.compare(Integer.parseInt(a[0]), Integer.parseInt(b[0]));
        return lessons != 0 ? lessons : Integer.compare(Integer.parseInt(a[1]), Integer.parseInt(b[1]));
    }

    private static BigDecimal sum(List<Result> results) {
        return results.stream().map(Result::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** All points that there are. */
    public BigDecimal most() {
        return exercises.stream().map(Column::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * Puts parts of a class together, split by student or by lesson.
     *
     * @throws Options.WrongException if two parts say different things of the same, or something is missing
     */
    public static Sheet merge(List<Sheet> parts) {
        Map<String, Column> columns = new TreeMap<>(Sheet::byNumber);
        Map<String, Map<String, Result>> students = new TreeMap<>();
        for (Sheet part : parts) {
            for (Column column : part.exercises()) {
                Column other = columns.putIfAbsent(column.number(), column);
                if (other != null && !other.equals(column)) {
                    throw new Options.WrongException("The parts do not agree on exercise " + column.number()
                            + ": were they judged with the same weights?");
                }
            }
            for (Student student : part.students()) {
                Map<String, Result> results = students.computeIfAbsent(student.student(), any -> new TreeMap<>());
                for (Result result : student.exercises()) {
                    Result other = results.putIfAbsent(result.exercise(), result);
                    if (other != null && !other.equals(result)) {
                        throw new Options.WrongException("Two parts judge " + result.exercise() + " of "
                                + student.student() + " differently.");
                    }
                }
            }
        }
        List<Student> merged = new ArrayList<>();
        students.forEach((student, results) -> {
            for (String number : columns.keySet()) {
                if (!results.containsKey(number)) {
                    throw new Options.WrongException("A part is missing: no verdict on " + number + " of " + student
                            + ".");
                }
            }
            List<Result> inOrder = columns.keySet().stream().map(results::get).toList();
            merged.add(new Student(student, sum(inOrder), inOrder));
        });
        return sorted(List.copyOf(columns.values()), merged);
    }

    public static Sheet read(Path file) throws IOException {
        try {
            Sheet sheet = GSON.fromJson(Files.readString(file, StandardCharsets.UTF_8), Sheet.class);
            if (sheet == null || sheet.format() != 1 || sheet.exercises() == null || sheet.students() == null) {
                throw new Options.WrongException(file + " is no grades.json of format 1.");
            }
            return sheet;
        } catch (JsonParseException e) {
            throw new Options.WrongException(file + " is no grades.json: " + e.getMessage());
        }
    }

    /** Writes {@code grades.json}, {@code grades.csv} and {@code grades.html}. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("grades.json"), GSON.toJson(this) + "\n", StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("grades.csv"), Csv.of(this), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("grades.html"), SheetPage.of(this), StandardCharsets.UTF_8);
    }
}
