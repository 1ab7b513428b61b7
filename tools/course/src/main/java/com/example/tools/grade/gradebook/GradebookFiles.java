package com.example.tools.grade.gradebook;

import com.example.tools.grade.gradebook.Roster.Column;
import com.example.tools.grade.sheet.CsvLines;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gradebook as a file: for a spreadsheet, Moodle or Canvas. What a student or a roster wrote is text in each. */
final class GradebookFiles {

    private GradebookFiles() {
    }

    /** {@code gradebook.csv}: all that is known, for a spreadsheet. */
    static String spreadsheet(Gradebook book) {
        List<Column> known = known(book, List.of(Column.NAME, Column.FIRST_NAME, Column.LAST_NAME, Column.EMAIL,
                Column.USERNAME, Column.NUMBER, Column.CANVAS_ID, Column.SECTION, Column.SUBMITTED));
        boolean due = book.rows().stream().anyMatch(row -> row.late() != null);
        List<String> header = new ArrayList<>(List.of("student"));
        known.forEach(column -> header.add(column.title()));
        header.add("handed in");
        if (due) {
            header.addAll(List.of("days late", "penalty %"));
        }
        header.addAll(lessons(book, "lesson "));
        header.addAll(List.of("points", "of", "alike"));
        StringBuilder csv = new StringBuilder("\uFEFF").append(CsvLines.line(header));
        for (Gradebook.Row row : book.rows()) {
            List<String> fields = new ArrayList<>(List.of(CsvLines.text(row.student())));
            known.forEach(column -> fields.add(CsvLines.text(row.get(column))));
            fields.add(row.handedIn() ? "yes" : "nothing");
            if (due) {
                fields.addAll(List.of(row.late() == null ? "" : row.late().toString(), row.cost().toPlainString()));
            }
            row.points().forEach(points -> fields.add(points.toPlainString()));
            fields.addAll(List.of(row.sum().toPlainString(), book.most().toPlainString(),
                    CsvLines.text(String.join("; ", row.alike()))));
            csv.append(CsvLines.line(fields));
        }
        return csv.toString();
    }

    /**
     * For Moodle's "Import, CSV file": what tells who it is, by the names that Moodle's own lists have, and a grade
     * item for each lesson. Students that the roster does not have are not in it. Without a roster the folder is the
     * username.
     */
    static String moodle(Gradebook book, boolean roster) {
        Map<Column, String> titles = new LinkedHashMap<>();
        titles.put(Column.USERNAME, "Username");
        if (roster) {
            titles.put(Column.EMAIL, "Email address");
            titles.put(Column.NUMBER, "ID number");
            titles.keySet().retainAll(known(book, List.copyOf(titles.keySet())));
        }
        List<String> header = new ArrayList<>(titles.values());
        header.addAll(lessons(book, "Lesson "));
        StringBuilder csv = new StringBuilder(CsvLines.line(header));
        for (Gradebook.Row row : book.rows()) {
            if (row.entry() != null || !roster) {
                List<String> fields = new ArrayList<>();
                titles.keySet().forEach(column -> fields.add(CsvLines.text(roster ? row.get(column) : row.student())));
                row.points().forEach(points -> fields.add(points.toPlainString()));
                csv.append(CsvLines.line(fields));
            }
        }
        return csv.toString();
    }

    /**
     * For Canvas's "Import" of the gradebook: its five columns, an assignment for each lesson, and under the header the
     * most points of each. Without a roster the folder is the login.
     */
    static String canvas(Gradebook book, boolean roster) {
        List<String> header = new ArrayList<>(List.of("Student", "ID", "SIS User ID", "SIS Login ID", "Section"));
        header.addAll(lessons(book, "Lesson "));
        List<String> possible = new ArrayList<>(List.of("    Points Possible", "", "", "", ""));
        book.lessons().values().forEach(points -> possible.add(points.toPlainString()));
        StringBuilder csv = new StringBuilder(CsvLines.line(header)).append(CsvLines.line(possible));
        for (Gradebook.Row row : book.rows()) {
            if (row.entry() != null || !roster) {
                List<String> fields = new ArrayList<>(List.of(
                        CsvLines.text(roster ? row.entry().name() : row.student()),
                        CsvLines.text(row.get(Column.CANVAS_ID)),
                        CsvLines.text(row.get(Column.NUMBER)),
                        CsvLines.text(roster ? row.get(Column.USERNAME) : row.student()),
                        CsvLines.text(row.get(Column.SECTION))));
                row.points().stream().map(BigDecimal::toPlainString).forEach(fields::add);
                csv.append(CsvLines.line(fields));
            }
        }
        return csv.toString();
    }

    private static List<String> lessons(Gradebook book, String title) {
        return book.lessons().keySet().stream().map(lesson -> title + String.format("%02d", lesson)).toList();
    }

    /** The columns in which at least one student has something. */
    private static List<Column> known(Gradebook book, List<Column> columns) {
        return columns.stream().filter(column -> book.rows().stream().anyMatch(row -> !row.get(column).isEmpty()))
                .toList();
    }
}
