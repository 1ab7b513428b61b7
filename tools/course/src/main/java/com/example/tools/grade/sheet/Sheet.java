package com.example.tools.grade.sheet;

import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The grade sheet, as it is written to {@code grades.json}: the names of the fields below are the names there. It
 * depends only on what was handed in, the tests and the weights: the same input gives the same file.
 *
 * @param format    1; it changes when a field changes its meaning
 * @param exercises what was judged, in the order of the numbers
 * @param students  who handed in, in the order of the names
 * @param part      which part of the students this is, such as {@code 2/8}; null, and not in the file, for all
 */
public record Sheet(int format, List<Column> exercises, List<Student> students, String part) {

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
     * @param look      what a teacher should look at: exercises whose answers could reach files, programs or a
     * compiler;
     *     null, and not in the file, if there are none
     */
    public record Student(String student, BigDecimal points, List<Result> exercises, List<String> look) {

        /** A student whose answers use nothing unusual. */
        public Student(String student, BigDecimal points, List<Result> exercises) {
            this(student, points, exercises, null);
        }

        /** What a teacher should look at in one exercise, such as {@code ProcessBuilder}; empty for nothing. */
        public List<String> looksAt(String exercise) {
            return look == null ? List.of() : look.stream().filter(one -> one.startsWith(exercise + ": "))
                    .map(one -> one.substring(exercise.length() + 2)).toList();
        }
    }

    /**
     * One exercise of one student.
     *
     * @param exercise its number
     * @param status   {@code passed}, {@code failed} or {@code not started}
     * @param passed   how many of its tests passed
     * @param tests    how many it has
     * @param points   how many points that gives
     * @param message  what the first failure said; empty if it passed or was not started
     * @param answer   a digest of what was handed in, without white space; null, and not in the file, if that was
     *                 nothing or the stub
     */
    public record Result(String exercise, String status, int passed, int tests, BigDecimal points, String message,
                         String answer) {

        /** A result without what was handed in. */
        public Result(String exercise, String status, int passed, int tests, BigDecimal points, String message) {
            this(exercise, status, passed, tests, points, message, null);
        }
    }

    public static Sheet of(List<Exercise> exercises, Map<Submission, Map<Exercise, Score>> outcomes, Weights weights,
                           Map<Exercise, Lesson> lessons) {
        List<Student> students = new ArrayList<>();
        outcomes.forEach((submission, ofOne) -> {
            List<Result> results = exercises.stream().map(exercise -> {
                Score outcome = ofOne.get(exercise);
                return new Result(exercise.number(), outcome.status().text(), outcome.passed(), outcome.tests(),
                        weights.of(exercise, outcome), outcome.message(), outcome.status() == Score.Status.NOT_STARTED
                                ? null : submission.digest(lessons.get(exercise), exercise));
            }).toList();
            students.add(new Student(submission.student(), sum(results), results, submission.look(lessons)));
        });
        return sorted(exercises.stream().map(one -> new Column(one.number(), one.name(), weights.of(one))).toList(),
                students);
    }

    private static Sheet sorted(List<Column> exercises, List<Student> students) {
        return new Sheet(1, exercises.stream().sorted(Comparator.comparing(Column::number, Sheet::byNumber)).toList(),
                students.stream().sorted(Comparator.comparing(Student::student)).toList(), null);
    }

    /** A sheet of all students. */
    public Sheet(int format, List<Column> exercises, List<Student> students) {
        this(format, exercises, students, null);
    }

    /** The same, as a part of all students. */
    public Sheet asPart(int number, int of) {
        return of == 1 ? this : new Sheet(format, exercises, students, number + "/" + of);
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
     * @throws Options.WrongException if a part is missing or is given twice, or two say different things of the same
     */
    public static Sheet merge(List<Sheet> parts) {
        checkParts(parts);
        Map<String, Column> columns = new TreeMap<>(Sheet::byNumber);
        Map<String, Map<String, Result>> students = new TreeMap<>();
        Map<String, TreeSet<String>> look = new HashMap<>();
        for (Sheet part : parts) {
            for (Column column : part.exercises()) {
                Column other = columns.putIfAbsent(column.number(), column);
                if (other != null && !other.equals(column)) {
                    throw new Options.WrongException("The parts do not agree on exercise " + column.number()
                            + ": were they judged with the same weights?");
                }
            }
            for (Student student : part.students()) {
                if (student.look() != null) {
                    look.computeIfAbsent(student.student(), any -> new TreeSet<>()).addAll(student.look());
                }
                Map<String, Result> results = students.computeIfAbsent(student.student(), any -> new TreeMap<>());
                for (Result result : student.exercises()) {
                    Result other = results.putIfAbsent(result.exercise(), result);
                    if (other != null) {
                        throw new Options.WrongException(other.equals(result) ? "A part is given twice: "
                                + result.exercise() + " of " + student.student() + " is in two of them."
                                : "Two parts judge " + result.exercise() + " of " + student.student()
                                + " differently.");
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
            merged.add(new Student(student, sum(inOrder), inOrder,
                    look.containsKey(student) ? List.copyOf(look.get(student)) : null));
        });
        return sorted(List.copyOf(columns.values()), merged);
    }

    /** Of the parts of a class all must be there, for the same exercises, and each once. */
    private static void checkParts(List<Sheet> parts) {
        Map<List<Column>, Map<Integer, List<Integer>>> given = new LinkedHashMap<>();
        for (Sheet sheet : parts) {
            if (sheet.part() != null) {
                String[] numbers = sheet.part().split("/");
                given.computeIfAbsent(sheet.exercises(), any -> new TreeMap<>())
                        .computeIfAbsent(Integer.valueOf(numbers[1]), any -> new ArrayList<>())
                        .add(Integer.valueOf(numbers[0]));
            }
        }
        given.values().forEach(some -> some.forEach((of, numbers) -> {
            for (int part = 1; part <= of; part++) {
                int times = Collections.frequency(numbers, part);
                if (times != 1) {
                    throw new Options.WrongException("Part " + part + "/" + of
                            + (times == 0 ? " is missing." : " is given " + times + " times."));
                }
            }
        }));
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
        Files.writeString(folder.resolve("grades.csv"), CsvLines.of(this), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("grades.html"), SheetPage.of(this), StandardCharsets.UTF_8);
    }
}
