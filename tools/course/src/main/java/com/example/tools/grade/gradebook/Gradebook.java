package com.example.tools.grade.gradebook;

import com.example.tools.course.Near;
import com.example.tools.grade.sheet.Alike;
import com.example.tools.grade.sheet.Sheet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The sheet as gradebooks want it: one row for each student, with a sum for each lesson.
 *
 * @param lessons what each lesson is worth, by its number, in order
 * @param rows    one for each student: those of the roster in its order, then those that it does not have
 * @param notes   what a teacher should know of roster and folders, a sentence each
 */
record Gradebook(Map<Integer, BigDecimal> lessons, List<Row> rows, List<String> notes) {

    /**
     * A student's row.
     *
     * @param student   the folder that was handed in, or a name where there is none
     * @param entry     who it is; null without a roster, or if the roster does not have the folder
     * @param handedIn  whether there is a folder at all
     * @param late      how many days late; null if that is not known
     * @param cost      the percent that they cost
     * @param points    what each lesson brought after that, in the order of the lessons
     * @param alike     the answers that others have alike, {@link Alike}
     */
    record Row(String student, Roster.Entry entry, boolean handedIn, Integer late, BigDecimal cost,
               List<BigDecimal> points, List<String> alike) {

        BigDecimal sum() {
            return points.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /** What the roster says, or an empty text. */
        String get(Roster.Column column) {
            return entry == null ? "" : entry.get(column);
        }

        Row named(String name, List<String> theirs) {
            return new Row(name, null, handedIn, late, cost, points, theirs);
        }
    }

    BigDecimal most() {
        return lessons.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * Puts sheet, roster and deadline together.
     *
     * @param roster   null if there is none: then each folder is a student
     * @param deadline null if there is none; with one, the roster has the times
     */
    static Gradebook of(Sheet sheet, Roster roster, Deadline deadline) {
        Map<Integer, BigDecimal> lessons = new TreeMap<>();
        sheet.exercises().forEach(one -> lessons.merge(lesson(one.number()), one.points(), BigDecimal::add));
        Map<String, List<String>> alike = Alike.of(sheet);
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Sheet.Student> left = new ArrayList<>(sheet.students());
        List<String> folders = sheet.students().stream().map(Sheet.Student::student).toList();
        for (Roster.Entry entry : roster == null ? List.<Roster.Entry>of() : roster.entries()) {
            Sheet.Student student = sheet.students().stream()
                    .filter(one -> roster.of(one.student()).contains(entry)).findFirst().orElse(null);
            if (student == null) {
                String folder = entry.get(Roster.Column.FOLDER);
                notes.add(entry.name() + " handed in nothing" + (folder.isEmpty() ? ": the roster names no folder."
                        : ": there is no folder " + folder + Near.proposal(folder, folders)));
                rows.add(new Row(folder.isEmpty() ? entry.name() : folder, entry, false, null, BigDecimal.ZERO,
                        lessons.keySet().stream().map(lesson -> BigDecimal.ZERO).toList(), List.of()));
                continue;
            }
            left.remove(student);
            rows.add(row(sheet, student, entry, lessons, deadline, alike, notes));
        }
        for (Sheet.Student student : left) {
            if (roster != null) {
                notes.add("No line of the roster has the folder " + student.student()
                        + Near.proposal(student.student(), roster.entries().stream()
                        .map(entry -> entry.get(Roster.Column.FOLDER)).toList()));
            }
            rows.add(row(sheet, student, null, lessons, deadline, alike, notes));
        }
        return new Gradebook(lessons, List.copyOf(rows), List.copyOf(notes));
    }

    private static Row row(Sheet sheet, Sheet.Student student, Roster.Entry entry, Map<Integer, BigDecimal> lessons,
                           Deadline deadline, Map<String, List<String>> alike, List<String> notes) {
        Integer late = null;
        BigDecimal cost = BigDecimal.ZERO;
        if (deadline != null && entry != null && !entry.get(Roster.Column.SUBMITTED).isEmpty()) {
            late = deadline.daysLate(deadline.time("The roster's line " + entry.line(),
                    entry.get(Roster.Column.SUBMITTED)));
            cost = deadline.cost(late);
        } else if (deadline != null) {
            notes.add("It is not known when " + student.student() + " handed in: nothing is taken off.");
        }
        BigDecimal percent = cost;
        List<BigDecimal> points = lessons.keySet().stream().map(lesson -> IntStream.range(0, sheet.exercises().size())
                .filter(i -> lesson(sheet.exercises().get(i).number()) == lesson)
                .mapToObj(i -> student.exercises().get(i).points()).reduce(BigDecimal.ZERO, BigDecimal::add))
                .map(sum -> percent.signum() == 0 ? sum : Deadline.less(sum, percent)).toList();
        return new Row(student.student(), entry, true, late, cost, points,
                alike.getOrDefault(student.student(), List.of()));
    }

    private static int lesson(String exercise) {
        return Integer.parseInt(exercise.substring(0, exercise.indexOf('.')));
    }
}
