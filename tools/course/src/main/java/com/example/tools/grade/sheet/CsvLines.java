package com.example.tools.grade.sheet;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The sheet as CSV (RFC 4180): one line per student and exercise, which every spreadsheet can pivot. It starts with a
 * byte order mark, without which Excel takes UTF-8 for something else.
 */
public final class CsvLines {

    private static final String HEADER = "student,exercise,name,status,passed,tests,points,of,message,look";

    private CsvLines() {
    }

    static String of(Sheet sheet) {
        StringBuilder csv = new StringBuilder("\uFEFF").append(HEADER).append("\r\n");
        for (Sheet.Student student : sheet.students()) {
            for (int i = 0; i < sheet.exercises().size(); i++) {
                Sheet.Column column = sheet.exercises().get(i);
                Sheet.Result result = student.exercises().get(i);
                csv.append(line(List.of(text(student.student()), column.number(),
                        text(column.name()), result.status(), String.valueOf(result.passed()),
                        String.valueOf(result.tests()), result.points().toPlainString(),
                        column.points().toPlainString(), text(result.message()),
                        String.join(", ", student.looksAt(column.number())))));
            }
        }
        return csv.toString();
    }

    /** A line with its end: the fields as they are, in quotes where they need them. */
    public static String line(List<String> fields) {
        return fields.stream().map(CsvLines::quoted).collect(Collectors.joining(",")) + "\r\n";
    }

    /**
     * Text that a spreadsheet takes for text: what starts like a formula gets an apostrophe in front (OWASP, "CSV
     * injection"), for a student may call a folder {@code =HYPERLINK(...)}.
     */
    public static String text(String text) {
        return text.matches("(?s)\\s*[=+\\-@\t\r].*") ? "'" + text : text;
    }

    private static String quoted(String field) {
        return field.matches("(?s).*[\",\r\n'].*") ? "\"" + field.replace("\"", "\"\"") + "\"" : field;
    }
}
